"""How passages hang together: headings and list openers govern the items that follow."""

import re
from dataclasses import replace
from itertools import pairwise

from extractors.events import events_in
from extractors.facts import Fact, Recipient
from extractors.fold import fold
from extractors.identity import Identities
from extractors.linker import SentenceReader
from extractors.memory import Memory
from extractors.mentions import Cue, Found, OrgMention, PersonMention, TitleMention, YearMention
from extractors.numbers import NUMBER_WORDS
from extractors.passages import Passage
from extractors.sentence import Sentence, without_honorifics
from extractors.titles import holds_title
from extractors.years import may_be_all_years
from schemas import BlockKind, Level, RecipientKind, Status

_ITEM = re.compile(r"\s*(?:[-+•*▪◦o]\s|\d{1,3}[.)]\s|\(\d{1,3}\)|[a-zđ][.)]\s|[ivx]+[.)]\s)")
_ANNOUNCES = re.compile(r"(?::|sau đây\)?:?|có tên(?: sau đây)?\)?|như sau:?|danh sách[^.]{0,40})\s*$")
_KIND_HEADING = (
    (
        re.compile(r"^[\s\w.)*+-]{0,12}(?:đối với\s+|về\s+|danh hiệu\s+)?(?:các\s+)?tập thể[\s:.]*$"),
        RecipientKind.TAP_THE,
    ),
    (
        re.compile(r"^[\s\w.)*+-]{0,12}(?:đối với\s+|về\s+|danh hiệu\s+)?(?:các\s+)?cá nhân[\s:.]*$"),
        RecipientKind.CA_NHAN,
    ),
    (re.compile(r"^[\s\w.)*+-]{0,12}(?:đối với\s+)?(?:các\s+)?hộ gia đình[\s:.]*$"), RecipientKind.HO_GIA_DINH),
)
_KIND_LABEL = (
    (re.compile(r"^[\s*+•-]{0,6}(?:về\s+)?tập thể\s*:"), RecipientKind.TAP_THE),
    (re.compile(r"^[\s*+•-]{0,6}(?:về\s+)?cá nhân\s*:"), RecipientKind.CA_NHAN),
)
_LEVEL_LINE = re.compile(
    r"^[\s\w.)*+-]{0,8}cấp\s+(?:nhà nước|bộ|tỉnh|thành phố|cơ sở|sở|huyện|xã|trường|ngành)[\s:.]*$"
)
_LEVEL_HEADING = (
    (re.compile(r"cấp\s+nhà\s+nước[\s:.]*$"), Level.NHA_NUOC),
    (re.compile(r"cấp\s+(?:bộ|ngành|trung ương)[\s:.]*$"), Level.BO_NGANH),
    (re.compile(r"cấp\s+(?:tỉnh|thành phố)[\s:.]*$"), Level.TINH),
    (re.compile(r"cấp\s+(?:cơ sở|sở|huyện|xã|trường|cục)[\s:.]*$"), Level.CO_SO),
)
_TELLS = {"give", "get", "passive", "register", "propose", "revoke"}  # an item with a verb tells a fact of its own
_GIVES = re.compile(r"(?:tặng|tặng thưởng|khen thưởng|khen tặng|công nhận|khen)[\s:.]*$")
_IN_DETAIL = re.compile(r"\s*(?:cụ thể(?: như sau| là)?|trong đó|gồm(?: có)?|danh sách[^.\n]{0,30})\s*:?\s*$")
_ASKS = re.compile(r"(?:lấy|xin) ý kiến|trước khi trình|hoàn thiện hồ sơ|danh sách[^.\n]{0,40}đề nghị")
_FOR_BODY = re.compile(r"đối với (?:tập thể |đơn vị )?$")  # "… lấy ý kiến đối với Trường X, cụ thể:"
_LONE_BADGE = re.compile(r"tuổi\s+đảng")  # a title without its name where the article is about badges
_GIVER_LINE = 80
_HEADS = 30  # characters beside a title in a line that heads a list
_SHORT = 220
_SEVERAL = 2
_NAMES_MEMBERS = re.compile(
    rf"\s*(?:đó|trong đó|cụ thể|gồm|bao gồm|\d+ \w+|{NUMBER_WORDS} \w+|các \w+|những \w+)[^.;:]{{0,60}}?(?:gồm|là|:)"
)
_ENDS_COUNTED = re.compile(r"(?<!\d)0?1\s+(?:cá nhân|đồng chí|người|trường hợp)[\s.;]*$")
_TALKS = re.compile(r"(?<!\w)(?:cho biết|phát biểu|nói|chia sẻ|đã|được|trao|tham dự|tổ chức)(?!\w)")
_BARE_VERB = re.compile(r"[-+*•\s]*(?:tặng|truy tặng|tặng thưởng)\s")  # goes on with the act of the passage before
_REWARDED = re.compile(
    r"\s*(?:các |những )?(?:\w+\s+){1,5}(?:được|trên|nói trên)[^.;:]{0,40}(?:khen|thưởng|nhận|vinh danh)"
    r"[^.;:]{0,30}(?:gồm|là)"
)
_ITEM_HEAD = 60  # characters from the start of an item within which its recipient is named
_PASSING = 12
_LAST = re.compile(r"[\s:.]*(?:\n|$)|\s*:")
_IN_PASSING = re.compile(r"(?<!\w)(?:của|theo|do|bởi|cấp|với|từ|tại)\s+$")
_GROUP = re.compile(r"khối|cụm")  # a group that competes: its members receive


