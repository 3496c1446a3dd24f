"""One run: the lock, the working database, the run log, and a publication at the end."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict, dataclass, field, replace
from typing import NamedTuple

import duckdb

from pipeline import interrupts
from pipeline.budget import Budget
from pipeline.clock import now
from pipeline.errors import StorageError
from pipeline.extraction import Examiner, Extract, Told
from pipeline.isolation import walled
from pipeline.lock import run_lock
from pipeline.publication import publish_home
from pipeline.refusals import noted
from pipeline.settings import Home
from pipeline.settings_file import read_settings
from pipeline.store.database import UNPACKED
from pipeline.store.issues import store_failures, store_issues
from pipeline.store.job import Counts, Job
from pipeline.store.load import extract_stored, load
from pipeline.store.patience import open_patiently
from pipeline.store.runs import save_run, start_run
from pipeline.store.scalar import number
from schemas import Article, Issue, Run, RunState
from scrapers.issues import issue

log = logging.getLogger("bangvang")


class Extractor(NamedTuple):
    """An extractor and its version."""

    extract: Extract
    version: str


@dataclass
class Session:
    """What the steps of a run share. Each call of `load` or `extract` is one transaction.

    `left` tells in a line each what the run had no time for, `broken` are articles that its extractor failed on,
    `not_stored` addresses of those that could not be stored. After the session `run` is the row as it was logged.
    """

    con: duckdb.DuckDBPyConnection
    home: Home
    run: Run
    job: Job
    examiner: Examiner
    counts: Counts = field(default_factory=Counts)
    fetched: int = 0
    failed: int = 0
    budget: Budget = field(default_factory=Budget)
    left: list[str] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    not_stored: set[str] = field(default_factory=set)

    def load(self, articles: Sequence[Article], told: Sequence[Told] = ()) -> None:
        """Store a batch of articles and their facts, of which other processes may have read some (`told`).

        An article that cannot be stored costs itself only.
        """
        with self.examiner.told_of(articles, told):
            walled(articles, self._load, self._not_stored)

    def extract(self, articles: Sequence[Article], told: Sequence[Told] = (), *, again: bool = False) -> None:
        """Extract a batch of stored articles, of which other processes may have read some (`told`).

        One that fails costs itself only.
        """
        job = replace(self.job, again=again)
        with self.examiner.told_of(articles, told):
            walled(articles, lambda some: self._keep(lambda: extract_stored(job, some)), self._not_extracted)

    def failed_on(self, article: Article, what: str) -> None:
        """Keep an issue for a stored article that another process could not even begin to read."""
        self.examiner.keep(article, what)
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

    def told_left(self) -> str:
        """What there was no time for, as the message of the run; empty when all is done."""
        return f"time used up ({self.budget.told}): {'; '.join(self.left)}" if self.left else ""

    def _load(self, articles: Sequence[Article]) -> None:
        self._keep(lambda: load(self.job, articles))

    def _keep(self, work: Callable[[], Counts]) -> None:
        """Count what was done, and keep what the extractor failed on, once if a batch is done again."""
        self.examiner.failures.clear()
        self.counts.add(work())
        self._keep_failures()

    def _not_stored(self, article: Article, error: Exception) -> None:
        found = issue("page-failed", f"{type(error).__name__}: {str(error)[:300]}", article.url)
        self.failed += 1
        self.not_stored.add(article.url)
        self.report(
            [found.model_copy(update={"page": True, "again": True, "source": article.source})],
            "scrape" if article.source else "ingest",
        )

    def _not_extracted(self, article: Article, error: Exception) -> None:
        self.examiner.fail(article, error)
        self._keep_failures()

    def _keep_failures(self) -> None:
        self.failed += len(self.examiner.failures)
        self.broken.update(article.article_id for article, _ in self.examiner.failures)
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
def session(
    home: Home, command: str, extractor: Extractor | None = None, budget: Budget | None = None
) -> Iterator[Session]:
    """Open a run, and when its steps are done, publish and close it.

    Raises LockedError when another run is going on, StorageError when the home cannot be used; that is noted.
    A run that raises is logged as failed or interrupted; what it stored before stays.
    """
    extractor = extractor or default_extractor()
    with ExitStack() as held:
        with noted(home, command):
            _refuse_to_begin_anew(home, command)
            con = _taken(home, held)
            settings = read_settings(home.settings)
        opened = _open(con, home, command, extractor, budget or Budget())
        try:
            with interrupts.kept():
                yield opened
                state = RunState.WARNINGS if opened.failed or opened.left else RunState.OK
                publish_home(con, home, settings, opened.ended(state, opened.told_left()))
        except BaseException as error:
            _log_failure(opened, error)
            raise
        opened.run = opened.ended(state, opened.told_left())
        save_run(con, opened.run)
        _log_end(opened.run)


def _refuse_to_begin_anew(home: Home, command: str) -> None:
    """A night must not publish an empty file because the working database got lost. A replay gets back what it can."""
    cut_short = any(home.root.glob(f"{UNPACKED}*"))  # a restore, which is told when the database is opened
    if home.published.exists() and not home.work.exists() and command != "replay" and not cut_short:
        raise StorageError(
            f"{home.work}: missing, though there is {home.published}: bring it back with bangvang restore, "
            f"or replay the archive, or move {home.published.parent} away to begin anew"
        )


def _taken(home: Home, held: ExitStack) -> duckdb.DuckDBPyConnection:
    home.prepare()
    held.enter_context(run_lock(home.lock))
    return held.enter_context(closing(open_patiently(home.work)))


def _open(con: duckdb.DuckDBPyConnection, home: Home, command: str, extractor: Extractor, budget: Budget) -> Session:
    run = start_run(con, command, extractor.version)
    told = {"event": "run-started", "command": command}
    log.info("run %s (%s) started", run.run_id, command, extra={"run_id": run.run_id, "fields": told})
    examiner = Examiner(extractor.extract, run.started_at)
    job = Job(con, examiner, extractor.version, run.run_id, run.started_at)
    return Session(con, home, run, job, examiner, budget=budget)


def _log_failure(opened: Session, error: BaseException) -> None:
    state = RunState.INTERRUPTED if isinstance(error, KeyboardInterrupt) else RunState.FAILED
    try:
        opened.run = opened.ended(state, str(error) or type(error).__name__)
        save_run(opened.con, opened.run)
    except duckdb.Error as second:  # a full disk, say: the next run will mark this one as interrupted
        log.debug("the end of run %s could not be logged: %s", opened.run.run_id, second)
    _log_end(opened.run)


def _log_end(run: Run) -> None:
    told = {"event": "run-ended", **run.model_dump(mode="json", exclude={"run_id", "message", "started_at"})}
    log.info("run %s (%s) ended: %s", run.run_id, run.command, run.state.value,
             extra={"run_id": run.run_id, "fields": told})  # fmt: skip
