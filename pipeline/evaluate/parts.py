"""What `bangvang evaluate` tells: of all documents, or of those kept aside and of the rest."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from pipeline.evaluate.aside import gap_line, split
from pipeline.evaluate.calibration import judge
from pipeline.evaluate.gold import Records
from pipeline.evaluate.kinds import kind_lines
from pipeline.evaluate.published import Table, published, table_of
from pipeline.evaluate.report import as_json, as_lines, error_lines
from pipeline.evaluate.scoring import Scores, score

ALL, ASIDE, REST = "all", "kept aside", "rest"


class Part(NamedTuple):
    """Some documents of gold, their scores, and what the confidence of their records is worth where it is wanted."""

    name: str
    scores: Scores
    calibration: Table | None


def parts_of(gold: Records, predicted: Records, *, apart: bool = False, calibration: bool = False) -> list[Part]:
    """One part with all documents, or two: those kept aside and the rest."""
    documents = dict(zip((ASIDE, REST), split(gold), strict=True)) if apart else {ALL: gold}
    threshold = published().threshold if calibration else 0.0
    return [
        Part(name, score(some, predicted), table_of(judge(some, predicted), threshold) if calibration else None)
        for name, some in documents.items()
    ]


def part_lines(parts: list[Part], *, kinds: bool = False) -> Iterator[str]:
    """The figures for people; kinds of errors are not told of what is kept aside."""
    for part in parts:
        if part.name != ALL:
            yield f"{part.name}:"
        yield from as_lines(part.scores)
        if part.calibration:
            yield from part.calibration.lines(published().threshold)
        if kinds and part.name != ASIDE:
            yield from kind_lines(part.scores.disagreements)
    if len(parts) > 1:
        yield gap_line(*(part.scores for part in parts))


def parts_json(parts: list[Part]) -> dict[str, Any]:
    """The same for programs: the figures, by name of the part where there are two."""
    figures = {part.name: as_json(part.scores) | _calibration_json(part) for part in parts}
    return figures.get(ALL, figures)


def parts_errors(parts: list[Part], limit: int) -> list[str]:
    """The first disagreements, but none of what is kept aside."""
    return [line for part in parts if part.name != ASIDE for line in error_lines(part.scores, limit)]


def _calibration_json(part: Part) -> dict[str, Any]:
    if part.calibration is None:
        return {}
    return {"calibration": {"threshold": published().threshold, **part.calibration.model_dump()}}
