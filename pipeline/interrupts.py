"""Ctrl-C: one exception wherever it strikes, and a quiet end where nobody listens yet."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

MESSAGE = "interrupted; nothing is half-written, start again to go on"
PROGRAMS = ("bangvang", "-c")
EXIT_CODE = 130  # pipeline.exit_codes takes longer to import


class _State:
    """A plain flag: a lock must not be waited for in a signal handler."""

    pressed = False


def end_at_once_while_starting() -> None:
    """Until a command listens, Ctrl-C ends the program with its line; in other programs than ours nothing changes."""
    if os.path.basename(sys.argv[0]) in PROGRAMS:  # noqa: PTH119 - pathlib takes longer to import
        signal.signal(signal.SIGINT, _end)


def ignore_from_now_on() -> None:
    """All is done and said: Ctrl-C while the interpreter tidies up changes nothing."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def listening() -> Iterator[None]:
    """While the block runs, Ctrl-C raises KeyboardInterrupt and is remembered."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    _State.pressed = False
    before = signal.signal(signal.SIGINT, _press)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def kept() -> Iterator[None]:
    """Raises KeyboardInterrupt for an error that a library made of it, as DuckDB does in the middle of a query."""
    try:
        yield
    except Exception as error:
        if _State.pressed:
            raise KeyboardInterrupt from error
        raise


def _press(number: int, frame: FrameType | None) -> None:
    _State.pressed = True
    signal.default_int_handler(number, frame)


def _end(number: int, frame: FrameType | None) -> None:
    os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, f"bangvang: {MESSAGE}\n".encode())
    os._exit(EXIT_CODE)
