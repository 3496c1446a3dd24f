"""What there is to tell at the end of a run."""

import logging
from contextlib import closing
from typing import NamedTuple

import duckdb

from pipeline.errors import PipelineError
from pipeline.exit_codes import ExitCode
from pipeline.settings import Home
from pipeline.store.database import look_into_work
from schemas import Run

log = logging.getLogger("bangvang")

WORST = 10  # issues that are told one by one

STATES = {
    ExitCode.OK: "ok",
    ExitCode.SOME_FAILED: "warnings",
    ExitCode.LOCKED: "refused",
    ExitCode.INTERRUPTED: "interrupted",
    ExitCode.TERMINATED: "interrupted",
}


class Trouble(NamedTuple):
    """One open issue."""

    severity: str
    code: str
    subject: str
    message: str


class RunEnd(NamedTuple):
    """How a run ended; without a `run` it could not begin."""

    home: Home
    command: str
    code: ExitCode
    message: str
    run: Run | None = None
    worst: tuple[Trouble, ...] = ()

    @property
    def state(self) -> str:
        """`ok`, `warnings`, `failed`, `interrupted`, or `refused` when another run was going on."""
        return STATES.get(self.code, "failed")

    @property
    def is_failure(self) -> bool:
        """Whether the night's work was not done."""
        return self.code not in (ExitCode.OK, ExitCode.SOME_FAILED)

    def with_worst(self) -> "RunEnd":
        """The same with the worst issues that the run met, errors first; none when they cannot be read."""
        if self.run is None:
            return self
        query = """
            SELECT severity, code, subject, message FROM issue WHERE closed_at IS NULL AND last_seen >= ?
            ORDER BY severity <> 'error', code, subject LIMIT ?"""
        try:
            with closing(look_into_work(self.home.work)) as con:
                rows = con.execute(query, [self.run.started_at, WORST]).fetchall()
        except (PipelineError, duckdb.Error) as error:
            log.debug("the issues of the run cannot be read: %s", error)
            return self
        return self._replace(worst=tuple(Trouble(*row) for row in rows))
