"""Strata of a sample: title by source, small ones pooled, and how many facts are drawn from each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

LEAST = 2  # facts of a stratum: from one alone nobody can tell how much its facts differ

Cell = tuple[str, str]  # title and source


class Part(NamedTuple):
    """A stratum: its cells, how many facts they have, and how many are drawn of them.

    `title` is None where several are pooled, and so is `source`.
    """

    title: str | None
    source: str | None
    cells: tuple[Cell, ...]
    size: int
    drawn: int = 0


def strata_of(cells: Mapping[Cell, int], wanted: int) -> list[Part]:
    """Strata with their part of `wanted` facts: in proportion to their size, at least `LEAST` of each.

    A cell whose part would be smaller is pooled with the other small ones of its title, and what is still too small
    with all that is left.
    """
    total = sum(cells.values())
    small = [cell for cell, size in sorted(cells.items()) if wanted * size < LEAST * total]
    kept = [Part(*cell, (cell,), size) for cell, size in sorted(cells.items()) if cell not in set(small)]
    by_title: dict[str, list[Cell]] = defaultdict(list)
    for cell in small:
        by_title[cell[0]].append(cell)
    pooled = [_pooled(title, found, cells) for title, found in by_title.items()]
    kept += [part for part in pooled if wanted * part.size >= LEAST * total]
    rest = [cell for part in pooled if wanted * part.size < LEAST * total for cell in part.cells]
    parts = kept + ([_pooled(None, rest, cells)] if rest else [])
    numbers = allocated([part.size for part in parts], wanted)
    return [part._replace(drawn=number) for part, number in zip(parts, numbers, strict=True)]


def allocated(sizes: Sequence[int], wanted: int) -> list[int]:
    """How many of `wanted` fall on each stratum: what a fair share leaves over goes to the largest remainders."""
    total = sum(sizes)
    if wanted >= total:
        return list(sizes)
    fair = [wanted * size / total for size in sizes]
    drawn = [min(size, max(LEAST, int(share))) for size, share in zip(sizes, fair, strict=True)]
    while sum(drawn) != wanted:
        step = 1 if sum(drawn) < wanted else -1
        free = [at for at, size in enumerate(sizes) if (drawn[at] < size if step > 0 else drawn[at] > LEAST)]
        if not free:  # fewer are wanted than each stratum needs
            break
        at = max(free, key=lambda at: (step * (fair[at] - drawn[at]), sizes[at], -at))
        drawn[at] += step
    return drawn


def _pooled(title: str | None, found: Sequence[Cell], cells: Mapping[Cell, int]) -> Part:
    source = found[0][1] if len({source for _, source in found}) == 1 else None
    only = found[0][0] if len({name for name, _ in found}) == 1 else title
    return Part(only, source, tuple(found), sum(cells[cell] for cell in found))
