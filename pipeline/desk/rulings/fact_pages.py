"""The page of a fact and its form, whatever came of what was asked."""

from typing import Any

from fastapi.responses import Response

from pipeline.catalogue import titles
from pipeline.desk.interface import Interface
from pipeline.desk.render import page
from pipeline.desk.rulings.acts import TextChangedError
from pipeline.desk.rulings.articles import text_of
from pipeline.desk.rulings.choices import choices
from pipeline.desk.rulings.clues import sureness
from pipeline.desk.rulings.facts import Fact
from pipeline.desk.rulings.form import Typed
from pipeline.desk.rulings.history import differences, told_of
from pipeline.desk.rulings.original import snapshots
from pipeline.desk.rulings.reasons import reasons
from pipeline.desk.rulings.turn import Turn
from pipeline.desk.rulings.view import changes, conflicts, fields, headline, tellings
from pipeline.desk.text import Part, laid_out, marks_of_fact
from pipeline.reviews import OutdatedError
from schemas import Act

NOTHING = {"act": "", "reason": "", "comment": ""}
NEEDED = {Act.REJECTED.value: "fact.error_reason", Act.COMMENTED.value: "fact.error_comment"}


def fact_page(turn: Turn, status: int = 200, done: Fact | None = None, **told: Any) -> Response:  # noqa: ANN401
    """The fact beside its article. `told`: what was typed, who was faster, what is wrong."""
    fact, desk, t = turn.fact, turn.desk, turn.t
    text = text_of(desk.published, fact.article, fact.record)
    marks = marks_of_fact(fact.record) if fact.record.grounded_in(text.text) else []
    shown = {
        "parts": laid_out(text.text, text.blocks, marks),
        "fields": fields(fact.record, t),
        "sureness": sureness(fact.record, t),
        "tellings": tellings(desk, fact),
        "conflicts": conflicts(desk, fact),
        "changes": changes(desk, fact.record_id, t),
        "log": told_of(fact.log, t),
        "since": differences(fact.extracted, fact.record, t),
        "snapshots": snapshots(desk.published, fact.article),
    }
    told = {"outdated": None, "problem": None, **told, "typed": {**NOTHING, **told.get("typed", {})}}
    return page(
        turn.request, "facts/fact.html", status, fact=fact, article=fact.article, place=turn.place, text=text,
        reasons=list(reasons().values()), done=done, headline=lambda record: headline(record, t), **shown, **told,
    )  # fmt: skip


def again(turn: Turn, error: Exception, typed: dict[str, str]) -> Response:
    """The page as it is now, with what was typed: somebody else was faster (409), or it cannot be done (422)."""
    if isinstance(error, OutdatedError):
        return fact_page(turn.again(), 409, typed=typed, outdated=other(error, turn.t))
    key = "fact.error_text_changed" if isinstance(error, TextChangedError) else NEEDED.get(typed["act"])
    return fact_page(turn.again(), 422, typed=typed, problem=turn.t(key or "fact.error_cannot"))


def form_page(turn: Turn, typed: Typed, status: int = 200, outdated: OutdatedError | None = None) -> Response:
    """The form that corrects a fact."""
    fact, t, text = turn.fact, turn.t, turn.fact.article.now
    marks = marks_of_fact(fact.record) if fact.stands else []
    return page(
        turn.request, "facts/form.html", status, fact=fact, article=fact.article, typed=typed, text=text,
        action=f"/facts/{fact.record_id}/correct{turn.place.query()}", back=turn.place.fact(fact.record_id),
        seen=fact.seen, outdated=other(outdated, t) if outdated else None, headline=headline(fact.record, t),
        **form_parts(laid_out(text.text, text.blocks, marks), t),
    )  # fmt: skip


def form_parts(parts: list[Part], t: Interface) -> dict[str, Any]:
    """What the form shows whether a fact is corrected or added."""
    return {"parts": parts, "titles": list(titles().values()), **choices(t)}


def other(error: OutdatedError, t: Interface) -> dict[str, Any]:
    """What the other auditor did."""
    return told_of([error.latest], t)[0]
