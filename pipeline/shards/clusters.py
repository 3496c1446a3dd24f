"""The workers of a Dask cluster, who read the parts on other machines."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from pipeline.errors import PipelineError, UsageError
from pipeline.shards.pools import Promise
from pipeline.shards.version import READER
from pipeline.shards.work import Task, do

if TYPE_CHECKING:
    from distributed import Client, Future

T = TypeVar("T")

PATIENCE = 15  # seconds for a scheduler to answer, and between looks whether anybody works

log = logging.getLogger("bangvang")


class _Waiting:
    """What a cluster works out; that nobody is there to do it is told, for workers may be on their way."""

    def __init__(self, client: "Client", promise: "Future[None]") -> None:
        self._client = client
        self._promise = promise

    def result(self) -> None:
        while True:
            try:
                self._promise.result(timeout=PATIENCE)
            except TimeoutError:
                if self._promise.status != "pending":
                    raise
                if not self._client.nthreads():  # type: ignore[no-untyped-call]
                    log.warning("the cluster has no workers left; start some, or stop this command (Ctrl-C)")
            else:
                return


class Cluster:
    """The workers of a Dask cluster (https://distributed.dask.org); a task whose worker died goes to another."""

    die_together = False

    def __init__(self, client: "Client") -> None:
        from distributed import KilledWorker  # noqa: PLC0415 - an optional extra, and slow to import

        self._client = client
        self.size = max(1, sum(client.nthreads().values()))  # type: ignore[no-untyped-call]
        self.deaths: tuple[type[Exception], ...] = (KilledWorker,)

    def submit(self, task: Task) -> Promise:
        """Begin a task."""
        return _Waiting(self._client, self._client.submit(do, task, pure=False))

    def mend(self) -> None:
        """The nannies of the workers do."""

    def check(self) -> None:
        """Raises PipelineError when the scheduler is gone."""
        if self._client.status != "running":
            raise PipelineError("the Dask scheduler is gone; start it and this command again, what is read stays read")

    def ask(self, what: Callable[[], T]) -> dict[str, T]:
        """What each worker answers, by its address."""
        answers: dict[str, T] = self._client.run(what)
        return answers


@contextmanager
def cluster(address: str, version: str) -> Iterator[Cluster]:
    """The workers at `address` until the block ends.

    Raises UsageError when Dask is not installed or nobody answers, PipelineError for workers of another version.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        raise UsageError('--cluster needs Dask: pip install "bangvang[cluster]"') from error
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except Exception as error:  # whatever else answers there: what it sends may be taken for any message
        raise UsageError(f"{address}: no Dask scheduler answers there; start one with: dask scheduler") from error
    with client:
        workers = Cluster(client)
        _refuse_others(workers, version)
        yield workers


def _refuse_others(workers: Cluster, version: str) -> None:
    try:
        found = workers.ask(_version)
    except Exception as error:
        raise PipelineError(f"the workers cannot run bangvang ({_line(error)}): install it on all of them") from error
    if not found:
        raise PipelineError("the cluster has no workers; start some with: dask worker ADDRESS --nthreads 1")
    ours = _told(version)
    for worker, theirs in found.items():
        if theirs != ours:
            raise PipelineError(f"{worker} has {theirs}, this machine {ours}: install the same bangvang on all")


def _line(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:120]}"


def _version() -> str:
    from extractors import EXTRACTOR_VERSION  # noqa: PLC0415 - runs on a worker

    return _told(EXTRACTOR_VERSION)


def _told(version: str) -> str:
    return f"extractor {version}, reader {READER}"
