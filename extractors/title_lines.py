"""Lines that consist of a title: the items under them tell years and numbers of it."""

from dataclasses import dataclass

from extractors.facts import Fact, PlacedFact, Recipient
from extractors.memory import Memory
from extractors.mentions import Found, TitleMention
from extractors.passages import Passage
from schemas import Status

_HEADS = 30  # characters beside a title in a line that heads a list


@dataclass(slots=True)
class TitleLine:
    """Keeps the title of the last such line."""

    memory: Memory
    title: TitleMention | None = None  # "- Lao động tiên tiến": years and numbers follow

    def see(self, passage: Passage, found: Found, *, item: bool) -> None:
        """A passage with a title comes by; items under the line leave it in force."""
        self.title = _title_alone(passage, found) or (self.title if item else None)

    def counted_under(self, found: Found, passage: Passage) -> list[PlacedFact]:
        """ "+ Năm học 2001 - 2002: 7 đ/c" under the line of a title."""
        counts = [count for count in found.counts if count.n]
        if self.title is None or len(counts) != 1 or not found.years:
            return []
        recipient = Recipient(counts[0].start, counts[0].end, count=counts[0])
        ranks = self.title.ranks
        fact = Fact(
            title=self.title, rank=ranks[0] if ranks else None, status=Status.AWARDED, recipient=recipient,
            year=found.years[0], issuers=list(self.memory.heading_issuers), rule="under the line of a title",
        )  # fmt: skip
        return [(fact, (self.title.start, passage.end))]

    def counted_beside(self, found: Found, passage: Passage) -> list[PlacedFact]:
        """ "+ Năm học 2004 - 2005: 3 đ/c (1 CSTĐ cấp tỉnh)": the first number is still of the line above."""
        first = found.titles[0]
        counts = [count for count in found.counts if count.n and count.start < first.start]
        told = Found(counts=counts, years=[year for year in found.years if year.start < first.start])
        return self.counted_under(told, passage) if len(counts) == 1 else []


def _title_alone(passage: Passage, found: Found) -> TitleMention | None:
    """The title that a line consists of."""
    title = found.titles[0]
    alone = len(found.titles) == 1 and not any(count.n for count in found.counts) and not found.years
    return title if alone and passage.end - passage.start - (title.end - title.start) < _HEADS else None
