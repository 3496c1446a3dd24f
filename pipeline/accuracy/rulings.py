"""The log of reviews as accuracy reads it: kept in memory, by what it is about, and only what is new is read."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from threading import Lock

from pipeline.reviews import ReviewStore
from pipeline.reviews.standing import checked, in_force, latest
from schemas import Act, Logged


class Rulings:
    """What was done to each record and each article. Safe to be used from many threads."""

    def __init__(self, store: ReviewStore) -> None:
        self._store = store
        self._lock = Lock()
        self._number = 0
        self._of_subject: dict[str, list[Logged]] = defaultdict(list)
        self._articles: dict[str, set[str]] = defaultdict(set)

    def refresh(self) -> "Rulings":
        """Take in what was appended since the last look."""
        with self._lock:
            if self._store.last_number() != self._number:
                for one in self._store.since(self._number):
                    self._take(one)
        return self

    def on(self, subjects: Iterable[str]) -> Logged | None:
        """The ruling in force on a record, by all the ids that it had."""
        log = [one for subject in set(subjects) for one in self._of_subject.get(subject, ())]
        return latest(log)

    def was_added(self, subject: str) -> bool:
        """Whether it was an auditor who told this fact first."""
        return any(one.review.act is Act.ADDED for one in self._of_subject.get(subject, ()))

    def checked(self) -> list[Logged]:
        """For each article that is fully checked, the review that says so."""
        log = [one for article in self._articles if article in self._of_subject for one in self._of_subject[article]]
        return sorted(checked(log).values(), key=lambda one: one.number)

    def of_article(self, article_id: str) -> list[Logged]:
        """The rulings in force on the records of an article, in order."""
        log = [one for subject in self._articles.get(article_id, ()) for one in self._of_subject[subject]]
        return sorted(in_force(log).values(), key=lambda one: one.number)

    def articles(self) -> list[str]:
        """The articles in which anything was ruled on."""
        return sorted(self._articles)

    def _take(self, one: Logged) -> None:
        self._number = one.number
        self._of_subject[one.review.subject].append(one)
        self._articles[one.review.article_id].add(one.review.subject)


@cache
def rulings_of(path: Path) -> Rulings:
    """The rulings in the log at `path`: one object a process."""
    return Rulings(ReviewStore(path))
