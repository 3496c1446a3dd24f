"""The log of reviews: what people ruled is in no other place."""

from collections.abc import Iterator

from pipeline.doctor.database import FROM_BACKUP
from pipeline.doctor.finding import Case, Finding, error, ok
from pipeline.reviews.care import count_reviews, faults


def reviews(case: Case) -> Iterator[Finding]:
    """The log is whole: its pages, its numbers, and, unless the look is a quick one, each review."""
    path = case.home.reviews
    if not path.exists():
        yield ok("chưa có")
        return
    found = list(faults(path, quick=case.quick))
    for fault in found:
        yield error(f"{path}: {fault}", FROM_BACKUP)
    if not found:
        yield ok(f"{path}: {count_reviews(path)} lượt thẩm tra, số thứ tự liền nhau")
