"""What headings say of the passages under them: kind and level of recipients, year, giver, topic."""

import re

from extractors.facts import Recipient
from extractors.memory import Memory
from extractors.mentions import Found, OrgMention, YearMention
from extractors.passages import Passage
from extractors.years import may_be_all_years
from schemas import BlockKind, Level, RecipientKind

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
_GIVES = re.compile(r"(?:tặng|tặng thưởng|khen thưởng|khen tặng|công nhận|khen)[\s:.]*$")
_ASKS = re.compile(r"(?:lấy|xin) ý kiến|trước khi trình|hoàn thiện hồ sơ|danh sách[^.\n]{0,40}đề nghị")
_FOR_BODY = re.compile(r"đối với (?:tập thể |đơn vị )?$")  # "… lấy ý kiến đối với Trường X, cụ thể:"
_GIVER_LINE = 80
_PASSING = 12
_LAST = re.compile(r"[\s:.]*(?:\n|$)|\s*:")
_IN_PASSING = re.compile(r"(?<!\w)(?:của|theo|do|bởi|cấp|với|từ|tại)\s+$")


def kind_of_heading(folded: str) -> RecipientKind | None:
    """ "II. Đối với cá nhân": the kind of all recipients under a line that says no more."""
    return next((kind for pattern, kind in _KIND_HEADING if pattern.match(folded)), None)


def kind_of_label(folded: str) -> RecipientKind | None:
    """ "- Tập thể: …": the kind that opens a passage."""
    return next((kind for pattern, kind in _KIND_LABEL if pattern.match(folded)), None)


def may_be_heading(passage: Passage, folded: str) -> bool:
    """Whether a passage without a title may govern others, as far as its words alone can tell."""
    return _is_heading(passage, folded) or may_be_all_years(folded, _PASSING) or _GIVES.search(folded) is not None


def _is_heading(passage: Passage, folded: str) -> bool:
    return folded.rstrip().endswith(":") or passage.kind is BlockKind.HEADING or _LEVEL_LINE.match(folded) is not None


class Headings:
    """Keeps year and topic of the last heading; the rest of what it says goes to `memory` at once."""

    def __init__(self, text: str, folded: str, memory: Memory) -> None:
        self.text = text
        self.folded = folded
        self.memory = memory
        self.year: YearMention | None = None
        self.topic: Recipient | None = None

    def governs(self, passage: Passage, folded: str, found: Found) -> bool:
        """True for a line that says something of the passages after it."""
        return _is_heading(passage, folded) or self._only_year(passage, found) or _names_giver(folded, found)

    def _only_year(self, passage: Passage, found: Found) -> bool:
        """ "- Năm 2015": a line that is only a year or a period governs what follows."""
        if not found.years:
            return False
        told = sum(year.end - year.start for year in found.years)
        letters = len(re.sub(r"[\W\d_]+", "", self.text[passage.start : passage.end]))
        return letters - told < 0 and passage.end - passage.start - told < _PASSING

    def read(self, folded: str, found: Found) -> None:
        """Take in what a heading says."""
        for pattern, level in _LEVEL_HEADING:
            if pattern.search(folded):
                self.memory.level, self.memory.heading_issuers = level, []
        asks = folded.rstrip().endswith(":") and _ASKS.search(folded) is not None
        if asks:
            self.memory.announced = next((cue for cue in found.cues if cue.kind == "propose"), self.memory.announced)
        if _GIVES.search(folded) and found.orgs and not found.counts and not asks:
            self.memory.heading_issuers = found.orgs[:1]
            return
        self._giver(folded, found)
        if found.years:
            told = [year for year in found.years if not year.dated]
            self.year = (told or found.years)[0]
        self._about(folded, found)

    def _giver(self, folded: str, found: Found) -> None:
        """ "Chủ tịch UBND tỉnh quyết định tặng …, cụ thể như sau:"."""
        gives = any(cue.kind == "give" for cue in found.cues)
        posts = [org for org in found.orgs if org.confers and not org.bare and (org.post or org.level is Level.TINH)]
        if gives and posts and folded.rstrip().endswith((":", "theo đó:", "cụ thể như sau:")):
            self.memory.heading_issuers = posts[:1]

    def _about(self, folded: str, found: Found) -> None:
        """The person or the body that a heading is about."""
        named = [org for org in found.orgs if self._may_govern(org)]
        people = [person for person in found.people if person.name]
        if people and folded.rstrip().endswith(":"):
            self.topic = Recipient(people[0].start, people[0].end, person=people[0])
        elif named and not found.years:
            body = named[-1] if _FOR_BODY.search(self.folded, 0, named[-1].start) else named[0]
            self.topic = Recipient(body.start, body.end, org=body)

    def _may_govern(self, org: OrgMention) -> bool:
        """A body that a heading is about: "Thành tích của X:", not "theo công văn của Sở X, …" nor "Cấp Nhà nước"."""
        before = self.folded[max(0, org.start - _PASSING) : org.start]
        passing = _IN_PASSING.search(before) and not _LAST.match(self.folded, org.end)
        return not org.post and org.level is not Level.NHA_NUOC and not passing


def _names_giver(folded: str, found: Found) -> bool:
    """ "UBND tỉnh tặng:", "Bộ Y tế khen thưởng": a line of its own over the awards that the body gave."""
    return len(folded) < _GIVER_LINE and bool(_GIVES.search(folded)) and len(found.orgs) == 1
