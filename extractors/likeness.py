"""When two records may tell one fact: what they compare of it is equal, or one of them leaves it open."""

from extractors.fold import fold
from schemas import AwardRecord, Basis, Status


def same(a: AwardRecord, b: AwardRecord, *, caption: bool = False) -> bool:
    """Two tellings of one fact; `b` may be of a `caption`, where who is seen handing over is no other giver."""
    if a.title != b.title or not compatible(a.rank, b.rank) or not compatible(a.recipient_kind, b.recipient_kind):
        return False
    if a.person or b.person:
        if not (a.person and b.person and _one_in_other(a.person, b.person)):
            return False
        stages = {a.status, b.status} == {Status.PROPOSED, Status.AWARDED}
        same_giver = compatible_names(a.issuer, b.issuer) and compatible(a.level, b.level)
        return compatible_years(a, b) and (stages or same_giver or caption)
    if a.status is not b.status and not (a.count == b.count == 1 and equal_years(a, b)):
        return False
    same_count = a.count == b.count and (a.count is not None or (a.issuer is not None and a.issuer == b.issuer))
    same_years = compatible_years(a, b) if a.count == 1 and a.unit and b.unit else a.year_from == b.year_from
    shown = caption and a.count == 1 and a.unit is not None and fold(a.unit) == fold(b.unit or "")
    return same_count and same_years and (shown or _alike(a, b))


def compatible_years(a: AwardRecord, b: AwardRecord) -> bool:
    """Years that may be the same: open or only inferred ones may."""
    if a.year_from is None or b.year_from is None or (a.year_from, a.year_to) == (b.year_from, b.year_to):
        return True
    return Basis.INFERRED in (a.evidence["year"].basis, b.evidence["year"].basis)


def equal_years(a: AwardRecord, b: AwardRecord) -> bool:
    """The same years, or one record tells none."""
    return a.year_from is None or b.year_from is None or (a.year_from, a.year_to) == (b.year_from, b.year_to)


def compatible(a: object, b: object) -> bool:
    """Equal, or one of them is open."""
    return a is None or b is None or a == b


def compatible_names(a: str | None, b: str | None) -> bool:
    """One name is in the other, or one of them is open."""
    return a is None or b is None or _one_in_other(a, b)


def _alike(a: AwardRecord, b: AwardRecord) -> bool:
    if not (compatible(a.level, b.level) and compatible_names(a.issuer, b.issuer)):
        return False
    return fold(a.unit or "") == fold(b.unit or "") or (
        a.count == 1 and bool(a.unit and b.unit) and _fuller(a.unit or "", b.unit or "")
    )


def _fuller(a: str, b: str) -> bool:
    """One name goes on where the other ends ("Sở Nội vụ tỉnh X"); a part ("Phòng X, Sở Nội vụ") is another body."""
    x, y = f"{fold(a)} ", f"{fold(b)} "
    return x.startswith(y.replace(",", "")) or y.startswith(x.replace(",", "")) or x.startswith(y) or y.startswith(x)


def _one_in_other(a: str, b: str) -> bool:
    x, y = f" {fold(a)} ", f" {fold(b)} "
    return x in y or y in x
