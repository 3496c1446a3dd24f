"""Every command runs inside `guarded`: errors become one line and a documented exit code."""

import functools
import os
import sys
import traceback
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import typer

from pipeline import interrupts
from pipeline.cli import logs
from pipeline.cli.endings import ending_of
from pipeline.exit_codes import ExitCode

P = ParamSpec("P")
R = TypeVar("R")


def guarded(command: Callable[P, R]) -> Callable[P, R]:
    """`command` with its errors shown as one line on standard error; the log file keeps the traceback of a bug."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            with interrupts.listening(), interrupts.kept():
                result = command(*args, **kwargs)
                sys.stdout.flush()
        except BrokenPipeError as error:
            raise _quiet_exit() from error
        except typer.Exit:
            raise
        except (Exception, KeyboardInterrupt) as error:
            raise _exit(error) from error
        finally:
            logs.stop()
        return result

    return run


def _exit(error: BaseException) -> typer.Exit:
    code, message = ending_of(error)
    if code is not ExitCode.BUG:
        logs.fail(message, code)
    elif (kept := logs.file()) and logs.kept(error):
        logs.fail(f"{message}; its traceback stands in {kept}: please report it", code)
    else:  # no log, as of `query`, or one that cannot be written
        typer.echo("".join(traceback.format_exception(error)), err=True, nl=False)
        logs.fail(f"{message}; please report it with the lines above", code)
    return typer.Exit(code.value)


def _quiet_exit() -> typer.Exit:
    """The reader of our output went away (`| head`): nothing more can be written, and nothing is wrong."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return typer.Exit(ExitCode.OK.value)
