"""`bangvang publish`, started from the desk: one at a time, in a process of its own."""

import subprocess
import sys
import threading
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pipeline.clock import now
from pipeline.errors import LockedError
from pipeline.exit_codes import ExitCode
from pipeline.settings import Home

PROGRAM = (sys.executable, "-c", "from pipeline.cli import main; main()")
LONGEST = 500  # characters of what went wrong


class State(StrEnum):
    """How far it has come."""

    IDLE = "idle"
    RUNNING = "running"
    DONE = "done"
    LOCKED = "locked"
    FAILED = "failed"


@dataclass(frozen=True)
class Publication:
    """The last one that the desk started."""

    state: State = State.IDLE
    by: str = ""
    began: datetime | None = None
    ended: datetime | None = None
    said: str = ""


class Publisher:
    """Knows the publication of one desk; what others start is known by its lock."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._lock = threading.Lock()
        self._last = Publication()

    @property
    def last(self) -> Publication:
        """How it is now."""
        return self._last

    def start(self, by: str) -> None:
        """Begin one, which goes on when the desk ends meanwhile. Raises LockedError when one is going on."""
        with self._lock:
            if self._last.state is State.RUNNING:
                raise LockedError("a publication is going on already")
            self._last = Publication(State.RUNNING, by, now())
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        state, said = State.FAILED, ""
        try:
            done = subprocess.run(  # noqa: S603 - our own program
                [*PROGRAM, "publish", "--home", str(self._home.root.resolve())], stdin=subprocess.DEVNULL,
                capture_output=True, encoding="utf-8", errors="replace", start_new_session=True, check=False,
            )  # fmt: skip
            state, said = _state(done.returncode), _last_line(done.stderr)
        except OSError as error:
            said = str(error)
        finally:
            last = self._last
            self._last = Publication(state, last.by, last.began, now(), "" if state is State.DONE else said)


def _state(code: int) -> State:
    return {ExitCode.OK.value: State.DONE, ExitCode.LOCKED.value: State.LOCKED}.get(code, State.FAILED)


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1][:LONGEST] if lines else ""
