"""Which fact that an article states now is one that it stated before, with another value."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from schemas.award import FACT_FIELDS

MOST = 3  # fields that may differ: beyond that, it is another fact


class Told(NamedTuple):
    """A fact as an article tells it."""

    record_id: str
    article_id: str
    cause: str
    values: Mapping[str, object]
    quote: str
    start: int


def pairs(gone: Sequence[Told], come: Sequence[Told]) -> list[tuple[Told, Told]]:
    """Pairs of one that is gone and one that came, of the same article: the most alike first, each in one pair only.

    Both are of one title, and of one person, one unit or one sentence.
    """
    candidates = sorted(_candidates(gone, come), key=lambda pair: (_differing(*pair), _apart(*pair), *_ids(*pair)))
    used: set[str] = set()
    found = []
    for old, new in candidates:
        if old.record_id not in used and new.record_id not in used:
            used |= {old.record_id, new.record_id}
            found.append((old, new))
    return found


def _candidates(gone: Sequence[Told], come: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    of: dict[tuple[str, object], list[Told]] = defaultdict(list)
    for old in gone:
        of[old.article_id, old.values["title"]].append(old)
    for new in come:
        for old in of[new.article_id, new.values["title"]]:
            if _of_one_thing(old, new) and _differing(old, new) <= MOST:
                yield old, new


def _of_one_thing(old: Told, new: Told) -> bool:
    same_name = any(old.values[name] and old.values[name] == new.values[name] for name in ("person", "unit"))
    return same_name or old.quote == new.quote


def _differing(old: Told, new: Told) -> int:
    return sum(old.values[name] != new.values[name] for name in FACT_FIELDS)


def _apart(old: Told, new: Told) -> int:
    return abs(old.start - new.start)


def _ids(old: Told, new: Told) -> tuple[str, str]:
    return old.record_id, new.record_id