class Layout:
    """Keeps what headings said while the passages go by."""

    def __init__(self, text: str, folded: str, *, rules: str = "", proposal: tuple[int, int] | None = None) -> None:
        self.text = text
        self.folded = folded
        cue = Cue(*proposal, "propose", Status.PROPOSED, folded[slice(*proposal)]) if proposal else None
        self.memory = Memory(rules=rules, open_proposal=cue)
        self.identities = Identities(text, folded)
        self.open: list[tuple[Fact, tuple[int, int]]] = []
        self.heading_year: YearMention | None = None
        self.heading_topic: Recipient | None = None
        self.heading_title: TitleMention | None = None  # "- Lao động tiên tiến": years and numbers follow
        self.superseded: list[Fact] = []
        self.latest: list[tuple[Fact, tuple[int, int]]] = []  # of the passage before
        self.told: list[tuple[Fact, tuple[int, int]]] = []
        self.open_by_colon = True  # a list that a mere number opens ("01 cá nhân") ends where prose begins
        self.rejected: list[tuple[TitleMention, str]] = []

    def wants(self, passage: Passage) -> bool:
        """Passages with a title, list items under an open list, and short headings are read; others are not."""
        folded = self.folded[passage.start : passage.end]
        if holds_title(folded) or "năm tuổi đảng" in folded:
            return True
        return bool(self.open) or len(folded) < _SHORT or _NAMES_MEMBERS.match(folded) is not None

    def listens(self, passage: Passage) -> bool:
        """Whether mentions of a wanted passage matter: not those of a short line that only parts what is around it."""
        folded = self.folded[passage.start : passage.end]
        if self.open or self.heading_title or holds_title(folded) or _NAMES_MEMBERS.match(folded):
            return True
        if _is_heading(passage, folded) or may_be_all_years(folded, _PASSING):
            return True
        return bool(_GIVES.search(folded) or _LONE_BADGE.search(folded))

    def facts(
        self, passage: Passage, found: Found, sentences: list[tuple[int, int]]
    ) -> list[tuple[Fact, tuple[int, int]]]:
        """Facts of one passage, each with its sentence."""
        self.rejected = []
        folded = self.folded[passage.start : passage.end]
        tells = any(cue.kind in _TELLS for cue in found.cues)
        if self.open and not tells and _ITEM.match(folded) and (made := self._listed(passage, found)):
            self.rejected = [(title, "list-item") for title in found.titles]
            return made
        if _IN_DETAIL.match(folded):
            self.memory.announced = self.memory.status
        if found.titles:
            return self._titled(passage, folded, found, sentences)
        if counted := self._counted_under(found, passage):
            return counted
        members = self._members(self.latest or self._rewarded(folded, found), found, (passage.start, passage.end))
        self.latest = []
        return members or self._untitled(passage, folded, found)

    def _titled(
        self, passage: Passage, folded: str, found: Found, sentences: list[tuple[int, int]]
    ) -> list[tuple[Fact, tuple[int, int]]]:
        """Facts of a passage that names a title, and what it says of the passages after it."""
        for pattern, kind in _KIND_LABEL:
            if pattern.match(folded):
                self.memory.kind = kind
        item = bool(_ITEM.match(folded)) or passage.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW)
        self._open_passage(folded, item)
        results = self._by_sentence(found, sentences)
        self._close_passage(folded, results, item=item)
        if item:
            results += self._beside_heading(found, passage)
        self.heading_title = self._heads_list(passage, found) or (self.heading_title if item else None)
        self.latest = results
        self.told += results
        return results

    def _by_sentence(self, found: Found, sentences: list[tuple[int, int]]) -> list[tuple[Fact, tuple[int, int]]]:
        results: list[tuple[Fact, tuple[int, int]]] = []
        for span in sentences:
            sentence, honorifics = without_honorifics(Sentence(self.text, self.folded, *span, events_in(found, *span)))
            self.rejected += [(title, "honorific") for title in honorifics]
            members = self._members(results or self._rewarded(self.folded[slice(*span)], found), found, span)
            if members:
                results += members
                continue
            reading = SentenceReader(sentence, self.memory, self.identities).read()
            results += [(fact, span) for fact in reading.facts]
            self.rejected += reading.rejected
        return results

    def _rewarded(self, folded: str, found: Found) -> list[tuple[Fact, tuple[int, int]]]:
        """ "Ba nông dân được khen thưởng gồm: P1; P2; P3": the fact told before that counts as many."""
        people = [person for person in found.people if person.name]
        if not _REWARDED.match(folded) or not people:
            return []
        return [pair for pair in self.told if self._counts_people(pair[0], len(people))][-1:]

    def _heads_list(self, passage: Passage, found: Found) -> TitleMention | None:
        """The title that a line consists of: the items under it tell years and numbers."""
        title = found.titles[0]
        alone = len(found.titles) == 1 and not any(count.n for count in found.counts) and not found.years
        return title if alone and passage.end - passage.start - (title.end - title.start) < _HEADS else None

    def _counted_under(self, found: Found, passage: Passage) -> list[tuple[Fact, tuple[int, int]]]:
        """ "+ Năm học 2001 - 2002: 7 đ/c" under the line of a title."""
        counts = [count for count in found.counts if count.n]
        if self.heading_title is None or len(counts) != 1 or not found.years:
            return []
        recipient = Recipient(counts[0].start, counts[0].end, count=counts[0])
        ranks = self.heading_title.ranks
        fact = Fact(
            title=self.heading_title, rank=ranks[0] if ranks else None, status=Status.AWARDED, recipient=recipient,
            year=found.years[0], issuers=list(self.memory.heading_issuers), rule="under the line of a title",
        )  # fmt: skip
        return [(fact, (self.heading_title.start, passage.end))]

    def _beside_heading(self, found: Found, passage: Passage) -> list[tuple[Fact, tuple[int, int]]]:
        """ "+ Năm học 2004 - 2005: 3 đ/c (1 CSTĐ cấp tỉnh)": the first number is still of the line above."""
        first = found.titles[0]
        counts = [count for count in found.counts if count.n and count.start < first.start]
        told = Found(counts=counts, years=[year for year in found.years if year.start < first.start])
        return self._counted_under(told, passage) if len(counts) == 1 else []

    def _members(
        self, told: list[tuple[Fact, tuple[int, int]]], found: Found, span: tuple[int, int]
    ) -> list[tuple[Fact, tuple[int, int]]]:
        """ "… cho 3 giáo viên. 3 giáo viên gồm A; B; C": the persons whom the fact before only counts."""
        if not told or not _NAMES_MEMBERS.match(self.folded, span[0]):
            return []
        if any(span[0] <= title.start < span[1] for title in found.titles):
            return []
        people = [p for p in found.people if p.name and span[0] <= p.start < span[1]]
        fact, before = told[-1]
        if not self._counts_people(fact, len(people)):
            people = self._heads_of_items(people, span)
        if len(people) < _SEVERAL or not self._counts_people(fact, len(people)):
            return []
        self.superseded.append(fact)
        ends = [max(p.end, p.unit.end if p.unit else 0) for p in people]
        recipients = [Recipient(p.start, end, person=p) for p, end in zip(people, ends, strict=True)]
        made = [replace(fact, recipient=r, title_count=None, rule="named in the next sentence") for r in recipients]
        return [(one, (before[0], span[1])) for one in made]

    def _heads_of_items(self, people: list[PersonMention], span: tuple[int, int]) -> list[PersonMention]:
        """ "Mẹ P1, có con là P2; Mẹ P3": of each part between semicolons the first person."""
        parts = [0, *(m.end() for m in re.finditer(";", self.text[slice(*span)])), span[1] - span[0]]
        if len(parts) <= _SEVERAL:
            return people
        within = ([p for p in people if a <= p.start - span[0] < b] for a, b in pairwise(parts))
        return [persons[0] for persons in within if persons]

    def _open_passage(self, folded: str, item: bool) -> None:
        if not item:
            self.heading_year = self.heading_topic = None
        self.open = []
        self.memory.topic = self.heading_topic
        self.memory.status = self.memory.status if _BARE_VERB.match(folded) else None
        self.memory.year = self.heading_year
        if not item:
            self.memory.announced = None
            self.memory.kind = self.memory.level = None
            self.memory.heading_issuers = []

    def _close_passage(self, folded: str, results: list[tuple[Fact, tuple[int, int]]], *, item: bool) -> None:
        counted = item and _ENDS_COUNTED.search(folded) is not None
        if results and (counted or _ANNOUNCES.search(folded)):
            self.open_by_colon = _ANNOUNCES.search(folded) is not None
            self.open = [(fact, span) for fact, span in results if span == results[-1][1]]

    def _untitled(self, passage: Passage, folded: str, found: Found) -> list[tuple[Fact, tuple[int, int]]]:
        """A heading sets kind, year or unit; a list item under an open list names a recipient."""
        for pattern, kind in _KIND_HEADING:
            if pattern.match(folded):
                self.memory.kind = kind
                return []
        if self.open and (made := self._listed(passage, found)):
            return made
        if _is_heading(passage, folded) or self._only_year(passage, found) or self._names_giver(folded, found):
            self._heading(folded, found)
        elif not _ITEM.match(folded):
            self.open = []
        return []

    def _only_year(self, passage: Passage, found: Found) -> bool:
        """ "- Năm 2015": a line that is only a year or a period governs what follows."""
        told = sum(year.end - year.start for year in found.years)
        letters = len(re.sub(r"[\W\d_]+", "", self.text[passage.start : passage.end]))
        return bool(found.years) and letters - told < 0 and passage.end - passage.start - told < _PASSING

    def _names_giver(self, folded: str, found: Found) -> bool:
        """ "UBND tỉnh tặng:", "Bộ Y tế khen thưởng": a line of its own over the awards that the body gave."""
        return len(folded) < _GIVER_LINE and bool(_GIVES.search(folded)) and len(found.orgs) == 1

    def _heading(self, folded: str, found: Found) -> None:
        for pattern, level in _LEVEL_HEADING:
            if pattern.search(folded):
                self.memory.level, self.memory.heading_issuers = level, []
        asks = folded.rstrip().endswith(":") and _ASKS.search(folded)
        if asks:
            self.memory.announced = next((cue for cue in found.cues if cue.kind == "propose"), self.memory.announced)
        gives = any(cue.kind == "give" for cue in found.cues)
        posts = [org for org in found.orgs if org.confers and not org.bare and (org.post or org.level is Level.TINH)]
        if _GIVES.search(folded) and found.orgs and not found.counts and not asks:
            self.memory.heading_issuers = found.orgs[:1]
            return
        if gives and posts and folded.rstrip().endswith((":", "theo đó:", "cụ thể như sau:")):
            self.memory.heading_issuers = posts[:1]
        if found.years:
            told = [year for year in found.years if year.shape not in ("date", "deed")]
            self.heading_year = (told or found.years)[0]
        self._heading_about(folded, found)

    def _heading_about(self, folded: str, found: Found) -> None:
        """The person or the body that a heading is about."""
        named = [org for org in found.orgs if self._may_govern(org)]
        people = [person for person in found.people if person.name]
        if people and folded.rstrip().endswith(":"):
            self.heading_topic = Recipient(people[0].start, people[0].end, person=people[0])
        elif named and not found.years:
            body = named[-1] if _FOR_BODY.search(self.folded, 0, named[-1].start) else named[0]
            self.heading_topic = Recipient(body.start, body.end, org=body)

    def _may_govern(self, org: OrgMention) -> bool:
        """A body that a heading is about: "Thành tích của X:", not "theo công văn của Sở X, …" nor "Cấp Nhà nước"."""
        before = self.folded[max(0, org.start - _PASSING) : org.start]
        passing = _IN_PASSING.search(before) and not _LAST.match(self.folded, org.end)
        return not org.post and org.level is not Level.NHA_NUOC and not passing

    def _listed(self, passage: Passage, found: Found) -> list[tuple[Fact, tuple[int, int]]]:
        """Recipients that one item names under an open list, as facts after the pattern of the list's opener."""
        recipients = self._named_in(passage, found)
        told = self.folded[passage.start : passage.end]
        names_person = bool(recipients and recipients[0].person) and not _TALKS.search(told)
        if not recipients or not (self.open_by_colon or names_person):
            return []
        kind = RecipientKind.CA_NHAN if recipients[0].person else RecipientKind.TAP_THE
        patterns = [pair for pair in self.open if self._announces(pair[0], kind)] or self.open[:1]
        self.superseded += [fact for fact, _ in self.open if self._announces(fact, kind)]
        fact, span = patterns[0]
        made = [replace(fact, recipient=r, title_count=None, rule="item of a list") for r in recipients]
        return [(one, (span[0], passage.end)) for one in made]

    def _named_in(self, passage: Passage, found: Found) -> list[Recipient]:
        person = next((p for p in found.people if p.name), None)
        if person and person.start - passage.start < _ITEM_HEAD:
            end = max(person.end, person.unit.end if person.unit else 0)
            return [Recipient(person.start, end, person=person)]
        orgs = [o for o in found.orgs if not o.council and not o.post and not _GROUP.match(fold(o.name))]
        first = orgs[0].start - passage.start if orgs else 0
        start = self.text.find(":", passage.start, orgs[0].start) if first >= _ITEM_HEAD else passage.start
        return [Recipient(o.start, o.end, org=o) for o in orgs] if orgs and start >= 0 else []

    def _announces(self, fact: Fact, kind: RecipientKind) -> bool:
        counted = fact.recipient.count if fact.recipient else None
        return counted is not None and kind in counted.kinds

    def _counts_people(self, fact: Fact, number: int) -> bool:
        counted = fact.recipient.count if fact.recipient else None
        return counted is not None and RecipientKind.CA_NHAN in counted.kinds and counted.n == number

    def announced(self, fact: Fact) -> bool:
        """True for a counted fact whose list followed: the list wins."""
        return any(fact is other for other in self.superseded)


def _is_heading(passage: Passage, folded: str) -> bool:
    return folded.rstrip().endswith(":") or passage.kind is BlockKind.HEADING or _LEVEL_LINE.match(folded) is not None
