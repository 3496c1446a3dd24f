"""A server that does all that a crawler fears, on a loopback port: raw bytes by path."""

import asyncio
import gzip
import zlib
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from anyio.from_thread import start_blocking_portal

from schemas import Source

Handler = Callable[[asyncio.StreamWriter], Awaitable[None]]

TEXT = (
    "Hội nghị đã nghe báo cáo kết quả công tác thi đua, khen thưởng của ngành trong năm qua, thảo luận phương hướng và "
    "nhiệm vụ năm tới với nhiều ý kiến tâm huyết của các đại biểu đến từ khắp các đơn vị trong toàn tỉnh nhà."
)
PAGE = f"<title>Xã đón nhận Cờ thi đua năm qua</title><h1>Xã đón nhận Cờ thi đua năm qua</h1><p>{TEXT}</p>".encode()


def answer(body: bytes, status: int = 200, **headers: str) -> Handler:
    """A whole response; underscores in the names of headers are hyphens."""
    said = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
    said |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in said.items())

    async def send(writer: asyncio.StreamWriter) -> None:
        writer.write(f"HTTP/1.1 {status} X\r\n{lines}Connection: close\r\n\r\n".encode() + body)
        await writer.drain()

    return send


def drip(first: bytes, drop: bytes, pause: float) -> Handler:
    """Begins, and goes on for ever, a drop at a time."""

    async def send(writer: asyncio.StreamWriter) -> None:
        writer.write(first)
        while True:
            writer.write(drop)
            await writer.drain()
            await asyncio.sleep(pause)

    return send


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def bomb(size: int) -> bytes:
    """`size` zeros as gzip, made without holding them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(size // 1_000_000)) + packer.flush()


@dataclass
class Hostile:
    """Handlers by path, and how often each path was asked for."""

    base: str = ""
    handlers: dict[str, Handler] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)

    def put(self, path: str, handler: Handler) -> str:
        self.handlers[path] = handler
        return self.base + path

    def lists(self, *paths: str) -> None:
        """Link to `paths` from the listing."""
        links = "".join(f"<a href='{path}'>tin</a>" for path in paths)
        self.put("/tin", answer(f"<html><body>{links}</body></html>".encode()))

    def source(self, **values: object) -> Source:
        given: dict[str, object] = {
            "name": "bao-xau",
            "title": "Báo xấu",
            "listings": [self.base + "/tin"],
            "article_pattern": r"/bai-[\w-]+\.html",
            "delay_seconds": 0,
            "allow_private": True,
        }
        return Source.model_validate(given | values)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            request = await reader.readuntil(b"\r\n\r\n")
            path = request.split(b" ", 2)[1].decode()
            self.asked[path] += 1
            await self.handlers.get(path, answer(b"", 404))(writer)
        writer.close()


@contextmanager
def hostile() -> Iterator[Hostile]:
    """The server while the block runs."""
    served = Hostile()

    async def start() -> asyncio.Server:
        return await asyncio.start_server(served.serve, "127.0.0.1", 0)

    with start_blocking_portal() as portal:
        server = portal.call(start)
        served.base = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield served
        finally:
            portal.call(server.close)
            for task in portal.call(asyncio.all_tasks):
                if task.get_coro().__qualname__.startswith("Hostile"):  # type: ignore[union-attr]
                    portal.call(task.cancel)


def gzipped(body: bytes) -> Handler:
    return answer(gzip.compress(body), Content_Encoding="gzip")
