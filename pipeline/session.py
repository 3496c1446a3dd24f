"""One run: the lock, the working database, the run log, and a publication at the end."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field, replace
from typing import NamedTuple

import duckdb

from pipeline import interrupts
from pipeline.clock import now
from pipeline.extraction import Examiner, Extract
from pipeline.lock import run_lock
from pipeline.publish import publish
from pipeline.settings import Home
from pipeline.store.issues import store_failures, store_issues
from pipeline.store.job import Counts, Job
from pipeline.store.load import extract_stored, load
from pipeline.store.patience import open_patiently
from pipeline.store.runs import save_run, start_run
from pipeline.store.scalar import number
from schemas import Article, Issue, Run, RunState

log = logging.getLogger("bangvang")


class Extractor(NamedTuple):
    """An extractor and its version."""

    extract: Extract
    version: str


@dataclass
class Session:
    """What the steps of a run share. Each call of `load` or `extract` is one transaction."""

    con: duckdb.DuckDBPyConnection
    home: Home
    run: Run
    job: Job
    examiner: Examiner
    counts: Counts = field(default_factory=Counts)
    fetched: int = 0
    failed: int = 0

    def load(self, articles: Sequence[Article]) -> None:
        """Store a batch of articles and their facts."""
        self.counts.add(load(self.job, articles))
        self._keep_failures()

    def extract(self, articles: Sequence[Article], *, again: bool = False) -> None:
        """Extract a batch of stored articles."""
        self.counts.add(extract_stored(replace(self.job, again=again), articles))
        self._keep_failures()

    def report(self, issues: Sequence[Issue], stage: str) -> None:
        """Store issues that a step met."""
        store_issues(self.con, issues, stage, self.run)

    def ended(self, state: RunState, message: str = "") -> Run:
        """The run's row as of now."""
        counted = {name: value for name, value in asdict(self.counts).items() if name in Run.model_fields}
        values = {
            "ended_at": max(now(), self.run.started_at),
            "state": state,
            "message": message,
            "issues": self._issues(),
        }
        return self.run.model_copy(update={**counted, **values, "fetched": self.fetched, "failed": self.failed})

    def _keep_failures(self) -> None:
        self.failed += len(self.examiner.failures)
        store_failures(self.con, self.examiner.failures, self.run)
        self.examiner.failures.clear()

    def _issues(self) -> int:
        query = "SELECT count(*) FROM issue WHERE closed_at IS NULL AND last_seen >= ?"
        return number(self.con, query, [self.run.started_at])


def default_extractor() -> Extractor:
    """The one that this bangvang comes with."""
    from extractors import EXTRACTOR_VERSION, extract  # noqa: PLC0415 - heavy, and not needed to publish or to look

    return Extractor(extract, EXTRACTOR_VERSION)


@contextmanager
def session(home: Home, command: str, extractor: Extractor | None = None) -> Iterator[Session]:
    """Open a run, and when its steps are done, publish and close it.

    Raises LockedError when another run is going on, StorageError when the home cannot be used.
    A run that raises is logged as failed or interrupted; what it stored before stays.
    """
    extractor = extractor or default_extractor()
    home.prepare()
    with run_lock(home.lock), closing(open_patiently(home.work)) as con:
        opened = _open(con, home, command, extractor)
        try:
            with interrupts.kept():
                yield opened
                state = RunState.WARNINGS if opened.failed else RunState.OK
                publish(con, home.published, opened.ended(state))
        except BaseException as error:
            _log_failure(opened, error)
            raise
        save_run(con, opened.ended(state))
        log.debug("run %s (%s) ended %s: %s", opened.run.run_id, command, state.value, opened.counts)


def _open(con: duckdb.DuckDBPyConnection, home: Home, command: str, extractor: Extractor) -> Session:
    run = start_run(con, command, extractor.version)
    log.debug("run %s (%s) started", run.run_id, command)
    examiner = Examiner(extractor.extract, run.started_at)
    job = Job(con, examiner, extractor.version, run.run_id, run.started_at)
    return Session(con, home, run, job, examiner)


def _log_failure(opened: Session, error: BaseException) -> None:
    state = RunState.INTERRUPTED if isinstance(error, KeyboardInterrupt) else RunState.FAILED
    try:
        save_run(opened.con, opened.ended(state, str(error) or type(error).__name__))
    except duckdb.Error as second:  # a full disk, say: the next run will mark this one as interrupted
        log.debug("the end of run %s could not be logged: %s", opened.run.run_id, second)
