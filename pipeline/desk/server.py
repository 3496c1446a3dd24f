"""The desk on a port."""

import errno
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import uvicorn
from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI

from pipeline.errors import UsageError

LAST_WORDS = 3  # seconds for what is being answered when the desk ends
MOST_AT_ONCE = 500
THREADS = 16  # that answer; with more, a fact page's dozen queries wait for each other's turns (docs/desk.md)
WHY = {
    errno.EADDRINUSE: "this port is taken; end the other program or choose a port with --port (0 takes a free one)",
    errno.EACCES: "only root may listen there; choose a port above 1023 with --port",
    errno.EADDRNOTAVAIL: "this machine has no such address; choose another with --host",
}


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket there. Raises UsageError when that cannot be, saying what to do."""
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        opened = socket.create_server(address[:2], family=family, backlog=1024)
    except OSError as error:
        why = WHY.get(error.errno or 0, error.strerror or str(error))
        raise UsageError(f"{host}, port {port}: {why}") from error
    with opened:
        yield opened


def serve(app: FastAPI, opened: socket.socket, tell: Callable[[str], None]) -> None:
    """Answer until Ctrl-C or SIGTERM; `tell` is given the address once the desk is ready.

    Headers of proxies are read by our own code (pipeline/desk/security/places.py), which believes only proxies of ours.
    """
    config = uvicorn.Config(
        app, log_config=None, access_log=False, lifespan="off", ws="none", proxy_headers=False, server_header=False,
        timeout_graceful_shutdown=LAST_WORDS, limit_concurrency=MOST_AT_ONCE,
    )  # fmt: skip
    with suppress(KeyboardInterrupt):  # that is how it is ended
        _Server(config, tell).run([opened])


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, tell: Callable[[str], None]) -> None:
        super().__init__(config)
        self._tell = tell

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        current_default_thread_limiter().total_tokens = THREADS
        await super().startup(sockets)
        if self.started and sockets:
            self._tell(address_of(sockets[0]))


def address_of(opened: socket.socket) -> str:
    """What a browser is given."""
    host, port, *_ = opened.getsockname()
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def program_root() -> str:
    """The folder that holds the packages of this program."""
    return os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH100, PTH120
