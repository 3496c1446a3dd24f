"""An article with all its facts: adding one that was missed, saying that it is fully checked, the archived original."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from pipeline.desk.errors import NotFoundError
from pipeline.desk.rulings import acts
from pipeline.desk.rulings.article_pages import article_page, form_page
from pipeline.desk.rulings.form import empty, read
from pipeline.desk.rulings.original import POLICY, file_name, harmless, is_page, snapshots
from pipeline.desk.rulings.turn import CHECKED, ArticleVisit, Auditor, Form
from pipeline.errors import UsageError
from pipeline.reviews import OutdatedError
from scrapers.archive.store import Archive
from scrapers.errors import ArchiveError

router = APIRouter()


@router.get("/articles/{article_id}")
def show(visit: ArticleVisit) -> Response:
    """The whole article with its facts."""
    return article_page(visit)


@router.get("/articles/{article_id}/add")
def add_form(visit: ArticleVisit, person: Auditor, start: int | None = None, end: int | None = None) -> Response:
    """The form of a fact that was missed; `start` and `end` are the stretch that was selected."""
    del person
    return form_page(visit, empty(visit.article.now.text, start, end))


@router.post("/articles/{article_id}/add", dependencies=CHECKED)
def add(visit: ArticleVisit, person: Auditor, form: Form) -> Response:
    """A fact that was missed; on errors the form again, with everything that was typed."""
    article = visit.article
    found = read(form.values, article.now.text, None, article.extractor_version or "none")
    if form["text_sha256"] != article.now.sha256:
        found.typed.errors["form"] = "fact.error_text_changed"
    if found.record is None or found.typed.errors:
        return form_page(visit, found.typed, 422)
    try:
        logged = acts.add(visit.desk, article, person.name, found.record, form["comment"])
    except (OutdatedError, UsageError):  # the article has it, or got it just now
        found.typed.errors["form"] = "fact.error_twin"
        return form_page(visit, found.typed, 409)
    return RedirectResponse(f"/facts/{logged.review.subject}{visit.query}", 303)


@router.post("/articles/{article_id}/checked", dependencies=CHECKED)
def check(visit: ArticleVisit, person: Auditor, form: Form) -> Response:
    """The article holds no other fact."""
    try:
        acts.check(visit.desk, visit.article, person.name, form.number("seen"))
    except OutdatedError:
        return article_page(visit, 409, "article.error_outdated")
    except UsageError:
        return article_page(visit, 422, "article.error_open")
    return RedirectResponse(visit.home, 303)


@router.post("/articles/{article_id}/undo", dependencies=CHECKED)
def undo(visit: ArticleVisit, person: Auditor, form: Form) -> Response:
    """It may hold others after all."""
    try:
        undone = acts.to_undo(visit.desk.reviews.of_subject(visit.article.article_id), form.number("undoes"))
        acts.undo(visit.desk, visit.article, person.name, undone, acts.Known(form.number("seen")))
    except (OutdatedError, UsageError):
        return article_page(visit, 409, "article.error_outdated")
    return RedirectResponse(visit.home, 303)


@router.get("/articles/{article_id}/original")
def original(visit: ArticleVisit, sha256: str | None = None) -> Response:
    """The archived response: a page without anything that acts or fetches, or a file to download.

    Only bodies that the published file names for this article are looked for. Raises NotFoundError.
    """
    kept = snapshots(visit.desk.published, visit.article)
    found = next((row for row in kept if sha256 in (None, row["sha256"])), None)
    if found is None:
        raise NotFoundError("nothing is archived of this article under this name: perhaps it was read from a file")
    try:
        body = Archive(visit.desk.home.archive).body(found["sha256"])
    except ArchiveError as error:
        raise NotFoundError("the archived response is missing or damaged: bangvang doctor tells more") from error
    headers = {"Content-Security-Policy": POLICY}
    if is_page(body, found["content_type"]):
        return HTMLResponse(harmless(body, found["content_type"]), headers=headers)
    name = file_name(visit.article, found["content_type"])
    headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return Response(body, media_type="application/octet-stream", headers=headers)
