"""From what an auditor did to a review in the log."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from pipeline.catalogue import titles
from pipeline.clock import now
from pipeline.desk.desk import Desk
from pipeline.desk.rulings.articles import ArticleShown
from pipeline.desk.rulings.facts import Fact, load_facts, log_of
from pipeline.desk.rulings.reasons import reasons
from pipeline.errors import UsageError
from pipeline.reviews.standing import checked
from schemas import RULINGS, Act, AwardRecord, Logged, Review, record_id

LONGEST = 4000  # characters of a comment


class TextChangedError(UsageError):
    """The article says something else than the page that the auditor saw."""


@dataclass(frozen=True)
class Told:
    """What an auditor says of a fact."""

    act: Act
    after: AwardRecord | None = None
    reason: str | None = None
    comment: str = ""
    face: str = ""  # of the fact as it was seen: Fact.face


def rule(desk: Desk, fact: Fact, person: str, told: Told, seen: int | None) -> Logged:
    """Accept, correct, reject or comment on a fact.

    Raises OutdatedError when somebody ruled on it after review `seen`, TextChangedError when the article does not say
    it any more, UsageError for what may not be said so.
    """
    if told.act is Act.REJECTED and told.reason not in reasons():
        raise UsageError("a rejection needs one of the reasons of data/reject_reasons.csv")
    if told.act is Act.COMMENTED and not told.comment:
        raise UsageError("the comment is empty")
    if told.after and told.after.title not in titles():
        raise UsageError(f"{told.after.title}: no title of data/titles.csv has this code")
    is_known = fact.seen <= (seen or 0)  # what somebody ruled meanwhile is told by name
    if is_known and told.face and told.face != fact.face:
        raise TextChangedError("this page shows what held before: look again")
    held = told.after or fact.record
    if told.act in (Act.CONFIRMED, Act.CORRECTED) and not held.grounded_in(fact.article.now.text):
        raise TextChangedError("the article does not say this any more: its text was changed")
    review = Review(
        act=told.act, subject=fact.record_id, before=_sound(fact.record), extracted=_sound(fact.extracted),
        after=told.after, reason=told.reason, comment=told.comment[:LONGEST], **_of(fact.article, person),
    )  # fmt: skip
    return desk.reviews.add(review, seen or 0, fact.subjects)


def add(desk: Desk, article: ArticleShown, person: str, after: AwardRecord, comment: str = "") -> Logged:
    """Add a fact that was missed. Raises UsageError when the article has it already, OutdatedError when just now."""
    subject = record_id(article.article_id, after)
    seen = max((logged.number for logged in log_of(desk, subject)), default=0)
    if twin(desk, article, after):
        raise UsageError(f"the article has this fact already: {subject}")
    review = Review(act=Act.ADDED, subject=subject, after=after, comment=comment, **_of(article, person))
    return desk.reviews.add(review, seen)


def twin(desk: Desk, article: ArticleShown, record: AwardRecord, besides: str | None = None) -> str | None:
    """The id of another fact of the article that says the same and holds."""
    same = record_id(article.article_id, record)
    for fact in load_facts(desk, article):
        holds = not fact.is_withdrawn and fact.verdict is not Act.REJECTED and not _is_undone_addition(fact)
        if fact.record_id != besides and holds and same in (fact.record_id, record_id(article.article_id, fact.record)):
            return fact.record_id
    return None


def to_undo(log: list[Logged], number: int | None) -> Logged:
    """The review of that number in a log. Raises UsageError when it is none that can be taken back."""
    gone = {logged.review.undoes for logged in log}
    for logged in log:
        if logged.number == number and number not in gone and logged.review.act in (*RULINGS, Act.CHECKED):
            return logged
    raise UsageError(f"review {number} cannot be taken back: it is no ruling on this, or was taken back already")


@dataclass(frozen=True)
class Known:
    """What an auditor knew: the number of the last review of something, and the ids that this has had."""

    number: int | None
    subjects: Collection[str] = ()


def undo(desk: Desk, article: ArticleShown, person: str, undone: Logged, known: Known) -> Logged:
    """Take back a review of this article. Raises OutdatedError as `rule`."""
    review = Review(act=Act.UNDONE, subject=undone.review.subject, undoes=undone.number, **_of(article, person))
    return desk.reviews.add(review, known.number or 0, known.subjects)


def check(desk: Desk, article: ArticleShown, person: str, seen: int | None) -> Logged:
    """Say that an article holds no other fact. Raises UsageError while a fact of it has no ruling."""
    left = [fact for fact in load_facts(desk, article) if is_open(fact)]
    if left:
        raise UsageError(f"{len(left)} facts of this article have no ruling yet")
    return desk.reviews.add(Review(act=Act.CHECKED, subject=article.article_id, **_of(article, person)), seen or 0)


def checked_by(desk: Desk, article: ArticleShown) -> tuple[Logged | None, int]:
    """The review that says the article is fully checked, if one is in force, and the number of the last about it."""
    log = desk.reviews.of_subject(article.article_id)
    return checked(log).get(article.article_id), log[-1].number if log else 0


def is_open(fact: Fact) -> bool:
    """Whether a fact that holds waits for a ruling."""
    return fact.verdict is None and not fact.is_withdrawn and not _is_undone_addition(fact)


def _sound(record: AwardRecord | None) -> AwardRecord | None:
    """The record, if the model takes it: the log must be readable for good."""
    try:
        return record and AwardRecord.model_validate(record.model_dump())
    except ValidationError:
        return None


def _is_undone_addition(fact: Fact) -> bool:
    return fact.row is None and fact.ruling is None


def _of(article: ArticleShown, person: str) -> dict[str, Any]:
    sha256 = article.now.sha256 or "unknown"
    return {"article_id": article.article_id, "text_sha256": sha256, "reviewer": person, "at": now()}
