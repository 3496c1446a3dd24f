"""Errors that a user sees as one line: what, where, what to do."""

from pipeline.exit_codes import ExitCode


class PipelineError(Exception):
    """Ends a command with its message on standard error and its exit code; never with a traceback."""

    exit_code: ExitCode = ExitCode.SOME_FAILED


class UsageError(PipelineError):
    """The user asked for something that cannot be asked for."""

    exit_code = ExitCode.USAGE


class LockedError(PipelineError):
    """Another process is working on the same files."""

    exit_code = ExitCode.LOCKED


class StorageError(PipelineError):
    """A database or folder cannot be read or written."""

    exit_code = ExitCode.STORAGE
