"""The exit codes of every command. `bangvang --help` shows this table."""

from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ended, for cron, systemd and scripts."""

    OK = 0
    SOME_FAILED = 1
    USAGE = 2
    LOCKED = 3
    STORAGE = 4
    INTERRUPTED = 130


MEANINGS: dict[ExitCode, str] = {
    ExitCode.OK: "done; oddities, if any, are rows of the issue table",
    ExitCode.SOME_FAILED: "some input could not be read or fetched; the rest is done",
    ExitCode.USAGE: "wrong usage: an option, an argument or the SQL",
    ExitCode.LOCKED: "another run is going on",
    ExitCode.STORAGE: "storage trouble: database unreadable, folder not writable, disk full",
    ExitCode.INTERRUPTED: "stopped by Ctrl-C; nothing half-written",
}


def epilog() -> str:
    """The table of exit codes as the last lines of `--help`."""
    return "\n".join(["Exit codes:", *(f"{code.value:>5} {meaning}" for code, meaning in MEANINGS.items())])
