"""The log of reviews, and publishing what was ruled."""

from collections.abc import Iterator
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from pipeline.desk.csv_lines import csv_file
from pipeline.desk.desk import Desk, desk_of
from pipeline.desk.people import Viewer, auditor, checked_form
from pipeline.desk.publishing import Publisher
from pipeline.desk.render import page
from pipeline.reviews.journal import PAGE, Wanted, each, reviewers, reviews, total, waiting
from schemas import Act, AwardRecord, Logged, Review

router = APIRouter()
Here = Annotated[Desk, Depends(desk_of)]
LAST_PAGE = 1_000_000
COLUMNS = (
    "number", "reviewed_at", "reviewer", "act", "subject", "article_id", "title", "person", "unit", "year_from",
    "year_to", "status", "reason", "comment", "undoes",
)  # fmt: skip
SEEN = "SELECT number, record_id, state, returned_because FROM review WHERE number IN (SELECT unnest(?))"
# By rowid: of a million rows only the ids are read, and whole only those wanted.
FACTS = """
    SELECT record_id, title, person, unit, year_from, year_to FROM award
    WHERE rowid IN (SELECT rowid FROM award WHERE record_id IN (SELECT unnest(?)))"""
PUBLISHED = "SELECT coalesce(max(number), 0) AS number FROM review"


def wanted(reviewer: str = "", act: str = "", subject: str = "") -> Wanted:
    """The filters of an address; an act that there is not is all of them, as is an empty field of a form."""
    known = Act(act) if act in list(Act) else None
    return Wanted(reviewer=reviewer.strip()[:200], act=known, subject=subject.strip()[:200])


def publisher_of(request: Request) -> Publisher:
    """The one publisher of the desk."""
    state = request.app.state
    if not hasattr(state, "publisher"):
        state.publisher = Publisher(state.desk.home)
    found: Publisher = state.publisher
    return found


Filtered = Annotated[Wanted, Depends(wanted)]
Publishes = Annotated[Publisher, Depends(publisher_of)]


@router.get("/reviews")
def log(
    request: Request,
    desk: Here,
    filters: Filtered,
    publisher: Publishes,
    number: Annotated[int, Query(alias="page", ge=1, le=LAST_PAGE)] = 1,
) -> Response:
    """Fifty reviews, the newest first, and how it stands with publishing."""
    found = reviews(desk.reviews, filters, PAGE * (number - 1))
    last = (desk.published.row(PUBLISHED) or {"number": 0})["number"]
    return page(
        request, "reviews.html", lines=_lines(desk, found), filters=filters,
        total=total(desk.reviews, filters), number=number, size=PAGE, people=reviewers(desk.reviews), acts=list(Act),
        query=_query(filters), waiting=waiting(desk.reviews, last), publication=publisher.last,
    )  # fmt: skip


@router.get("/reviews.csv")
def log_csv(desk: Here, filters: Filtered) -> Response:
    """The log as a file, the oldest first."""
    return csv_file("bangvang-reviews.csv", COLUMNS, _rows(each(desk.reviews, filters)))


@router.post("/reviews/publish", dependencies=[Depends(checked_form)])
def publish(person: Annotated[Viewer, Depends(auditor)], publisher: Publishes) -> RedirectResponse:
    """Begin a publication."""
    publisher.start(person.name)
    return RedirectResponse("/reviews", 303)


def _lines(desk: Desk, found: list[Logged]) -> list[dict[str, Any]]:
    """What the rows of the page show: each review with what the published file knows of it."""
    known = {row["number"]: row for row in desk.published.rows(SEEN, [[logged.number for logged in found]])}
    lines = [_line(logged, known.get(logged.number, {})) for logged in found]
    without = [line["subject"] for line in lines if line["fact"] is None]
    facts = {row["record_id"]: row for row in desk.published.rows(FACTS, [without])} if without else {}
    return [line if line["fact"] else line | {"fact": facts.get(line["subject"])} for line in lines]


def _line(logged: Logged, seen: dict[str, Any]) -> dict[str, Any]:
    review = logged.review
    subject = seen.get("record_id") or review.subject
    address = f"/articles/{review.article_id}" if review.act is Act.CHECKED else f"/facts/{subject}"
    told = {"number": logged.number, "review": review, "subject": subject, "address": address, "seen": seen}
    return told | {"fact": _fact(review)}


def _rows(found: Iterator[Logged]) -> Iterator[list[object]]:
    for logged in found:
        one = logged.review
        fact = _fact(one)
        told = [fact and getattr(fact, name) for name in ("title", "person", "unit", "year_from", "year_to", "status")]
        moment = one.at.isoformat(sep=" ", timespec="seconds")
        known = [logged.number, moment, one.reviewer, one.act.value, one.subject, one.article_id]
        yield [*known, *told, one.reason, one.comment, one.undoes]


def _fact(review: Review) -> AwardRecord | None:
    return review.after or review.before or review.extracted


def _query(filters: Wanted) -> str:
    """The filters as they stand in an address."""
    given = {"reviewer": filters.reviewer, "act": filters.act, "subject": filters.subject}
    return urlencode({name: value for name, value in given.items() if value})
