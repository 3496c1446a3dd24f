"""Bulk input for benchmarks, as large as one likes: news over and over, an award text now and then."""

import io
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from benchmarks.texts import award_texts, news_rows, quiet_texts

Page = tuple[str, str]  # address and content
RECORDS = {"warc": "response", "wet": "conversion"}  # what pages are in them
ENGLISH = (
    "after heavy rain all night long several streets of the city were flooded and traffic came to a standstill while "
    "people waited for buses that never arrived and schools stayed closed until the mayor asked everybody to be patient"
)
SETTINGS = '"utm": "menu", "lazy": true, "width": 640, "columns": [2, 3]'


def add_options(parser: ArgumentParser) -> None:
    """What the input is made of."""
    parser.add_argument("--news", type=Path, help="news as JSON lines, gzipped; without: bundled lines without a title")
    parser.add_argument("--gold", type=Path, help="a folder of further award texts (*.txt)")
    parser.add_argument("--awards", type=int, default=50, help="one page in so many is an award text; 0: none")
    parser.add_argument("--foreign", type=int, default=0, help="English pages of so many letters in place of news")
    kinds = ["text", "html", "warc", "wet"]
    parser.add_argument("--kind", choices=kinds, default="text", help="column of Parquet, or a file of a crawl")
    parser.add_argument("--markup", type=float, default=1, help="letters of markup for each letter of text, in HTML")


def pages(given: Namespace) -> Iterator[Page]:
    """Pages without end."""
    awards = cycle([path.read_text(encoding="utf-8") for path in award_texts(given.gold)])
    news = cycle(_others(given))
    number = 0
    while True:
        number += 1
        text = next(awards if given.awards and number % given.awards == 0 else news)
        yield f"https://example.vn/{number}.html", text if given.kind in ("text", "wet") else _html(text, given.markup)


def _others(given: Namespace) -> list[str]:
    if given.foreign:
        chosen = Random(1)  # noqa: S311 - the same pages each time
        return [_sentence(chosen, given.foreign) for _ in range(50)]  # not one over and over, which packs too well
    return list(news_rows(given.news) if given.news else quiet_texts())


def _sentence(chosen: Random, letters: int) -> str:
    words = ENGLISH.split()
    return " ".join(chosen.choices(words, k=letters * len(words) // len(ENGLISH)))


def write(path: Path, some: Iterator[Page], kind: str, *, group: int = 200, packed: bool = True) -> tuple[Path, int]:
    """Write the pages, a row group at a time; the file, and how many bytes they have."""
    if kind in RECORDS:
        return _records(path.with_suffix(f".{kind}.gz"), some, kind)
    path, size = path.with_suffix(".parquet"), 0
    schema = pa.schema([("url", pa.string()), (kind, pa.string())])
    with pq.ParquetWriter(path, schema, compression="zstd" if packed else "none", use_dictionary=False) as writer:
        while rows := list(islice(some, group)):
            size += sum(len(text.encode()) for _, text in rows)
            writer.write_table(pa.table({"url": [url for url, _ in rows], kind: [text for _, text in rows]}))
    return path, size


def _records(path: Path, some: Iterator[Page], kind: str) -> tuple[Path, int]:
    size = 0
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for url, page in some:
            body = page.encode()
            http = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                url,
                RECORDS[kind],
                payload=io.BytesIO(body),
                length=len(body),
                warc_content_type="text/plain" if kind == "wet" else "",
                http_headers=http if kind == "warc" else None,
            )
            writer.write_record(record)
            size += len(body)
    return path, size


def _html(text: str, markup: float) -> str:
    """A page with so much markup around the text: a third of it are menus, the rest is script, as on portals."""
    body = "".join(f"<p>{line}</p>" for line in text.split("\n") if line)
    items = range(int(markup * len(text) / 180))
    menu = "".join(f'<li class="menu-item"><a href="/muc-{n}">Trang {n}</a></li>' for n in items)
    script = "".join(f'page.blocks["block-{n}"] = {{ "href": "/muc-{n}", {SETTINGS} }};\n' for n in items)
    return (
        f"<html><head><meta charset=utf-8><script>{script}</script></head>"
        f"<body><ul>{menu}</ul><article>{body}</article></body></html>"
    )
