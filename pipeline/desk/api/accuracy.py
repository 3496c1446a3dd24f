"""How right the facts are, for programs."""

from typing import Annotated, Self

from fastapi import APIRouter, Depends, Path

from pipeline.accuracy.figures import Item, Report, State
from pipeline.accuracy.precision import Precision
from pipeline.accuracy.recall import Recall
from pipeline.accuracy.sample import Kind, Scope, Stratum
from pipeline.desk.desk import Desk, desk_of
from pipeline.desk.measured import board, report_of
from pipeline.desk.times import Moment
from schemas.base import Model

router = APIRouter(tags=["accuracy"])

HERE = Annotated[Desk, Depends(desk_of)]


class SampleLine(Model):
    """A sample, how it was drawn, and how far it has been checked."""

    number: int
    name: str
    kind: Kind
    drawn_by: str
    drawn_at: Moment
    seed: int
    size: int
    frame: int
    scope: Scope
    run_id: str | None
    published_at: Moment
    extractor_versions: tuple[str, ...]
    checked: int
    left: int
    lost: int
    is_final: bool

    @classmethod
    def of(cls, report: Report) -> Self:
        """The line of a report."""
        sample = report.kept.sample
        told = sample.model_dump(include={"drawn_by", "drawn_at", "frame", "run_id", "published_at"})
        wish = sample.wish
        return cls(
            number=report.kept.number, name=report.kept.name, kind=wish.kind, seed=wish.seed, size=len(sample.drawn),
            scope=wish.scope, extractor_versions=sample.extractor_versions, checked=report.count(State.CHECKED),
            left=report.count(State.LEFT), lost=report.count(State.LOST), is_final=report.is_final, **told,
        )  # fmt: skip


class Figures(Model):
    """What a sample says: `precision` of a sample of facts, `recall` of one of articles; preliminary unless final."""

    sample: SampleLine
    precision: Precision | None
    recall: Recall | None

    @classmethod
    def of(cls, report: Report) -> Self:
        """The figures of a report."""
        return cls(sample=SampleLine.of(report), precision=report.precision, recall=report.recall)


class Accuracy(Model):
    """The samples that the page /accuracy quotes, and the recall of all fully checked articles, however chosen."""

    facts: Figures | None
    articles: Figures | None
    checked_articles: Recall


class SampleDetail(Figures):
    """A sample with its strata and everything that was drawn."""

    strata: tuple[Stratum, ...]
    items: tuple[Item, ...]


@router.get("/accuracy", summary="How right the facts are")
def accuracy(desk: HERE) -> Accuracy:
    """Shares with 95% intervals, from the samples that are quoted. docs/accuracy.md tells how they are worked out."""
    found = board(desk)
    return Accuracy(
        facts=Figures.of(found.facts) if found.facts else None,
        articles=Figures.of(found.articles) if found.articles else None,
        checked_articles=found.checked,
    )


@router.get("/accuracy/samples", summary="The samples")
def samples(desk: HERE) -> list[SampleLine]:
    """All samples, the latest first."""
    return [SampleLine.of(report) for report in board(desk).reports]


@router.get("/accuracy/samples/{number}", summary="One sample", responses={404: {"description": "no such sample"}})
def sample(
    desk: HERE, number: Annotated[int, Path(ge=1, le=2**31, description="number of the sample")]
) -> SampleDetail:
    """A sample, what was drawn, what became of it, and the estimates."""
    found = report_of(desk, number)
    figures = Figures.of(found)
    return SampleDetail(**dict(figures), strata=found.kept.sample.strata, items=found.items)
