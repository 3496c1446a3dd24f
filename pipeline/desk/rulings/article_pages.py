"""The page of an article and the form for a fact that was missed, whatever came of what was asked."""

from fastapi.responses import Response

from pipeline.desk.render import page
from pipeline.desk.rulings import acts
from pipeline.desk.rulings.fact_pages import form_parts
from pipeline.desk.rulings.facts import Fact, load_facts
from pipeline.desk.rulings.form import Typed
from pipeline.desk.rulings.history import told_of
from pipeline.desk.rulings.original import snapshots
from pipeline.desk.rulings.place import sample_of
from pipeline.desk.rulings.turn import Visit
from pipeline.desk.rulings.view import headline
from pipeline.desk.text import Part, laid_out
from pipeline.explain.marks import marks_of


def article_page(visit: Visit, status: int = 200, problem: str | None = None) -> Response:
    """The article with all its facts marked and numbered."""
    desk, article, t = visit.desk, visit.article, visit.t
    facts = load_facts(desk, article)
    checked, seen = acts.checked_by(desk, article)
    return page(
        visit.request, "articles/article.html", status, article=article, query=visit.query, problem=problem,
        sample=sample_of(visit.request),
        facts=list(enumerate(facts, 1)), parts=_parts(visit, facts), headline=lambda record: headline(record, t),
        open=sum(acts.is_open(fact) for fact in facts), checked=checked, seen=seen,
        log=told_of(desk.reviews.of_subject(article.article_id), t), snapshots=snapshots(desk.published, article),
    )  # fmt: skip


def form_page(visit: Visit, typed: Typed, status: int = 200) -> Response:
    """The form of a fact that was missed."""
    return page(
        visit.request, "facts/form.html", status, fact=None, article=visit.article, typed=typed, seen=0, headline="",
        text=visit.article.now, outdated=None, back=visit.home,
        action=f"/articles/{visit.article.article_id}/add{visit.query}",
        **form_parts(_parts(visit, load_facts(visit.desk, visit.article)), visit.t),
    )  # fmt: skip


def _parts(visit: Visit, facts: list[Fact]) -> list[Part]:
    """The text with the facts that hold and stand in it, under their numbers."""
    shown = [(n, fact.record) for n, fact in enumerate(facts, 1) if fact.stands and not fact.is_withdrawn]
    text = visit.article.now
    return laid_out(text.text, text.blocks, marks_of(shown, []))
