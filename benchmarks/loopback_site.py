"""A generated site on several loopback hosts: listings of twenty, articles with their own text, ETags, a counter.

python -m benchmarks.loopback_site HOSTS ARTICLES   # prints its port, serves until its input ends
"""

import asyncio
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from subprocess import PIPE, Popen

PER_PAGE = 20
PLACES = ("Bình An", "Phú Lộc", "Tân Hòa", "Long Sơn", "Đông Hải", "Vĩnh Thạnh", "Yên Mỹ", "Hòa Thắng")
PARAGRAPH = (
    "Trong năm {year}, cán bộ và nhân dân xã {place} thi đua lao động sản xuất, giữ gìn an ninh trật tự, xây dựng "
    "đường làng ngõ xóm, chăm lo gia đình chính sách; thu ngân sách đạt {number} triệu đồng, vượt chỉ tiêu được giao."
)
FRAME = (
    "<!doctype html><html><head><meta charset=utf-8><title>{title}</title></head><body><ul class=menu>{menu}</ul>"
    "<div class=article><h1>{title}</h1><p class=date>{date}</p>{body}</div>"
    "<div class=related><h4>Các tin khác</h4><ul>{menu}</ul></div></body></html>"
)
MENU = "".join(f"<li><a href='/muc-{n}'>Chuyên mục số {n}</a></li>" for n in range(40))


@dataclass
class Generated:
    """What every host has: `articles` numbers, the newest first; a counter of what was asked for."""

    articles: int
    asked: Counter[str] = field(default_factory=Counter)

    def page(self, host: str, path: str) -> bytes | None:
        """The body at `path`; None for what does not exist."""
        if path == "/robots.txt":
            return b"User-agent: *\nDisallow: /rieng/\n"
        if path.startswith("/tin"):
            return self._listing(int(path.partition("page=")[2] or 1))
        number = path.removeprefix("/bai-").removesuffix(".html")
        known = number.isdecimal() and 0 < int(number) <= self.articles
        return _article(host, int(number)) if known else None

    def _listing(self, page: int) -> bytes:
        first = self.articles - (page - 1) * PER_PAGE
        items = "".join(
            f"<li><a href='/bai-{n}.html'>Tin số {n}</a></li>" for n in range(first, max(0, first - PER_PAGE), -1)
        )
        further = f"<a href='/tin?page={page + 1}'>Trang sau</a>" if first > PER_PAGE else ""
        return f"<html><body><ul>{MENU}</ul><ul>{items}</ul>{further}</body></html>".encode()


def _article(host: str, number: int) -> bytes:
    place = f"{PLACES[number % len(PLACES)]} {number // len(PLACES)}"
    lines = [PARAGRAPH.format(year=1990 + line, place=place, number=number * 37 + line * 11) for line in range(12)]
    lines.append(f"Năm 2020, xã {place} ({host}) được tặng Cờ thi đua của Ủy ban nhân dân tỉnh.")
    return FRAME.format(
        title=f"Xã {place} tổng kết phong trào thi đua lần thứ {number}",
        date=f"{number % 27 + 1:02}/{number % 12 + 1:02}/2020 08:00",
        body="".join(f"<p>{line}</p>" for line in lines),
        menu=MENU,
    ).encode()


async def answer(site: Generated, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Serve one connection until it ends."""
    try:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            path = head.split(" ", 2)[1]
            host = next(line[6:] for line in head.split("\r\n") if line.lower().startswith("host:"))
            if path in ("/asked", "/grow"):
                body: bytes | None = _control(site, path)
            else:
                site.asked[host.partition(":")[0] + path] += 1
                body = site.page(host, path)
            writer.write(_response(body, head))
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


def _control(site: Generated, path: str) -> bytes:
    """`/grow`: two new articles on each host, and counting begins anew. `/asked`: what was asked for since."""
    if path == "/grow":
        site.articles += 2
        site.asked.clear()
    return "\n".join(f"{count} {what}" for what, count in site.asked.items()).encode()


def _response(body: bytes | None, head: str) -> bytes:
    if body is None:
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    tag = f'"{hash(body) & 0xFFFFFFFF:x}"'
    if f"if-none-match: {tag}" in head.lower():
        return f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n".encode()
    lines = f"Content-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\nETag: {tag}\r\n"
    return f"HTTP/1.1 200 OK\r\n{lines}\r\n".encode() + body


async def serve(hosts: int, articles: int) -> None:
    """Serve on 127.0.0.1 … 127.0.0.`hosts`, at one port, until standard input ends."""
    site = Generated(articles)
    handle = lambda reader, writer: answer(site, reader, writer)  # noqa: E731
    first = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = first.sockets[0].getsockname()[1]
    for number in range(2, hosts + 1):
        await asyncio.start_server(handle, f"127.0.0.{number}", port)
    print(port, flush=True)  # noqa: T201 - who started us reads it
    await asyncio.to_thread(sys.stdin.read)


@contextmanager
def loopback_site(hosts: int, articles: int) -> Iterator[int]:
    """The port of a site that is served by a process of its own while the block runs."""
    command = [sys.executable, "-m", "benchmarks.loopback_site", str(hosts), str(articles)]
    with Popen(command, stdin=PIPE, stdout=PIPE, text=True) as process:  # noqa: S603 - ourselves
        assert process.stdin
        assert process.stdout
        try:
            yield int(process.stdout.readline())
        finally:
            process.stdin.close()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2])))
