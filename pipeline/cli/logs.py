"""Where log records go: one line each on standard error, everything with tracebacks in the log file."""

import json
import logging
import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler

import typer

from pipeline.cli.options import LogFormat
from pipeline.complaints import Told
from pipeline.errors import UsageError
from pipeline.exit_codes import ExitCode
from pipeline.settings import LOG_FORMAT_VARIABLE, Home

log = logging.getLogger("bangvang")


class OneLine(logging.Formatter):
    """The message alone, for people; what went wrong inside is for the log file."""

    def format(self, record: logging.LogRecord) -> str:
        """`bangvang: message` of what a command says, `time LEVEL message` of the rest."""
        if hasattr(record, "said"):
            return f"bangvang: {record.getMessage()}"
        return f"{self.formatTime(record)} {record.levelname} {record.getMessage()}"


class JsonLine(logging.Formatter):
    """One JSON object, for journals and collectors; once a run has begun, each names it."""

    def __init__(self) -> None:
        super().__init__()
        self._run: dict[str, object] = {}

    def format(self, record: logging.LogRecord) -> str:
        """Time with its zone, level, message, and the parts of what is told."""
        if hasattr(record, "run_id"):
            self._run = {"run_id": record.run_id}
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
            **self._run,
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[1]:
            told["error"] = f"{type(record.exc_info[1]).__name__}: {record.exc_info[1]}"
        return json.dumps(told, ensure_ascii=False, default=str)


class Shown(logging.Handler):
    """Standard error as it is at that moment: a progress bar puts itself in its place."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record as a line."""
        if getattr(record, "for_file", False):
            return
        try:
            typer.echo(self.format(record), err=True)
        except OSError:  # nobody reads, or the disk is full
            self.handleError(record)


class Kept(RotatingFileHandler):
    """The log file; `broken` once something could not be written."""

    broken = False

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the base class calls it so
        """The run goes on without its log."""
        self.broken = True


def log_to(home: Home, wanted: LogFormat | None = None, *, for_programs: bool = False) -> None:
    """Send the log to standard error (warnings only on a terminal) and to the home's log file, until `stop`.

    What is wanted, else the environment's wish, else `auto`: text, but JSON for a command that is `for_programs` where
    standard error is no terminal. Raises UsageError when the environment wishes for what there is not.
    """
    stop()
    wanted, terminal = wanted or _of_environment(), sys.stderr.isatty()
    as_json = wanted is LogFormat.JSON or (wanted is LogFormat.AUTO and for_programs and not terminal)
    shown = Shown(logging.WARNING if terminal and not as_json else logging.INFO)
    shown.setFormatter(JsonLine() if as_json else OneLine())
    if not as_json:
        shown.addFilter(lambda record: not hasattr(record, "run_id"))  # who started a run knows that it began
    kept = Kept(home.log, maxBytes=5_000_000, backupCount=3, encoding="utf-8", delay=True)
    kept.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.handlers[:] = [shown, kept]
    log.setLevel(logging.DEBUG)
    log.propagate = False
    if as_json:  # what libraries warn of is a line of ours too
        logging.captureWarnings(True)
        for handler in log.handlers:
            logging.getLogger().addHandler(handler)


def _of_environment() -> LogFormat:
    wished = os.environ.get(LOG_FORMAT_VARIABLE) or LogFormat.AUTO.value
    try:
        return LogFormat(wished)
    except ValueError:
        raise UsageError(f"{LOG_FORMAT_VARIABLE}: {wished} is none of {', '.join(LogFormat)}") from None


def stop() -> None:
    """Close the log of a command."""
    logging.captureWarnings(False)
    for handler in log.handlers[:]:
        log.removeHandler(handler)
        logging.getLogger().removeHandler(handler)
        with suppress(OSError):  # a full disk: what is not written yet stays so
            handler.close()
    log.propagate = True


def complain(line: str) -> None:
    """Tell what is odd in one line, on standard error and in the log file."""
    fields = line.fields if isinstance(line, Told) else {}
    _say(line, logging.ERROR if fields.get("severity") == "error" else logging.WARNING, fields)


def fail(line: str, code: ExitCode) -> None:
    """The last line of a command that fails."""
    _say(line, logging.ERROR, {"event": "failed", "exit_code": code.value})


def file() -> str | None:
    """The log file of the command that runs, if it has one."""
    return next((handler.baseFilename for handler in log.handlers if isinstance(handler, Kept)), None)


def kept(error: BaseException) -> bool:
    """Put the traceback of `error` into the log file; False when that cannot be done."""
    log.critical("a fault of bangvang itself", exc_info=error, extra={"for_file": True})
    return not any(handler.broken for handler in log.handlers if isinstance(handler, Kept))


def _say(line: str, level: int, fields: dict[str, object]) -> None:
    if log.handlers:
        log.log(level, "%s", line, extra={"said": True, "fields": fields})
    else:
        typer.echo(f"bangvang: {line}", err=True)
