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
    stored: bool = False  # looked at once more


class Offered(NamedTuple):
    """How many of the addresses of one page are new, met on another page or not, and how many were stored before."""

    new: int
    stored: int


class Frontier:
    """A queue of new addresses."""

    def __init__(self, source: Source, known: Known, settled: frozenset[str] = frozenset()) -> None:
        self._source = source
        self._known = known
        self._settled = settled
        self._queue: deque[Waiting] = deque()
        self._seen: set[str] = set()
        self._stored: set[str] = set()

    def __len__(self) -> int:
        return len(self._queue)

    @property
    def seen(self) -> int:
        """How many different articles were offered."""
        return len(self._seen)

    @property
    def stored(self) -> int:
        """How many of those are stored, or settled."""
        return len(self._stored)

    @property
    def has_file(self) -> bool:
        """Whether the next one is a file of an article that was just read."""
        return bool(self._queue) and self._queue[0].attached_to is not None

    def offer(self, waiting: Iterable[Waiting]) -> Offered:
        """Queue what is neither stored nor offered before."""
        keyed = self._keyed(waiting)
        self._queue.extend(self._fresh(keyed))
        stored = len(keyed.keys() & self._stored)
        return Offered(len(keyed) - stored, stored)

    def offer_files(self, waiting: Iterable[Waiting]) -> None:
        """Put files of an article that was read before all that waits: no other visit will meet them."""
        self._queue.extendleft(reversed(self._fresh(self._keyed(waiting))))

    def _keyed(self, waiting: Iterable[Waiting]) -> dict[str, Waiting]:
        keyed: dict[str, Waiting] = {}
        for one in waiting:
            keyed.setdefault(article_id(one.url, self._source), one)
        return keyed

    def _fresh(self, keyed: dict[str, Waiting]) -> list[Waiting]:
        """Those that are neither stored nor offered before."""
        fresh = [key for key in keyed if key not in self._seen]
        self._seen.update(fresh)
        self._stored |= (self._known(fresh) if fresh else set()) | self._settled.intersection(fresh)
        return [keyed[key] for key in fresh if key not in self._stored]

    def next(self) -> Waiting:
        """The address whose turn it is. Raises IndexError when none waits."""
        return self._queue.popleft()
