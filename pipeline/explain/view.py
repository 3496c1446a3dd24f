"""The parts of an article that matter to its records, each with what was read there and what was not."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from pipeline.checks import Examined
from pipeline.explain.marks import Mark, Piece, marks_of, pieces
from schemas import Article, AwardRecord, Unrecorded, record_id


class Numbered(NamedTuple):
    """A record under the number that it has on the page."""

    number: int
    record: AwardRecord


class LetGo(NamedTuple):
    """A numbered title mention without a record of its own; `into` numbers the record that tells its fact."""

    number: int
    mention: Unrecorded
    into: int | None


@dataclass(frozen=True, slots=True)
class Section:
    """One block of the article; without pieces it stands for blocks that hold nothing to explain."""

    pieces: tuple[Piece, ...] = ()
    records: tuple[Numbered, ...] = ()
    others: tuple[LetGo, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """All that is shown of one article."""

    article: Article
    sections: tuple[Section, ...]
    records: tuple[Numbered, ...]
    others: tuple[LetGo, ...]


def view_of(examined: Examined) -> View:
    """The article block by block: those with evidence or a title mention in full, a run of others as one gap."""
    article = examined.article
    records = tuple(Numbered(number, record) for number, record in enumerate(examined.records, start=1))
    numbers = {record_id(article.article_id, record): number for number, record in records}
    mentions = sorted(examined.unrecorded, key=lambda mention: mention.span.start)
    others = tuple(
        LetGo(number, mention, numbers.get(mention.record_id or "")) for number, mention in enumerate(mentions, start=1)
    )
    marks = marks_of(records, [(number, mention) for number, mention, _ in others])
    sections = _Sections(article, marks, records, others).read()
    return View(article, tuple(sections), records, others)


@dataclass(frozen=True, slots=True)
class _Sections:
    """Lays records and mentions out over the blocks in which they stand."""

    article: Article
    marks: Sequence[Mark]
    records: Sequence[Numbered]
    others: Sequence[LetGo]

    def read(self) -> list[Section]:
        sections = [self._section(block.start, block.end) for block in self.article.blocks]
        found: list[Section] = []
        for empty, run in groupby(sections, key=lambda section: not section.pieces):
            found += [Section()] if empty else run
        return found

    def _section(self, start: int, end: int) -> Section:
        if not any(mark.start < end and start < mark.end for mark in self.marks):
            return Section()
        return Section(
            tuple(pieces(self.article.text, start, end, self.marks)),
            tuple(one for one in self.records if start <= one.record.evidence["title"].start < end),
            tuple(one for one in self.others if start <= one.mention.span.start < end),
        )
