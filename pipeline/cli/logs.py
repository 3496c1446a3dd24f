"""Where log records go: one line each on standard error, everything with tracebacks in the log file."""

import logging
import sys
from logging.handlers import RotatingFileHandler

from pipeline.settings import Home


class OneLine(logging.Formatter):
    """The message alone; what went wrong inside is for the log file."""

    def format(self, record: logging.LogRecord) -> str:
        """`time LEVEL message`."""
        return f"{self.formatTime(record)} {record.levelname} {record.getMessage()}"


def log_to(home: Home) -> None:
    """Send the log to standard error (warnings only on a terminal) and to the home's log file."""
    logging.raiseExceptions = False  # a full disk must not turn each log line into a traceback
    shown = logging.StreamHandler(sys.stderr)
    shown.setLevel(logging.WARNING if sys.stderr.isatty() else logging.INFO)
    shown.setFormatter(OneLine())
    kept = RotatingFileHandler(home.log, maxBytes=5_000_000, backupCount=3, encoding="utf-8", delay=True)
    kept.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger = logging.getLogger("bangvang")
    logger.handlers[:] = [shown, kept]
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
