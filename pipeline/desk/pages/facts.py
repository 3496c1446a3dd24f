"""One fact beside its source, and rulings on it."""

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from pipeline.desk.errors import NotFoundError
from pipeline.desk.people import Viewer
from pipeline.desk.rulings import acts, fact_pages
from pipeline.desk.rulings.facts import Fact, load_fact
from pipeline.desk.rulings.form import Read, filled, read
from pipeline.desk.rulings.sent import Sent
from pipeline.desk.rulings.turn import CHECKED, Auditor, FactTurn, Form, Turn
from pipeline.errors import UsageError
from pipeline.reviews import OutdatedError
from schemas import Act

router = APIRouter()


@router.get("/facts/{record_id}")
def show(turn: FactTurn, ruled: str | None = None) -> Response:
    """The fact beside its article, and a word about the one that was ruled on just before."""
    return fact_pages.fact_page(turn, done=_known(turn, ruled) if ruled else None)


@router.post("/facts/{record_id}/accept", dependencies=CHECKED)
def accept(turn: FactTurn, person: Auditor, form: Form) -> Response:
    """The fact is right as it stands."""
    return _ruled(turn, person, form, acts.Told(Act.CONFIRMED, comment=form["comment"], face=form["face"]))


@router.post("/facts/{record_id}/reject", dependencies=CHECKED)
def reject(turn: FactTurn, person: Auditor, form: Form) -> Response:
    """The fact is none, for a reason."""
    return _ruled(
        turn, person, form, acts.Told(Act.REJECTED, None, form["reason"] or None, form["comment"], form["face"])
    )


@router.post("/facts/{record_id}/comment", dependencies=CHECKED)
def comment(turn: FactTurn, person: Auditor, form: Form) -> Response:
    """A remark, which rules on nothing: the page stays."""
    return _ruled(turn, person, form, acts.Told(Act.COMMENTED, comment=form["comment"]))


@router.post("/facts/{record_id}/undo", dependencies=CHECKED)
def undo(turn: FactTurn, person: Auditor, form: Form) -> Response:
    """Take a ruling back, and show its fact again."""
    try:
        undone = acts.to_undo(turn.fact.log, form.number("undoes"))
        acts.undo(turn.desk, turn.fact.article, person.name, undone, _seen(turn, form))
    except (OutdatedError, UsageError) as error:
        return fact_pages.again(turn, error, {"act": Act.UNDONE.value})
    return RedirectResponse(turn.place.fact(turn.fact.record_id), 303)


@router.get("/facts/{record_id}/correct")
def correct_form(turn: FactTurn, person: Auditor) -> Response:
    """The form in which each field and its evidence can be changed."""
    del person
    return fact_pages.form_page(turn, filled(turn.fact.record))


@router.post("/facts/{record_id}/correct", dependencies=CHECKED)
def correct(turn: FactTurn, person: Auditor, form: Form) -> Response:
    """Other values, each with its evidence; on errors the form again, with everything that was typed."""
    fact = turn.fact
    found = read(form.values, fact.article.now.text, fact.record, fact.record.extractor_version)
    if problem := _problem(turn, found, form):
        found.typed.errors["form"] = problem
    if found.record is None or found.typed.errors:
        return fact_pages.form_page(turn, found.typed, 422)
    told = acts.Told(Act.CORRECTED, after=found.record, comment=form["comment"])
    try:
        acts.rule(turn.desk, fact, person.name, told, form.number("seen"))
    except OutdatedError as error:
        return fact_pages.form_page(turn.again(), found.typed, 409, outdated=error)
    return _onwards(turn)


def _problem(turn: Turn, found: Read, form: Sent) -> str | None:
    """What speaks against a correction that is right in itself."""
    fact, after = turn.fact, found.record
    if form["text_sha256"] != fact.article.now.sha256:
        return "fact.error_text_changed"
    if after and after == _bare(fact):
        return "fact.error_unchanged"
    if after and acts.twin(turn.desk, fact.article, after, besides=fact.record_id):
        return "fact.error_twin"
    return None


def _bare(fact: Fact) -> object:
    """The record without what only the extractor says of it."""
    return fact.record.model_copy(update={"flags": (), "confidence": None, "clues": ()})


def _known(turn: Turn, record_id: str) -> Fact | None:
    """A fact that an address names beside its own; one that there is not is passed over."""
    try:
        return load_fact(turn.desk, record_id)
    except NotFoundError:
        return None


def _ruled(turn: Turn, person: Viewer, form: Sent, told: acts.Told) -> Response:
    try:
        acts.rule(turn.desk, turn.fact, person.name, told, form.number("seen"))
    except (OutdatedError, UsageError) as error:
        return fact_pages.again(turn, error, {"comment": told.comment, "reason": form["reason"], "act": told.act.value})
    if told.act is Act.COMMENTED:
        return RedirectResponse(turn.place.fact(turn.fact.record_id), 303)
    return _onwards(turn)


def _seen(turn: Turn, form: Sent) -> acts.Known:
    return acts.Known(form.number("seen"), turn.fact.subjects)


def _onwards(turn: Turn) -> Response:
    """To the next fact of the queue, which tells of the one just ruled on; after the last one, the same again."""
    ruled = turn.fact.record_id
    return RedirectResponse(turn.place.fact(turn.place.after or ruled, ruled=ruled), 303)
