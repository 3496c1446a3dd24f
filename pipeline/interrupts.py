"""Ctrl-C and SIGTERM: one exception wherever they strike, and a quiet end where nobody listens yet."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

MESSAGE = "interrupted; nothing is half-written, start again to go on"
PROGRAMS = ("bangvang", "-c")
SIGNALS = (signal.SIGINT, signal.SIGTERM)  # Ctrl-C, and how systemd and kill ask a process to end


class _State:
    """Plain values, one the number of the signal: a lock must not be waited for in a signal handler."""

    caught = 0
    listens = False


def end_at_once_while_starting() -> None:
    """Until a command listens, a signal ends the program with its line; in other programs than ours nothing changes.

    Processes that a command began import the program too. They end in silence when the command ends them, and Ctrl-C is
    not for them.
    """
    if "multiprocessing.spawn" in sys.modules:  # before ours
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    elif os.path.basename(sys.argv[0]) in PROGRAMS:  # noqa: PTH119 - pathlib takes longer to import
        for number in SIGNALS:
            signal.signal(number, _end)


def ignore_from_now_on() -> None:
    """All is done and said: a signal while the interpreter tidies up changes nothing."""
    if threading.current_thread() is threading.main_thread():
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)


def exit_code() -> int:
    """What the program ends with when it was stopped: 128 and the number of the signal, as shells have it."""
    return 128 + (_State.caught or signal.SIGINT)


@contextmanager
def listening() -> Iterator[None]:
    """While the block runs, Ctrl-C and SIGTERM raise KeyboardInterrupt and are remembered."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    _State.caught, _State.listens = 0, True
    before = [(number, signal.signal(number, _catch)) for number in SIGNALS]
    try:
        yield
    finally:
        _State.listens = False
        for number, handler in before:
            signal.signal(number, handler)


@contextmanager
def kept() -> Iterator[None]:
    """Raises KeyboardInterrupt where it got lost.

    Before the block: it struck where Python drops what is raised, in a destructor or in compiled code. In the block: a
    library made an error of it, as DuckDB does in the middle of a query.
    """
    if _State.listens and _State.caught:
        raise KeyboardInterrupt
    try:
        yield
    except Exception as error:
        if _State.listens and _State.caught:
            raise KeyboardInterrupt from error
        raise


def _catch(number: int, frame: FrameType | None) -> None:
    _State.caught = number
    signal.default_int_handler(number, frame)


def _end(number: int, frame: FrameType | None) -> None:
    os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, f"bangvang: {MESSAGE}\n".encode())
    os._exit(128 + number)
