"""Helpers of the tests of reviews: the records of an article as the fake extractor tells them, and rulings on them."""

from datetime import datetime
from typing import Any

from fake_extractor import extract
from workbench import rows

from pipeline.reviews import ReviewStore
from pipeline.session import Extractor
from pipeline.settings import Home
from pipeline.store.rows import digest
from schemas import Act, Article, AwardRecord, Logged, Review, record_id

AT = datetime(2024, 5, 1, 8, 30)


def told(article: Article, at: int = 0) -> AwardRecord:
    return extract(article).records[at]


def rule(
    home: Home, article: Article, act: Act, record: AwardRecord | None = None, *, subject: str = "", **changes: Any
) -> Logged:
    """Log an act on a record, by default the article's first one."""
    record = record or told(article)
    subject = subject or record_id(article.article_id, record)
    values = {"extracted": record, "before": record, "text_sha256": digest(article.text), **changes}
    review = Review(act=act, subject=subject, article_id=article.article_id, reviewer="lan", at=AT, **values)
    return ReviewStore(home.reviews).add(review)


def correct(home: Home, article: Article, record: AwardRecord | None = None, **values: Any) -> Logged:
    """Log a correction of some values, which the same spans prove."""
    record = record or told(article)
    return rule(home, article, Act.CORRECTED, record, after=record.model_copy(update=values))


def undo(home: Home, logged: Logged) -> Logged:
    review = logged.review.model_copy(
        update={"act": Act.UNDONE, "undoes": logged.number, "after": None, "reason": None, "comment": ""}
    )
    return ReviewStore(home.reviews).add(Review.model_validate(review.model_dump()))


def other(version: str, **values: Any) -> Extractor:
    """The fake extractor in another version, which reads some values otherwise."""

    def read(article: Article) -> Any:
        found = extract(article, version)
        return found.model_copy(update={"records": tuple(r.model_copy(update=values) for r in found.records)})

    return Extractor(read, version)


def holds(home: Home, columns: str = "unit, count, origin") -> list[tuple[Any, ...]]:
    """Facts that hold, as they are published."""
    return rows(home.published, f"SELECT {columns} FROM v_award ORDER BY unit, count")


def outcome(home: Home) -> list[tuple[Any, ...]]:
    """What came of each review."""
    return rows(home.published, "SELECT state, returned_because FROM review ORDER BY number")
