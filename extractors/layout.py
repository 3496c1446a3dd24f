"""How passages hang together: headings and list openers govern the items that follow."""

import re

from extractors.events import events_in
from extractors.facts import Fact, PlacedFact
from extractors.headings import Headings, kind_of_heading, kind_of_label, may_be_heading
from extractors.identity import Identities
from extractors.linker import SentenceReader
from extractors.members import Members, names_members
from extractors.memory import Memory
from extractors.mentions import Cue, Found, TitleMention
from extractors.open_lists import OpenList, is_item
from extractors.passages import Passage
from extractors.sentence import Sentence, without_honorifics
from extractors.title_lines import TitleLine
from extractors.titles import holds_title
from schemas import BlockKind, Status

_TELLS = {"give", "get", "passive", "register", "propose", "revoke"}  # an item with a verb tells a fact of its own
_IN_DETAIL = re.compile(r"\s*(?:cụ thể(?: như sau| là)?|trong đó|gồm(?: có)?|danh sách[^.\n]{0,30})\s*:?\s*$")
_LONE_BADGE = re.compile(r"tuổi\s+đảng")  # a title without its name where the article is about badges
_BARE_VERB = re.compile(r"[-+*•\s]*(?:tặng|truy tặng|tặng thưởng)\s")  # goes on with the act of the passage before
_SHORT = 220


class Layout:
    """Keeps what headings said while the passages go by."""

    def __init__(self, text: str, folded: str, *, rules: str = "", proposal: tuple[int, int] | None = None) -> None:
        self.text = text
        self.folded = folded
        cue = Cue(*proposal, "propose", Status.PROPOSED, folded[slice(*proposal)]) if proposal else None
        self.memory = Memory(rules=rules, open_proposal=cue)
        self.identities = Identities(text, folded)
        self.headings = Headings(text, folded, self.memory)
        self.open_list = OpenList(text, folded)
        self.members = Members(text, folded)
        self.title_line = TitleLine(self.memory)
        self.rejected: list[tuple[TitleMention, str]] = []

    def wants(self, passage: Passage) -> bool:
        """Passages with a title, list items under an open list, and short headings are read; others are not."""
        folded = self.folded[passage.start : passage.end]
        if holds_title(folded) or "năm tuổi đảng" in folded:
            return True
        return bool(self.open_list.openers) or len(folded) < _SHORT or names_members(folded)

    def listens(self, passage: Passage) -> bool:
        """Whether mentions of a wanted passage matter: not those of a short line that only parts what is around it."""
        folded = self.folded[passage.start : passage.end]
        if self.open_list.openers or self.title_line.title or holds_title(folded) or names_members(folded):
            return True
        return may_be_heading(passage, folded) or _LONE_BADGE.search(folded) is not None

    def facts(self, passage: Passage, found: Found, sentences: list[tuple[int, int]]) -> list[PlacedFact]:
        """Facts of one passage, each with its sentence."""
        self.rejected = []
        folded = self.folded[passage.start : passage.end]
        tells = any(cue.kind in _TELLS for cue in found.cues)
        if not tells and is_item(folded) and (made := self.open_list.facts_of(passage, found)):
            self.rejected = [(title, "list-item") for title in found.titles]
            return made
        if _IN_DETAIL.match(folded):
            self.memory.announced = self.memory.status
        if found.titles:
            return self._titled(passage, folded, found, sentences)
        if counted := self.title_line.counted_under(found, passage):
            return counted
        members = self.members.named(self.members.latest, found, (passage.start, passage.end))
        self.members.latest = []
        return members or self._untitled(passage, folded, found)

    def _titled(
        self, passage: Passage, folded: str, found: Found, sentences: list[tuple[int, int]]
    ) -> list[PlacedFact]:
        """Facts of a passage that names a title, and what it says of the passages after it."""
        item = is_item(folded) or passage.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW)
        self._open_passage(folded, item)
        results = self._by_sentence(found, sentences)
        self.open_list.open_behind(folded, results, item=item)
        if item:
            results += self.title_line.counted_beside(found, passage)
        self.title_line.see(passage, found, item=item)
        self.members.add(results)
        return results

    def _open_passage(self, folded: str, item: bool) -> None:
        """Let go of what does not reach into a passage; items stay under their heading."""
        memory = self.memory
        memory.kind = kind_of_label(folded) or memory.kind
        self.open_list.close()
        if not item:
            self.headings.year = self.headings.topic = None
            memory.announced = memory.kind = memory.level = None
            memory.heading_issuers = []
        memory.topic, memory.year = self.headings.topic, self.headings.year
        memory.status = memory.status if _BARE_VERB.match(folded) else None

    def _by_sentence(self, found: Found, sentences: list[tuple[int, int]]) -> list[PlacedFact]:
        results: list[PlacedFact] = []
        for span in sentences:
            sentence, honorifics = without_honorifics(Sentence(self.text, self.folded, *span, events_in(found, *span)))
            self.rejected += [(title, "honorific") for title in honorifics]
            if members := self.members.named(results, found, span):
                results += members
                continue
            reading = SentenceReader(sentence, self.memory, self.identities).read()
            results += [(fact, span) for fact in reading.facts]
            self.rejected += reading.rejected
        return results

    def _untitled(self, passage: Passage, folded: str, found: Found) -> list[PlacedFact]:
        """A heading sets kind, year or unit; a list item under an open list names a recipient."""
        if kind := kind_of_heading(folded):
            self.memory.kind = kind
            return []
        if made := self.open_list.facts_of(passage, found):
            return made
        if self.headings.governs(passage, folded, found):
            self.headings.read(folded, found)
        elif not is_item(folded):
            self.open_list.close()
        return []

    def announced(self, fact: Fact) -> bool:
        """True for a counted fact whose list followed: the list wins."""
        return any(fact is other for other in (*self.open_list.superseded, *self.members.superseded))
