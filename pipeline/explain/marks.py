"""Marks on a text: which stretch proves which field of which records. Overlaps are cut, never lost."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from schemas import AwardRecord, Basis, Unrecorded

# What a reader looks for first; the recipient's kind stands in the same place as its number or name.
FIELDS = ("title", "rank", "level", "issuer", "unit", "person", "count", "year", "status")
UNRECORDED = "unrecorded"
QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch [start, end) of the text, its field, and the number of the record (or of the mention without one)."""

    start: int
    end: int
    field: str
    number: int
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, where it begins, and the numbers of those whom it proves, by field."""

    text: str
    fields: dict[str, tuple[int, ...]]
    start: int


def marks_of(records: Iterable[tuple[int, AwardRecord]], others: Iterable[tuple[int, Unrecorded]]) -> list[Mark]:
    """Marks of numbered records and mentions. What is only inferred is left out where something is told outright."""
    marks = [
        Mark(span.start, span.end, field, number, span.basis is Basis.INFERRED)
        for number, record in records
        for field, span in record.evidence.items()
        if field in FIELDS
    ]
    marks += [Mark(other.span.start, other.span.end, UNRECORDED, number) for number, other in others]
    told = {(mark.start, mark.end) for mark in marks if not mark.inferred}
    return [mark for mark in marks if not (mark.inferred and _meets(mark, told))]


def pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    """`text[start:end]` cut wherever a mark begins or ends; put together again the pieces are that stretch."""
    here = [mark for mark in marks if mark.start < end and start < mark.end]
    inner = {at for mark in here for at in (mark.start, mark.end) if start < at < end}
    for first, last in pairwise(sorted({start, end, *inner})):
        over = [mark for mark in here if mark.start <= first and last <= mark.end]
        yield Piece(text[first:last], _fields(over), first)


def numbers_in_short(numbers: Sequence[int]) -> str:
    """ "1-3,7" for 1, 2, 3, 7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ",".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _fields(marks: Sequence[Mark]) -> dict[str, tuple[int, ...]]:
    names = dict.fromkeys([*FIELDS, UNRECORDED, QUOTE, *(mark.field for mark in marks)])
    found = {name: sorted({mark.number for mark in marks if mark.field == name}) for name in names}
    return {name: tuple(numbers) for name, numbers in found.items() if numbers}


def _meets(mark: Mark, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < mark.end and mark.start < end for start, end in spans)
