"""Samples, and how right the facts are: the page that a director prints, and those that lead through a sample."""

from math import ceil, floor
from secrets import randbelow
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ValidationError

from pipeline.accuracy.interval import TOO_FEW, Share
from pipeline.accuracy.precision import By
from pipeline.accuracy.sample import Kind, Scope, Wish
from pipeline.desk.desk import Desk, desk_of
from pipeline.desk.measured import board, choices, draw_and_keep, report_of
from pipeline.desk.people import Viewer, auditor, checked_form
from pipeline.desk.render import page
from pipeline.errors import UsageError

router = APIRouter()

SHOWN = {By.TITLE: 6, By.SOURCE: 4, By.VERSION: 2}  # groups on the printed page: all of them stand with the sample
SEEDS = 2**31
NAMES = "SELECT article_id, title FROM article WHERE article_id IN (SELECT unnest(?::VARCHAR[]))"

HERE = Annotated[Desk, Depends(desk_of)]
NUMBER = Annotated[int, Path(ge=1, le=2**31)]


class Asked(BaseModel):
    """The form that draws a sample, as it was sent."""

    kind: str = Kind.FACTS
    name: str = ""
    size: str = ""
    seed: str = ""
    title: str = ""
    source: str = ""
    province: str = ""
    year: str = ""
    extractor_version: str = ""

    def wish(self) -> Wish:
        """What is to be drawn. Raises UsageError when it makes no sense."""
        scope = self.model_dump(include=set(Scope.model_fields))
        seed = self.seed.strip() or randbelow(SEEDS)
        name = " ".join(self.name.split())
        try:
            return Wish.model_validate(
                {"kind": self.kind, "name": name, "size": self.size, "seed": seed, "scope": Scope.model_validate(scope)}
            )
        except ValidationError as error:
            first = error.errors()[0]
            raise UsageError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error


@router.get("/accuracy")
def accuracy(request: Request, desk: HERE) -> Response:
    """How right the facts are, in sentences that can be quoted."""
    (published,) = desk.published.rows("FROM publication")
    return page(
        request, "accuracy/accuracy.html", board=board(desk), published=published, choices=choices(desk),
        of_hundred=of_hundred, few=TOO_FEW, shown=SHOWN,
    )  # fmt: skip


@router.post("/accuracy/samples", dependencies=[Depends(checked_form)])
def draw_sample(desk: HERE, person: Annotated[Viewer, Depends(auditor)], asked: Annotated[Asked, Form()]) -> Response:
    """Draw a sample and show it. Raises UsageError when what is wished for makes no sense."""
    kept = draw_and_keep(desk, asked.wish(), person.name)
    return RedirectResponse(f"/accuracy/samples/{kept.number}", 303)


@router.get("/accuracy/samples/{number}")
def sample(request: Request, desk: HERE, number: NUMBER) -> Response:
    """A sample: what is left to check in it, and what it says so far. Raises NotFoundError."""
    report = report_of(desk, number)
    articles = [] if report.precision else [one.article_id for one in report.kept.sample.drawn]
    names = {row["article_id"]: row["title"] for row in desk.published.rows(NAMES, [articles])}
    return page(request, "accuracy/sample.html", report=report, names=names, of_hundred=of_hundred, few=TOO_FEW)


@router.get("/accuracy/samples/{number}/next")
def next_of_sample(desk: HERE, number: NUMBER) -> Response:
    """To the first fact or article that is left to check; back to the sample when none is. Raises NotFoundError."""
    found = report_of(desk, number)
    if found.next is None:
        return RedirectResponse(f"/accuracy/samples/{number}", 303)
    folder = "facts" if found.precision else "articles"
    return RedirectResponse(f"/{folder}/{found.next.now}?sample={number}", 303)


def of_hundred(share: Share) -> dict[str, int]:
    """The share and its interval as "91 of 100, from 87 to 94": rounded outwards."""
    if share.share is None or share.low is None or share.high is None:
        return {"about": 0, "low": 0, "high": 0}
    return {"about": round(100 * share.share), "low": floor(100 * share.low), "high": ceil(100 * share.high)}
