"""What a request about one fact or one article needs: FastAPI dependencies."""

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from fastapi import Depends, Request

from pipeline.desk.desk import Desk, desk_of
from pipeline.desk.interface import Interface
from pipeline.desk.listing import Filters
from pipeline.desk.people import Viewer, auditor, checked_form
from pipeline.desk.render import language_of
from pipeline.desk.rulings.articles import ArticleShown, load_article
from pipeline.desk.rulings.facts import Fact, load_fact
from pipeline.desk.rulings.place import Place, place_of, sample_of
from pipeline.desk.rulings.sent import Sent, form_of


@dataclass(frozen=True)
class Turn:
    """A request about a fact: the fact as it stands, and where in the queue it is."""

    request: Request
    desk: Desk
    record_id: str

    @cached_property
    def fact(self) -> Fact:
        """Read once, by the thread that answers. Raises NotFoundError for an unknown fact."""
        return load_fact(self.desk, self.record_id)

    @cached_property
    def t(self) -> Interface:
        """The words of the reader's language."""
        return Interface(language_of(self.request))

    @cached_property
    def place(self) -> Place:
        """The facts before and after. Raises FilterError for filters that are none."""
        return place_of(self.request, self.desk, self.record_id)

    def again(self) -> "Turn":
        """The same with the fact as it stands by now."""
        return Turn(self.request, self.desk, self.record_id)


@dataclass(frozen=True)
class Visit:
    """A request about an article; `query` holds the filters of the queue that the auditor came from."""

    request: Request
    desk: Desk
    article: ArticleShown
    query: str

    @cached_property
    def t(self) -> Interface:
        """The words of the reader's language."""
        return Interface(language_of(self.request))

    @property
    def home(self) -> str:
        """The address of the article."""
        return f"/articles/{self.article.article_id}{self.query}"


async def turn_of(request: Request, record_id: str, desk: Annotated[Desk, Depends(desk_of)]) -> Turn:
    """The turn of a request."""
    return Turn(request, desk, record_id)


def visit_of(request: Request, article_id: str, desk: Annotated[Desk, Depends(desk_of)]) -> Visit:
    """The visit of a request. Raises NotFoundError for an unknown article, FilterError as Filters."""
    told = Filters.of(request.query_params).query(sample=sample_of(request))
    return Visit(request, desk, load_article(desk.published, article_id), f"?{told}" if told else "")


FactTurn = Annotated[Turn, Depends(turn_of)]
ArticleVisit = Annotated[Visit, Depends(visit_of)]
Auditor = Annotated[Viewer, Depends(auditor)]
Form = Annotated[Sent, Depends(form_of)]
CHECKED = [Depends(checked_form)]
