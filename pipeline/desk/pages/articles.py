"""An article with all its facts: adding one that was missed, saying that it is fully checked, the archived original."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from pipeline.catalogue import titles
from pipeline.desk.desk import Desk
from pipeline.desk.errors import NotFoundError
from pipeline.desk.interface import Interface
from pipeline.desk.listing import Filters
from pipeline.desk.pages.facts import CHECKED, Auditor, DeskHere, Form
from pipeline.desk.render import language_of, page
from pipeline.desk.rulings import acts
from pipeline.desk.rulings.articles import ArticleShown, load_article
from pipeline.desk.rulings.choices import choices
from pipeline.desk.rulings.facts import Fact, load_facts
from pipeline.desk.rulings.form import Typed, empty, read
from pipeline.desk.rulings.history import acts as acts_told
from pipeline.desk.rulings.original import POLICY, file_name, harmless, is_page, snapshots
from pipeline.desk.rulings.view import headline
from pipeline.desk.text import laid_out
from pipeline.errors import UsageError
from pipeline.explain.marks import marks_of
from pipeline.reviews import OutdatedError
from schemas import AwardRecord
from scrapers.archive.store import Archive
from scrapers.errors import ArchiveError

router = APIRouter()


def _filters(request: Request) -> str:
    """The filters of the queue that the auditor came from, as the end of an address."""
    told = Filters.of(request.query_params).query()
    return f"?{told}" if told else ""


Query = Annotated[str, Depends(_filters)]


@router.get("/articles/{article_id}")
def show(request: Request, article_id: str, desk: DeskHere, query: Query) -> Response:
    """The whole article with its facts. Raises NotFoundError for an unknown id."""
    return _article_page(request, desk, load_article(desk.published, article_id), query)


@router.get("/articles/{article_id}/add")
def add_form(  # noqa: PLR0913
    request: Request, article_id: str, desk: DeskHere, person: Auditor, query: Query,
    start: int | None = None, end: int | None = None,
) -> Response:  # fmt: skip
    """The form of a fact that was missed; `start` and `end` are the stretch that was selected."""
    del person
    article = load_article(desk.published, article_id)
    return _form_page(request, desk, article, empty(article.now.text, start, end), query)


@router.post("/articles/{article_id}/add", dependencies=CHECKED)
def add(request: Request, article_id: str, desk: DeskHere, person: Auditor, form: Form, query: Query) -> Response:  # noqa: PLR0913
    """A fact that was missed; on errors the form again, with everything that was typed."""
    article = load_article(desk.published, article_id)
    found = read(form.values, article.now.text, None, article.extractor_version or "none")
    if form["text_sha256"] != article.now.sha256:
        found.typed.errors["form"] = "fact.error_text_changed"
    elif found.record and acts.twin(desk, article, found.record):
        found.typed.errors["form"] = "fact.error_twin"
    if found.record is None or found.typed.errors:
        return _form_page(request, desk, article, found.typed, query, 422)
    try:
        logged = acts.add(desk, article, person.name, found.record, form["comment"])
    except (OutdatedError, UsageError):
        found.typed.errors["form"] = "fact.error_twin"
        return _form_page(request, desk, article, found.typed, query, 409)
    return RedirectResponse(f"/facts/{logged.review.subject}{query}", 303)


@router.post("/articles/{article_id}/checked", dependencies=CHECKED)
def check(request: Request, article_id: str, desk: DeskHere, person: Auditor, form: Form, query: Query) -> Response:  # noqa: PLR0913
    """The article holds no other fact."""
    article = load_article(desk.published, article_id)
    try:
        acts.check(desk, article, person.name, form.number("seen"))
    except OutdatedError:
        return _article_page(request, desk, article, query, 409, problem="article.error_outdated")
    except UsageError:
        return _article_page(request, desk, article, query, 422, problem="article.error_open")
    return RedirectResponse(f"/articles/{article_id}{query}", 303)


@router.post("/articles/{article_id}/undo", dependencies=CHECKED)
def undo(request: Request, article_id: str, desk: DeskHere, person: Auditor, form: Form, query: Query) -> Response:  # noqa: PLR0913
    """It may hold others after all."""
    article, log = load_article(desk.published, article_id), desk.reviews.of_subject(article_id)
    try:
        acts.undo(desk, log, form.number("undoes") or 0, article, person.name, form.number("seen"))
    except (OutdatedError, UsageError):
        return _article_page(request, desk, article, query, 409, problem="article.error_outdated")
    return RedirectResponse(f"/articles/{article_id}{query}", 303)


@router.get("/articles/{article_id}/original")
def original(article_id: str, desk: DeskHere, sha256: str | None = None) -> Response:
    """The archived response: a page without anything that acts or fetches, or a file. Raises NotFoundError."""
    article = load_article(desk.published, article_id)
    kept = snapshots(desk.published, article)
    found = next((row for row in kept if sha256 in (None, row["sha256"])), None)
    if found is None:
        raise NotFoundError("nothing is archived of this article under this name: it was read from a file, perhaps")
    try:
        body = Archive(desk.home.archive).body(found["sha256"])
    except ArchiveError as error:
        raise NotFoundError("the archived response is missing or damaged: bangvang doctor tells more") from error
    if is_page(body, found["content_type"]):
        return HTMLResponse(harmless(body, found["content_type"]), headers={"Content-Security-Policy": POLICY})
    name = file_name(article, found["content_type"])
    return Response(
        body, media_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Content-Security-Policy": POLICY},
    )  # fmt: skip


def _article_page(  # noqa: PLR0913
    request: Request, desk: Desk, article: ArticleShown, query: str, status: int = 200, problem: str | None = None
) -> Response:
    t, facts = Interface(language_of(request)), load_facts(desk, article)
    checked, seen = acts.checked_by(desk, article)
    return page(
        request, "articles/article.html", status, article=article, facts=list(enumerate(facts, 1)), query=query,
        text=article.now, parts=laid_out(article.now.text, article.now.blocks, marks_of(_standing(facts), [])),
        headline=lambda record: headline(record, t), open=sum(acts.is_open(fact) for fact in facts), checked=checked,
        seen=seen, problem=problem, log=acts_told(desk.reviews.of_subject(article.article_id), t),
        snapshots=snapshots(desk.published, article),
    )  # fmt: skip


def _standing(facts: list[Fact]) -> list[tuple[int, AwardRecord]]:
    """The facts to mark, by their number: those whose words the text holds."""
    return [(number, fact.record) for number, fact in enumerate(facts, 1) if fact.stands and not fact.is_withdrawn]


def _form_page(  # noqa: PLR0913
    request: Request, desk: Desk, article: ArticleShown, typed: Typed, query: str, status: int = 200
) -> Response:
    marks = marks_of(_standing(load_facts(desk, article)), [])
    return page(
        request, "facts/form.html", status, fact=None, article=article, typed=typed, text=article.now,
        parts=laid_out(article.now.text, article.now.blocks, marks), seen=0, outdated=None,
        action=f"/articles/{article.article_id}/add{query}", back=f"/articles/{article.article_id}{query}",
        titles=list(titles().values()), **choices(Interface(language_of(request))), headline="",
    )  # fmt: skip
