"""Runs of the command line that start at once, can be stopped at a place, and killed: see warm_server.py."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from workbench import Tables, tables

from pipeline.settings import Home

HOUSE = Path(__file__).resolve().parents[2]
SERVER = Path(__file__).with_name("warm_server.py")
PATIENCE = 60.0


class Server:
    """The warm process, and what it told of its children."""

    def __init__(self, process: "subprocess.Popen[bytes]", folder: Path) -> None:
        self._process = process
        self._folder = folder
        self._told: dict[int, list[str]] = {}
        self._rest = b""
        self._orders = 0

    def start(self, *arguments: object, place: str = "", times: int = 1, user: int = 0) -> "Child":
        """Start a command; it stops when it comes to `place` for that many times (see warm_server)."""
        self._orders += 1
        out, err = (self._folder / f"{self._orders}.{name}" for name in ("out", "err"))
        order: dict[str, Any] = {"arguments": [str(one) for one in arguments], "out": str(out), "err": str(err)}
        assert self._process.stdin
        self._process.stdin.write(json.dumps(order | {"place": place, "times": times, "user": user}).encode() + b"\n")
        self._process.stdin.flush()
        end = time.monotonic() + PATIENCE
        while True:
            for pid, told in self._told.items():
                if "started" in told:
                    told.remove("started")
                    return Child(self, pid, out, err)
            self._listen(end)

    def run(self, *arguments: object, user: int = 0) -> "Child":
        """A command from its start to its end."""
        child = self.start(*arguments, user=user)
        child.wait()
        return child

    def wait_ready(self) -> None:
        """Until everything is loaded."""
        end = time.monotonic() + PATIENCE
        while 0 not in self._told:
            self._listen(end)
        del self._told[0]

    def next_word(self, pid: int, seconds: float = PATIENCE) -> str | None:
        """What is told of a child next; None when nothing is in that time."""
        end = time.monotonic() + seconds
        while not self._told.get(pid):
            if time.monotonic() > end or not self._listen(end):
                return None
        return self._told[pid].pop(0)

    def _listen(self, end: float) -> bool:
        assert self._process.stdout
        ready, _, _ = select.select([self._process.stdout], [], [], max(0.0, end - time.monotonic()))
        if ready:
            data = os.read(self._process.stdout.fileno(), 1 << 16)
            assert data, "the warm process has ended"
            *lines, self._rest = (self._rest + data).split(b"\n")
            for line in lines:
                pid, word = line.decode().split()
                if word == "started":  # by now a number that an older child has had may come again
                    self._told[int(pid)] = []
                self._told.setdefault(int(pid), []).append(word)
        return bool(ready)


@dataclass
class Child:
    """One command that runs."""

    server: Server
    pid: int
    out: Path
    err: Path
    code: int | None = None

    @property
    def stderr(self) -> str:
        return self.err.read_text(encoding="utf-8")

    @property
    def stdout(self) -> str:
        return self.out.read_text(encoding="utf-8")

    def stopped(self) -> "Child":
        """Wait until it comes to its place."""
        assert self.server.next_word(self.pid) == "stopped", self.stderr
        return self

    def go_on(self) -> "Child":
        os.kill(self.pid, signal.SIGCONT)
        return self

    def wait(self, seconds: float = PATIENCE) -> int | None:
        """Its exit code; None when it has not ended in that time."""
        word = self.server.next_word(self.pid, seconds)
        self.code = int(word) if word else None
        return self.code

    def kill(self) -> None:
        """kill -9; nothing when it has ended already."""
        if self.code is None:
            os.kill(self.pid, signal.SIGKILL)
            self.wait()


@contextmanager
def warm_server(folder: Path) -> Iterator[Server]:
    """A warm process while the block runs; what its children print goes into `folder`."""
    there = {name: value for name, value in os.environ.items() if not name.startswith("BANGVANG_")}
    there["BANGVANG_LOG_FORMAT"] = "text"
    there["PYTHONPATH"] = os.pathsep.join([str(HOUSE), str(HOUSE / "tests" / "pipeline")])
    command = [sys.executable, str(SERVER)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=there, cwd=folder) as process:
        server = Server(process, folder)
        server.wait_ready()
        yield server
        assert process.stdin
        process.stdin.close()


class Undisturbed(NamedTuple):
    """A home after one clean run over the sample site, the seconds that it took, and what it published."""

    home: Home
    seconds: float
    tables: Tables


def published(home: Home) -> Tables:
    """The published tables without issues that are closed: those of a fault that is over."""
    found = tables(home.published)
    return found | {"issue": [row for row in found["issue"] if row[-1]]}
