"""Asking the published file with a reader's SQL."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.desk.box.limits import AT_ONCE, GRACE, LONGEST_SQL, SECONDS, SHOWN
from pipeline.errors import UsageError

ROOT = Path(__file__).resolve().parents[3]
COMMAND = (sys.executable, "-m", "pipeline.desk.box.worker")
SLOTS = threading.BoundedSemaphore(AT_ONCE)
KEPT = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "TZ")  # of the environment: it may hold the password of a mail server


@dataclass(frozen=True)
class Found:
    """What a query gave. `problem` is a key of the words of the interface, or `error` what DuckDB says of the SQL."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[object, ...], ...] = ()
    more: bool = False
    problem: str = ""
    error: str = ""


def ask(path: Path, sql: str, rows: int = SHOWN, *, cut: bool = True, seconds: float = SECONDS) -> Found:
    """Run one query; what is wrong with it is part of the answer. Raises UsageError when it is too long."""
    with asked(path, sql, rows, cut=cut, seconds=seconds) as found:
        return found


@contextmanager
def asked(path: Path, sql: str, rows: int = SHOWN, *, cut: bool = True, seconds: float = SECONDS) -> Iterator[Found]:
    """As `ask`; the query counts as running for as long as the block does, which makes the answer of its rows."""
    if len(sql) > LONGEST_SQL:
        raise UsageError(f"a query has at most {LONGEST_SQL} characters")
    if not SLOTS.acquire(blocking=False):
        yield Found(problem="sql.busy")
        return
    try:
        yield _answered(
            {"path": str(path.resolve()), "sql": sql, "rows": rows, "cut": cut, "seconds": seconds}, seconds
        )
    finally:
        SLOTS.release()


def _answered(question: dict[str, object], seconds: float) -> Found:
    env = {name: os.environ[name] for name in KEPT if name in os.environ} | {"PYTHONUTF8": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            COMMAND, input=json.dumps(question), capture_output=True, encoding="utf-8", cwd=ROOT, env=env,
            timeout=seconds + GRACE, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return Found(problem="sql.time")
    if done.returncode != 0:  # the system ended it
        return Found(problem="sql.memory")
    told = json.loads(done.stdout)
    if "error" in told or "failed" in told:
        return Found(error=told.get("error", ""), problem=f"sql.{told['failed']}" if "failed" in told else "")
    return Found(tuple(told["columns"]), tuple(map(tuple, told["rows"])), told["more"])
