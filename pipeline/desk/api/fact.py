"""Facts, articles and rulings for programs."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import Field

from pipeline.desk.people import Viewer, auditor
from pipeline.desk.rulings import acts
from pipeline.desk.rulings.facts import Fact, load_facts
from pipeline.desk.rulings.turn import CHECKED, ArticleVisit, FactTurn
from pipeline.desk.rulings.view import conflicts, tellings
from pipeline.desk.times import Moment
from pipeline.errors import UsageError
from schemas import Act, AwardRecord, Logged
from schemas.base import Model

router = APIRouter(tags=["facts"])
FAILURES: dict[int | str, dict[str, Any]] = {
    403: {"description": "not an auditor, or the token of the session is missing"},
    404: {"description": "no such fact or article"},
    409: {"description": "somebody else ruled on it meanwhile"},
    400: {"description": "what was sent cannot be done"},
}
READ: dict[int | str, dict[str, Any]] = {code: FAILURES[code] for code in (400, 404)}


class FactTold(Model):
    """A fact as it stands: the published record with the rulings made since, and what the extractor told."""

    record_id: str
    article_id: str
    url: str
    verdict: Act | None = Field(description="the ruling in force")
    returned_because: str | None = Field(description="why the last ruling does not hold any more")
    seen: int = Field(
        description="number of the last review: send it with a ruling, which is refused when it is outdated"
    )
    text_sha256: str = Field(description="hash of the article's text, whose offsets the spans count")
    withdrawn_at: Moment | None
    record: AwardRecord = Field(description="values and evidence that hold now")
    extracted: AwardRecord | None = Field(description="what the extractor told; null for a fact that an auditor added")


class Telling(Model):
    """Another record of the same award."""

    record_id: str
    article_id: str
    quote: str
    url: str
    published: date | None
    headline: str | None


class Conflict(Model):
    """A field in which the tellings of an award disagree."""

    field: str
    told: list[str]


class FactWhole(FactTold):
    """A fact with its other sources and the log of its reviews."""

    tellings: list[Telling]
    conflicts: list[Conflict]
    reviews: list[Logged]


class ArticleTold(Model):
    """An article with its canonical text and all its facts."""

    article_id: str
    url: str
    source: str | None
    title: str | None
    published: date | None
    text: str
    text_sha256: str
    checked: Logged | None = Field(description="who said that it holds no other fact")
    facts: list[FactTold]


class Ruling(Model):
    """What an auditor says of a fact."""

    act: Act = Field(
        description="confirmed; corrected, with `after`; rejected, with `reason`; commented; undone, with `undoes`"
    )
    seen: int = Field(ge=0, description="number of the last review of the fact that you knew of; 0 for none")
    after: AwardRecord | None = Field(default=None, description="the values that are right, each with its evidence")
    reason: str | None = Field(default=None, max_length=100, description="a code of data/reject_reasons.csv")
    comment: str = Field(default="", max_length=4000)
    undoes: int | None = Field(default=None, ge=1, description="number of the review to take back")


@router.get("/facts/{record_id}", responses=READ)
def fact(turn: FactTurn) -> FactWhole:
    """One fact: values, evidence, other sources, reviews."""
    return _whole(turn.fact, tellings(turn.desk, turn.fact), conflicts(turn.desk, turn.fact))


@router.get("/articles/{article_id}", responses=READ)
def article(visit: ArticleVisit) -> ArticleTold:
    """One article: its text and all its facts, in the order of the text."""
    it, facts = visit.article, load_facts(visit.desk, visit.article)
    checked, _ = acts.checked_by(visit.desk, it)
    return ArticleTold(
        article_id=it.article_id, url=it.url, source=it.source, title=it.title, published=it.published,
        text=it.now.text, text_sha256=it.now.sha256, checked=checked, facts=[FactTold(**_told(one)) for one in facts],
    )  # fmt: skip


@router.post("/facts/{record_id}/reviews", status_code=201, dependencies=CHECKED, responses=FAILURES)
def rule(turn: FactTurn, person: Annotated[Viewer, Depends(auditor)], ruling: Ruling) -> Logged:
    """Rule on a fact, with the header X-CSRF-Token of the session. What the article does not say is refused."""
    if ruling.act is Act.UNDONE:
        undone = acts.to_undo(turn.fact.log, ruling.undoes)
        known = acts.Known(ruling.seen, turn.fact.subjects)
        return acts.undo(turn.desk, turn.fact.article, person.name, undone, known)
    if ruling.act in (Act.ADDED, Act.CHECKED):
        raise UsageError(f"{ruling.act} is said of an article, on its page")
    if (ruling.act is Act.CORRECTED) != (ruling.after is not None):
        raise UsageError("a correction goes with `after`, and nothing else does")
    if ruling.after and (same := acts.twin(turn.desk, turn.fact.article, ruling.after, besides=turn.fact.record_id)):
        raise UsageError(f"the article has this fact already: {same}")
    told = acts.Told(ruling.act, ruling.after, ruling.reason if ruling.act is Act.REJECTED else None, ruling.comment)
    return acts.rule(turn.desk, turn.fact, person.name, told, ruling.seen)


def _whole(one: Fact, others: list[dict[str, Any]], apart: list[dict[str, Any]]) -> FactWhole:
    told = [Telling(**{name: row[name] for name in Telling.model_fields}) for row in others]
    return FactWhole(
        **_told(one), tellings=told, conflicts=[Conflict(**row) for row in apart],
        reviews=one.log,
    )  # fmt: skip


def _told(one: Fact) -> dict[str, Any]:
    return {
        "record_id": one.record_id, "article_id": one.article.article_id, "url": one.article.url,
        "verdict": one.verdict, "returned_because": one.returned_because, "seen": one.seen,
        "text_sha256": one.article.now.sha256, "withdrawn_at": one.row and one.row["withdrawn_at"],
        "record": one.record, "extracted": one.extracted,
    }  # fmt: skip
