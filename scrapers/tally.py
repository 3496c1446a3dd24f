"""Counting what a visit to a source finds."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from schemas import Article, Source, Visit
from scrapers.errors import FetchError, UnreadableInput
from scrapers.families import GENERIC

HANOI = timedelta(hours=7)  # sites print the day of Vietnam
LEAST_BODY = 200  # characters below title and dateline that make a text


class Tally:
    """The counts of one visit, as they grow."""

    def __init__(self, source: Source) -> None:
        self._source = source.name
        self._started = datetime.now(UTC)
        self.counts: Counter[str] = Counter()
        self._layouts: Counter[str] = Counter()
        self._newest: date | None = None

    def add(self, article: Article) -> None:
        """Count a new article; an attached file, which seldom prints a date, by itself."""
        self.counts["articles" if article.attached_to is None else "documents"] += 1
        if article.attached_to is not None:
            return
        self._layouts[article.layout or GENERIC] += 1
        body = len(article.text) - len(article.title or "")
        self.counts["with_title"] += article.title is not None
        self.counts["with_body"] += body >= LEAST_BODY
        if article.published is None:
            return
        self.counts["with_date"] += 1
        self.counts["dated_today"] += article.published >= (self._started + HANOI).date()
        self._newest = max(article.published, self._newest or article.published)

    def fail(self, error: FetchError | UnreadableInput) -> None:
        """Count a page that was not read; one that may be had another night is left for the next visit."""
        self.counts.update(failed=1, left=int(isinstance(error, FetchError) and error.tomorrow))

    def cut_short(self) -> bool:
        """Mark a visit that had no time to go on as one to go on with; False when it had not even begun."""
        self.counts["left"] = max(self.counts["left"], 1)
        return self.counts["requests"] > 0

    def broken(self) -> Visit:
        """The visit that a fault of ours has broken off: the next one goes on behind what is stored."""
        self.counts.update(failed=1, left=1)
        return self.visit()

    def visit(self) -> Visit:
        """What was counted up to now."""
        return Visit(
            source=self._source,
            started_at=self._started.replace(tzinfo=None),
            ended_at=datetime.now(UTC).replace(tzinfo=None),
            newest=self._newest,
            layouts=dict(self._layouts),
            **{name: count for name, count in self.counts.items() if name in Visit.model_fields},
        )
