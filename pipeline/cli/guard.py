"""Every command runs inside `guarded`: errors become one line and a documented exit code."""

import errno
import functools
import os
import sys
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import typer

from pipeline import interrupts
from pipeline.errors import PipelineError, StorageError, UsageError
from pipeline.exit_codes import ExitCode

P = ParamSpec("P")
R = TypeVar("R")

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
UNWRITABLE = {errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.ENOTDIR, errno.EISDIR, errno.EEXIST}


def guarded(command: Callable[P, R]) -> Callable[P, R]:
    """`command` with its errors shown as one line on standard error; a bug in our code keeps its traceback."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            with interrupts.listening(), interrupts.kept():
                result = command(*args, **kwargs)
                sys.stdout.flush()
        except BrokenPipeError as error:
            raise _quiet_exit() from error
        except KeyboardInterrupt as error:
            raise _exit(interrupts.MESSAGE, ExitCode.INTERRUPTED) from error
        except Exception as error:
            known = _known(error)
            if known is None:
                raise
            raise _exit(str(known), known.exit_code) from error
        return result

    return run


def _known(error: Exception) -> PipelineError | None:
    """`error` as one that a user can act on; None for what is not foreseen."""
    if isinstance(error, PipelineError):
        return error
    if isinstance(error, OSError):
        return _storage_error(error)
    data, duckdb = sys.modules.get("data"), sys.modules.get("duckdb")
    if data is not None and isinstance(error, data.DataError):
        return UsageError(str(error))
    if duckdb is not None and isinstance(error, duckdb.Error):
        from pipeline.store.errors import explained  # noqa: PLC0415 - only when DuckDB is loaded

        return explained(error)
    return None


def _storage_error(error: OSError) -> StorageError | None:
    where = f"{error.filename}: " if error.filename else ""
    if error.errno in FULL:
        return StorageError(f"{where}{error.strerror}; free some space and start again, what was done is kept")
    if error.errno in UNWRITABLE:
        return StorageError(f"{where}{error.strerror}; check the path and its permissions")
    return None


def _exit(message: str, code: ExitCode) -> typer.Exit:
    typer.echo(f"bangvang: {' '.join(message.split())}", err=True)
    return typer.Exit(code.value)


def _quiet_exit() -> typer.Exit:
    """The reader of our output went away (`| head`): nothing more can be written, and nothing is wrong."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return typer.Exit(ExitCode.OK.value)
