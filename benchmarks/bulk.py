"""Bulk input for benchmarks, as large as one likes: news over and over, an award text now and then."""

import io
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from benchmarks.texts import award_texts, news_rows, quiet_texts

Page = tuple[str, str]  # address and content
ENGLISH = (
    "After heavy rain all night long, several streets of the city were flooded, and traffic came to a standstill.\n"
)


def add_options(parser: ArgumentParser) -> None:
    """What the input is made of."""
    parser.add_argument("--news", type=Path, help="news as JSON lines, gzipped; without: bundled lines without a title")
    parser.add_argument("--gold", type=Path, help="a folder of further award texts (*.txt)")
    parser.add_argument("--awards", type=int, default=50, help="one page in so many is an award text; 0: none")
    parser.add_argument("--foreign", type=int, default=0, help="English pages of so many letters in place of news")
    parser.add_argument("--kind", choices=["text", "html", "warc"], default="text", help="column of Parquet, or WARC")


def pages(given: Namespace) -> Iterator[Page]:
    """Pages without end."""
    awards = cycle([path.read_text(encoding="utf-8") for path in award_texts(given.gold)])
    news = cycle(_others(given))
    number = 0
    while True:
        number += 1
        text = next(awards if given.awards and number % given.awards == 0 else news)
        yield f"https://example.vn/{number}.html", text if given.kind == "text" else _html(text)


def _others(given: Namespace) -> list[str]:
    if given.foreign:
        return [ENGLISH * (given.foreign // len(ENGLISH))]
    return list(news_rows(given.news) if given.news else quiet_texts())


def write(path: Path, some: Iterator[Page], kind: str, *, group: int = 200, packed: bool = True) -> tuple[Path, int]:
    """Write the pages, a row group at a time; the file, and how many bytes they have."""
    if kind == "warc":
        return _warc(path.with_suffix(".warc.gz"), some)
    path, size = path.with_suffix(".parquet"), 0
    schema = pa.schema([("url", pa.string()), (kind, pa.string())])
    with pq.ParquetWriter(path, schema, compression="zstd" if packed else "none", use_dictionary=False) as writer:
        while rows := list(islice(some, group)):
            size += sum(len(text.encode()) for _, text in rows)
            writer.write_table(pa.table({"url": [url for url, _ in rows], kind: [text for _, text in rows]}))
    return path, size


def _warc(path: Path, some: Iterator[Page]) -> tuple[Path, int]:
    size = 0
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for url, page in some:
            body = page.encode()
            http = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            payload = io.BytesIO(body)
            writer.write_record(
                writer.create_warc_record(url, "response", payload=payload, length=len(body), http_headers=http)
            )
            size += len(body)
    return path, size


def _html(text: str) -> str:
    """A page with about as much again around the text."""
    body = "".join(f"<p>{line}</p>" for line in text.split("\n") if line)
    menu = "".join(f'<li class="menu-item"><a href="/muc-{n}">Trang {n}</a></li>' for n in range(len(text) // 60))
    return f"<html><head><meta charset=utf-8></head><body><ul>{menu}</ul><article>{body}</article></body></html>"
