"""Which predicted record stands for which gold record."""

from pipeline.evaluate.gold import Record
from pipeline.evaluate.names import fold, same_name

CORE = ("title", "rank", "recipient_kind", "count", "year_from", "year_to", "status")
NAMES = ("issuer", "unit", "person")
STRICT = (*CORE, "level", *NAMES)


def agrees(field: str, gold: Record, predicted: Record) -> bool:
    """True when both records say the same of `field`."""
    if field == "person":
        return _same_person(gold.get(field), predicted.get(field))
    if field in NAMES:
        return same_name(gold.get(field), predicted.get(field))
    if field == "count" and gold.get("count_qualifier") == "indefinite":
        return predicted.get("count") is None
    return bool(gold.get(field) == predicted.get(field))


def pair(gold: list[Record], predicted: list[Record]) -> list[tuple[int, int]]:
    """One-to-one pairs of positions, best first: strict, core, then the number of agreeing fields.

    Titles of a pair always agree; ties go to the records that come first.
    """
    candidates = [
        (*_closeness(g, p), -i, -j)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if g.get("title") == p.get("title")
    ]
    pairs: dict[int, int] = {}
    for *_, i, j in sorted(candidates, reverse=True):
        if -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return list(pairs.items())


def right_ones(gold: list[Record], predicted: list[Record]) -> set[int]:
    """Positions of the predicted records that agree with their gold record in every field of `STRICT`."""
    return {j for i, j in pair(gold, predicted) if all(agrees(field, gold[i], predicted[j]) for field in STRICT)}


def _closeness(gold: Record, predicted: Record) -> tuple[bool, bool, int]:
    wrong = {field for field in STRICT if not agrees(field, gold, predicted)}
    return not wrong, wrong.isdisjoint(CORE), len(STRICT) - len(wrong)


def _same_person(gold: str | None, predicted: str | None) -> bool:
    a, b = fold(gold), fold(predicted)
    return a == b or (bool(a and b) and (f" {a} " in f" {b} " or f" {b} " in f" {a} "))
