"""The articles of a source that wait to be read: each once, by its identity, and none that is stored."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from schemas import Api, Source
from scrapers.discover.identity import article_id

# The ids among those given that are stored already.
Known = Callable[[Sequence[str]], set[str]]


class Waiting(NamedTuple):
    """An article to read: its address; the page that it is attached to; its JSON, when that is what is read."""

    url: str
    attached_to: str | None = None
    json_url: str | None = None
    api: Api | None = None


class Offered(NamedTuple):
    """How many of the addresses of one page were new, and how many were stored already."""

    new: int
    stored: int


class Frontier:
    """A queue of new addresses."""

    def __init__(self, source: Source, known: Known) -> None:
        self._source = source
        self._known = known
        self._queue: deque[Waiting] = deque()
        self._seen: set[str] = set()
        self.stored = 0

    def __len__(self) -> int:
        return len(self._queue)

    @property
    def seen(self) -> int:
        """How many different articles were offered."""
        return len(self._seen)

    @property
    def has_file(self) -> bool:
        """Whether the next one is a file of an article that was just read."""
        return bool(self._queue) and self._queue[0].attached_to is not None

    def offer(self, waiting: Iterable[Waiting]) -> Offered:
        """Queue what is neither stored nor offered before."""
        new, stored = self._sifted(waiting)
        self._queue.extend(new)
        return Offered(len(new), stored)

    def offer_files(self, waiting: Iterable[Waiting]) -> None:
        """Put files of an article that was read before all that waits: no other visit will meet them."""
        self._queue.extendleft(reversed(self._sifted(waiting)[0]))

    def _sifted(self, waiting: Iterable[Waiting]) -> tuple[list[Waiting], int]:
        """Those that are neither stored nor offered before, and how many are stored."""
        fresh: dict[str, Waiting] = {}
        for one in waiting:
            key = article_id(one.url, self._source)
            if key not in self._seen:
                fresh.setdefault(key, one)
        self._seen.update(fresh)
        stored = self._known(list(fresh)) if fresh else set()
        self.stored += len(stored)
        return [one for key, one in fresh.items() if key not in stored], len(stored)

    def next(self) -> Waiting:
        """The address whose turn it is. Raises IndexError when none waits."""
        return self._queue.popleft()
