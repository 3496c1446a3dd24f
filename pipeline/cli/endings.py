"""How a command ends: each error as an exit code and one line."""

import errno
import sys
from typing import NamedTuple

import typer

from pipeline import interrupts
from pipeline.errors import PipelineError, StorageError, UsageError
from pipeline.exit_codes import ExitCode

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
UNWRITABLE = {errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.ENOTDIR, errno.EISDIR, errno.EEXIST}


class Ending(NamedTuple):
    """The exit code of a command, and its last line."""

    code: ExitCode
    message: str


def ending_of(error: BaseException) -> Ending:
    """What the command that `error` ended tells; what is not foreseen is a fault of ours."""
    if isinstance(error, typer.Exit):
        return Ending(ExitCode(error.exit_code), "")
    if isinstance(error, KeyboardInterrupt):
        return Ending(ExitCode(interrupts.exit_code()), interrupts.MESSAGE)
    if isinstance(error, BrokenPipeError):  # who read our output went away, and nothing is wrong
        return Ending(ExitCode.OK, "")
    known = _known(error)
    if known is None:
        said = " ".join(f"{type(error).__name__}: {error}".split())
        return Ending(ExitCode.BUG, f"a fault of bangvang itself: {said[:300]}")
    return Ending(known.exit_code, " ".join(str(known).split()))


def _known(error: BaseException) -> PipelineError | None:
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
