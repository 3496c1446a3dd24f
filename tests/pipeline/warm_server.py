"""Loads everything once and forks a child for each command, so that a run costs its own work and no imports.

Reads orders from standard input, one in JSON a line, and tells on standard output what becomes of each child:
`PID started` first, `PID stopped` when it came to the place where it was told to stop, `PID CODE` at its end.
"""

import fnmatch
import gc
import importlib
import json
import os
import select
import signal
import sys
from typing import Any

from pipeline.cli import logs, main, output, report, run, status, tables  # noqa: F401 - what a run imports when it starts
from scrapers.errors import UnreadableInput

HEAVY = (
    "pipeline.sample",
    "pipeline.session",
    "pipeline.steps.replay",
    "pipeline.steps.scrape",
    "httpcore._async.http11",
    "anyio._backends._asyncio",
)


def _load() -> None:
    """All that a run loads: the sample is read. No thread is left and no database opened, for a fork copies neither."""
    for name in HEAVY:
        importlib.import_module(name)
    from extractors import extract  # noqa: PLC0415 - after the modules that they share
    from pipeline.sample import FOLDER  # noqa: PLC0415
    from scrapers.files import read_article  # noqa: PLC0415
    from scrapers.text.likeness import body_of, signature  # noqa: PLC0415

    for path in sorted([*FOLDER.rglob("*-*.html"), *FOLDER.rglob("*.pdf")]):
        try:
            article = read_article(path)
        except UnreadableInput:
            continue
        signature(body_of(article))
        extract(article)
    gc.freeze()  # else the collector of each child would copy all of our memory


def _tell(pid: int, what: object) -> None:
    os.write(1, f"{pid} {what}\n".encode())


def _tell_of_children() -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG | os.WUNTRACED)
        except ChildProcessError:
            return
        if pid == 0:
            return
        _tell(pid, "stopped" if os.WIFSTOPPED(status) else os.waitstatus_to_exitcode(status))


def _stop() -> None:
    os.kill(os.getpid(), signal.SIGSTOP)


def _stop_at(place: str, times: int) -> None:
    """Stop when `place` is reached for that many times: `call MODULE FUNCTION`, or an audit `EVENT PATTERN`."""
    kind, *rest = place.split()
    left = [times]

    def reached() -> None:
        left[0] -= 1
        if left[0] == 0:
            _stop()

    if kind == "call":
        module, name = importlib.import_module(rest[0]), rest[1]
        whole = getattr(module, name)

        def stopping(*arguments: Any, **named: Any) -> Any:
            reached()
            return whole(*arguments, **named)

        setattr(module, name, stopping)
        return

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == kind and any(fnmatch.fnmatch(str(argument), rest[0]) for argument in arguments):
            reached()

    sys.addaudithook(hook)


def _child(order: dict[str, Any]) -> None:
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for number, path in ((0, os.devnull), (1, order["out"]), (2, order["err"])):
        os.dup2(os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC), number)
    if order["user"]:
        os.setgroups([])
        os.setgid(order["user"])
        os.setuid(order["user"])
    if order["place"] == "start":
        _stop()
    elif order["place"]:
        _stop_at(order["place"], order["times"])
    sys.argv = ["bangvang", *order["arguments"]]
    code = 1
    try:
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - told as the interpreter would
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _start(line: bytes) -> None:
    pid = os.fork()
    if pid == 0:
        _child(json.loads(line))
    _tell(pid, "started")


def serve() -> None:
    """Until standard input ends."""
    _load()
    woken, wake = os.pipe()  # a signal just before select would else wait for the next order
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    os.write(1, b"0 ready\n")
    rest = b""
    while True:
        ready, _, _ = select.select([0, woken], [], [])
        if woken in ready:
            os.read(woken, 1 << 16)
            _tell_of_children()
        if 0 in ready:
            data = os.read(0, 1 << 16)
            if not data:
                return
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                _start(line)


if __name__ == "__main__":
    serve()
