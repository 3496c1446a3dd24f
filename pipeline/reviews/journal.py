"""The log of reviews as it is looked through: newest first, a page at a time, by person, act and subject."""

from collections.abc import Iterator

from pydantic import Field

from pipeline.reviews.store import ReviewStore
from schemas import RULINGS, Act, Logged, Review
from schemas.base import Model

PAGE = 50
CHUNK = 1_000
# What changes what is published.
WAITING = (*RULINGS, Act.UNDONE)


class Wanted(Model):
    """Which reviews; nothing stands for all."""

    reviewer: str = Field(default="", max_length=200)
    act: Act | None = None
    subject: str = Field(default="", max_length=200, description="id of a record or an article")

    def where(self) -> tuple[str, list[object]]:
        """Condition and values."""
        given = {"reviewer = ?": self.reviewer, "act = ?": self.act and self.act.value}
        parts = {sql: value for sql, value in given.items() if value}
        values: list[object] = list(parts.values())
        if self.subject:
            parts["(subject = ? OR article_id = ?)"] = self.subject
            values += [self.subject] * 2
        return " AND ".join(parts) or "true", values


def reviews(store: ReviewStore, wanted: Wanted, offset: int = 0, limit: int = PAGE) -> list[Logged]:
    """One page, the newest first."""
    where, values = wanted.where()
    numbers = f"SELECT number FROM review WHERE {where} ORDER BY number DESC LIMIT ? OFFSET ?"  # noqa: S608 - ours
    query = f"SELECT number, review FROM review WHERE number IN ({numbers}) ORDER BY number DESC"  # noqa: S608 - ours
    return [_logged(*row) for row in store.rows(query, [*values, limit, offset])]


def each(store: ReviewStore, wanted: Wanted) -> Iterator[Logged]:
    """All of them, the oldest first, a chunk in memory at a time."""
    where, values = wanted.where()
    query = f"SELECT number, review FROM review WHERE number > ? AND {where} ORDER BY number LIMIT {CHUNK}"  # noqa: S608
    last = 0
    while found := store.rows(query, [last, *values]):
        last = found[-1][0]
        yield from (_logged(*row) for row in found)


def total(store: ReviewStore, wanted: Wanted) -> int:
    """How many there are."""
    where, values = wanted.where()
    found = store.rows(f"SELECT count(*) FROM review WHERE {where}", values)  # noqa: S608 - ours
    return int(found[0][0]) if found else 0


def reviewers(store: ReviewStore) -> list[str]:
    """Who reviewed, by name."""
    return [name for (name,) in store.rows("SELECT DISTINCT reviewer FROM review ORDER BY 1")]


def waiting(store: ReviewStore, published: int) -> int:
    """How many reviews after that number change what the next publication says."""
    marks = ", ".join("?" * len(WAITING))
    query = f"SELECT count(*) FROM review WHERE number > ? AND act IN ({marks})"  # noqa: S608 - ours
    found = store.rows(query, [published, *(act.value for act in WAITING)])
    return int(found[0][0]) if found else 0


def _logged(number: int, review: str) -> Logged:
    return Logged(number=number, review=Review.model_validate_json(review))
