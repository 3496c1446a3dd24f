"""The exit codes of every command. `bangvang --help` shows this table."""

from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ended, for cron, systemd and scripts. 70 is EX_SOFTWARE of sysexits.h; signals are 128 + number."""

    OK = 0
    SOME_FAILED = 1
    USAGE = 2
    LOCKED = 3
    STORAGE = 4
    BUG = 70
    INTERRUPTED = 130
    TERMINATED = 143


MEANINGS: dict[ExitCode, str] = {
    ExitCode.OK: "done; oddities, if any, are rows of the issue table",
    ExitCode.SOME_FAILED: "done with warnings: some input failed, or the time was used up",
    ExitCode.USAGE: "wrong usage: an option, an argument, the settings or the SQL",
    ExitCode.LOCKED: "another run is going on",
    ExitCode.STORAGE: "storage trouble: database unreadable, folder not writable, disk full",
    ExitCode.BUG: "a fault of bangvang itself; the log file has its traceback",
    ExitCode.INTERRUPTED: "stopped by Ctrl-C; nothing half-written",
    ExitCode.TERMINATED: "stopped by SIGTERM, as systemd does; nothing half-written",
}


def epilog() -> str:
    """The table of exit codes as the last lines of `--help`."""
    return "\n".join(["Exit codes:", *(f"{code.value:>5} {meaning}" for code, meaning in MEANINGS.items())])
