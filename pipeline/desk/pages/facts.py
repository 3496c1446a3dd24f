"""One fact beside its source, and rulings on it."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from pipeline.catalogue import titles
from pipeline.desk.desk import Desk, desk_of
from pipeline.desk.interface import Interface
from pipeline.desk.people import Viewer, auditor, checked_form
from pipeline.desk.render import language_of, page
from pipeline.desk.rulings import acts
from pipeline.desk.rulings.articles import text_of
from pipeline.desk.rulings.clues import sureness
from pipeline.desk.rulings.choices import choices
from pipeline.desk.rulings.facts import Fact, load_fact
from pipeline.desk.rulings.form import Typed, filled, read
from pipeline.desk.rulings.history import acts as acts_told
from pipeline.desk.rulings.history import differences
from pipeline.desk.rulings.original import snapshots
from pipeline.desk.rulings.place import Place, place_of
from pipeline.desk.rulings.reasons import reasons
from pipeline.desk.rulings.sent import Sent, form_of
from pipeline.desk.rulings.view import changes, conflicts, fields, headline, tellings
from pipeline.desk.text import laid_out, marks_of_fact
from pipeline.errors import UsageError
from pipeline.reviews import OutdatedError
from schemas import Act

router = APIRouter()
DeskHere = Annotated[Desk, Depends(desk_of)]
Auditor = Annotated[Viewer, Depends(auditor)]
Form = Annotated[Sent, Depends(form_of)]
CHECKED = [Depends(checked_form)]


@router.get("/facts/{record_id}")
def show(request: Request, record_id: str, desk: DeskHere, ruled: str | None = None) -> Response:
    """The fact beside its article. Raises NotFoundError for an unknown id."""
    fact = load_fact(desk, record_id)
    done = load_fact(desk, ruled) if ruled else None
    return _fact_page(request, desk, fact, place_of(request, desk, record_id), done=done)


@router.post("/facts/{record_id}/accept", dependencies=CHECKED)
def accept(request: Request, record_id: str, desk: DeskHere, person: Auditor, form: Form) -> Response:
    """The fact is right as it stands."""
    return _ruled(request, desk, record_id, person, form, Act.CONFIRMED)


@router.post("/facts/{record_id}/reject", dependencies=CHECKED)
def reject(request: Request, record_id: str, desk: DeskHere, person: Auditor, form: Form) -> Response:
    """The fact is none, for a reason."""
    return _ruled(request, desk, record_id, person, form, Act.REJECTED, reason=form["reason"] or None)


@router.post("/facts/{record_id}/comment", dependencies=CHECKED)
def comment(request: Request, record_id: str, desk: DeskHere, person: Auditor, form: Form) -> Response:
    """A remark, which rules on nothing: the page stays."""
    return _ruled(request, desk, record_id, person, form, Act.COMMENTED)


@router.post("/facts/{record_id}/undo", dependencies=CHECKED)
def undo(request: Request, record_id: str, desk: DeskHere, person: Auditor, form: Form) -> Response:
    """Take a ruling back, and show its fact again."""
    fact, place = load_fact(desk, record_id), place_of(request, desk, record_id)
    try:
        acts.undo(desk, fact.log, form.number("undoes") or 0, fact.article, person.name, form.number("seen"))
    except (OutdatedError, UsageError) as error:
        return _again(request, desk, record_id, place, error, {})
    return RedirectResponse(place.fact(record_id), 303)


@router.get("/facts/{record_id}/correct")
def correct_form(request: Request, record_id: str, desk: DeskHere, person: Auditor) -> Response:
    """The form in which each field and its evidence can be changed."""
    del person
    fact = load_fact(desk, record_id)
    return _form_page(request, fact, place_of(request, desk, record_id), filled(fact.record))


@router.post("/facts/{record_id}/correct", dependencies=CHECKED)
def correct(request: Request, record_id: str, desk: DeskHere, person: Auditor, form: Form) -> Response:
    """Other values, each with its evidence; on errors the form again, with everything that was typed."""
    fact, place = load_fact(desk, record_id), place_of(request, desk, record_id)
    found = read(form.values, fact.article.now.text, fact.record, fact.record.extractor_version)
    after = found.record
    if form["text_sha256"] != fact.article.now.sha256:
        found.typed.errors["form"] = "fact.error_text_changed"
    elif after and after == fact.record.model_copy(update={"flags": (), "confidence": None, "clues": ()}):
        found.typed.errors["form"] = "fact.error_unchanged"
    elif after and acts.twin(desk, fact.article, after, besides=record_id):
        found.typed.errors["form"] = "fact.error_twin"
    if after is None or found.typed.errors:
        return _form_page(request, fact, place, found.typed, 422)
    try:
        acts.rule(desk, fact, person.name, Act.CORRECTED, form.number("seen"), after=after, comment=form["comment"])
    except OutdatedError as error:
        return _form_page(request, load_fact(desk, record_id), place, found.typed, 409, outdated=error)
    return _onwards(place, record_id)


def _ruled(
    request: Request, desk: Desk, record_id: str, person: Viewer, form: Sent, act: Act, **told: Any
) -> Response:
    fact, place = load_fact(desk, record_id), place_of(request, desk, record_id)
    typed = {"comment": form["comment"], "reason": form["reason"], "act": act.value}
    try:
        acts.rule(desk, fact, person.name, act, form.number("seen"), comment=form["comment"], **told)
    except (OutdatedError, UsageError, ValueError) as error:
        return _again(request, desk, record_id, place, error, typed)
    return RedirectResponse(place.fact(record_id), 303) if act is Act.COMMENTED else _onwards(place, record_id)


def _onwards(place: Place, record_id: str) -> Response:
    """To the next fact of the queue, which tells of the one just ruled on; after the last one, the same again."""
    return RedirectResponse(place.fact(place.after or record_id, ruled=record_id), 303)


def _again(
    request: Request, desk: Desk, record_id: str, place: Place, error: Exception, typed: dict[str, str]
) -> Response:
    """The page as it is now, with what was typed: somebody else was faster (409), or it cannot be done (422)."""
    fact = load_fact(desk, record_id)
    if isinstance(error, OutdatedError):
        return _fact_page(request, desk, fact, place, 409, typed=typed, outdated=error)
    return _fact_page(request, desk, fact, place, 422, typed=typed, problem=_problem(request, error, typed))


def _problem(request: Request, error: Exception, typed: dict[str, str]) -> str:
    t = Interface(language_of(request))
    if isinstance(error, acts.TextChangedError):
        return t("fact.error_text_changed")
    needed = {Act.REJECTED: "fact.error_reason", Act.COMMENTED: "fact.error_comment"}
    keys = {act.value: key for act, key in needed.items()}
    return t(keys.get(typed.get("act", ""), "fact.error_cannot"))


def _fact_page(  # noqa: PLR0913 - all that a fact page can tell
    request: Request, desk: Desk, fact: Fact, place: Place, status: int = 200, *,
    done: Fact | None = None, typed: dict[str, str] | None = None, outdated: OutdatedError | None = None,
    problem: str | None = None,
) -> Response:  # fmt: skip
    t = Interface(language_of(request))
    text = text_of(desk.published, fact.article, fact.record)
    return page(
        request, "facts/fact.html", status, fact=fact, article=fact.article, place=place, text=text,
        parts=laid_out(text.text, text.blocks, marks_of_fact(fact.record) if _stands(fact, text.text) else []),
        fields=fields(fact.record, t), sureness=sureness(fact.record, t), tellings=tellings(desk, fact),
        conflicts=conflicts(desk, fact), changes=changes(desk, fact.record_id), log=acts_told(fact.log, t),
        since=differences(fact.extracted, fact.record, t), reasons=list(reasons().values()), done=done,
        headline=lambda record: headline(record, t), typed=typed or {}, outdated=_told(outdated, t), problem=problem,
        snapshots=snapshots(desk.published, fact.article),
    )  # fmt: skip


def _form_page(  # noqa: PLR0913
    request: Request, fact: Fact, place: Place, typed: Typed, status: int = 200, outdated: OutdatedError | None = None
) -> Response:
    t, text = Interface(language_of(request)), fact.article.now
    stands = _stands(fact, text.text)
    return page(
        request, "facts/form.html", status, fact=fact, article=fact.article, typed=typed, text=text,
        parts=laid_out(text.text, text.blocks, marks_of_fact(fact.record) if stands else []),
        action=f"/facts/{fact.record_id}/correct{place.query()}", back=place.fact(fact.record_id), seen=fact.seen,
        titles=list(titles().values()), **choices(Interface(language_of(request))), outdated=_told(outdated, t), headline=headline(fact.record, t),
    )  # fmt: skip


def _stands(fact: Fact, text: str) -> bool:
    return fact.record.grounded_in(text)


def _told(outdated: OutdatedError | None, t: Interface) -> dict[str, Any] | None:
    """What the other auditor did."""
    return acts_told([outdated.latest], t)[0] if outdated else None
