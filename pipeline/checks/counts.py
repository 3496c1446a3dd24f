"""Numbers that are more likely something else: a year, an amount of money."""

from pipeline.checks.model import Case, Finding
from pipeline.checks.words import title_of
from schemas import AwardRecord, RecipientKind

_YEARS = range(1990, 2031)
_MOST_TIMES = 15  # awards of one title to one named person or body
_MOST = {RecipientKind.HO_GIA_DINH: 30_000_000, RecipientKind.TAP_THE: 200_000}  # the country has no more
_MOST_PEOPLE = 2_000_000


def improbable_count(case: Case, record: AwardRecord) -> Finding | None:
    """A count that looks like a year, or that is larger than there can be recipients."""
    count = record.count
    if count is None:
        return None
    shown = record.evidence["count"].quote if "count" in record.evidence else ""
    if count in _YEARS and str(count) in shown:
        return Finding("improbable-count", f"Số lượng {count} trông giống một năm hơn là số “{title_of(record)}”.")
    if record.person and count > _MOST_TIMES:
        return Finding(
            "improbable-count", f"{record.person} được ghi {count} lần “{title_of(record)}”: khó có thể đúng."
        )
    if count > _MOST.get(record.recipient_kind or RecipientKind.CA_NHAN, _MOST_PEOPLE):
        number = f"{count:,}".replace(",", ".")
        return Finding("improbable-count", f"Số lượng {number} “{title_of(record)}” lớn bất thường, có thể là số tiền.")
    return None
