"""What a record must stand on to be a fact at all: the text and the catalogue."""

from pipeline.catalogue import titles
from pipeline.checks.model import Case, Finding
from schemas import AwardRecord


def ungrounded(case: Case, record: AwardRecord) -> Finding | None:
    """The quote or a piece of evidence is not what the text says there."""
    spans = {"quote": record.quote, **record.evidence}
    wrong = [field for field, span in spans.items() if not span.holds_in(case.article.text)]
    message = f"Văn bản không viết như trích dẫn đã ghi cho: {', '.join(wrong)}."
    return Finding("ungrounded", message) if wrong else None


def unknown_title(case: Case, record: AwardRecord) -> Finding | None:
    """The title is not in data/titles.csv."""
    message = f"Danh mục không có danh hiệu mang mã “{record.title}”."
    return None if record.title in titles() else Finding("unknown-title", message)
