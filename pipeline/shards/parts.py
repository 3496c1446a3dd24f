"""Shards cut into parts: what one process reads at a time."""

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import UsageError
from scrapers.archive.warc_reader import SUFFIXES as WARC_SUFFIXES

PARQUET = ".parquet"
UNREAD = (".warc.zst", ".wet.zst")  # WARC files that nothing here unpacks
SUFFIXES = (PARQUET, *WARC_SUFFIXES, *UNREAD)
TEXT_COLUMNS = ("text", "html")  # one of which a Parquet shard has, the first there is counts
OURS, RESULTS, ARTICLES = b"bangvang", b"results", b"articles"  # marks the Parquet files that we write ourselves
ROWS = 1_000  # about so many of a Parquet shard are one part


log = logging.getLogger("bangvang")


class Part(NamedTuple):
    """Row groups [first, last) of a Parquet shard; of a WARC file all."""

    shard: str
    name: str  # of its results: another one when the shard changes
    first: int = 0
    last: int = 0


def parts_of(paths: Iterable[Path], damaged: Callable[[Path, str], None]) -> Iterator[Part]:
    """The parts of all shards, in order, each once; of a folder, of all in it. A `damaged` one is told, and left.

    Results of before are no shards. Raises UsageError for a path that is none, and for a Parquet file without the
    columns `url` and a text.
    """
    for path in dict.fromkeys(path.resolve() for path in _shards(paths)):
        try:
            yield from _parts(path)
        except (pa.ArrowException, OSError) as error:
            damaged(path, str(error).splitlines()[0])


def _parts(path: Path) -> Iterator[Part]:
    name = path.name.lower()
    if name.endswith(UNREAD):
        raise OSError("compressed by zstd: unpack it, or write it as .warc.gz")
    if name.endswith(WARC_SUFFIXES):
        yield _part(path)
    else:
        yield from _groups(path)


def _part(path: Path, first: int = 0, last: int = 0) -> Part:
    state = path.stat()
    told = f"{path}|{state.st_size}|{state.st_mtime_ns}|{first}|{last}"
    digest = blake2b(told.encode(), digest_size=6).hexdigest()
    return Part(str(path), f"{path.name.split('.')[0]}-{first:05}-{digest}", first, last)


def _shards(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        inside = _files(path) if path.is_dir() else [path]
        found = [file for file in inside if file.name.lower().endswith(SUFFIXES)]
        if not found or (path in found and not path.is_file()):
            raise UsageError(f"{path}: neither a Parquet nor a WARC file, nor a folder with any")
        yield from found


def _files(folder: Path) -> list[Path]:
    """All files below, behind links to folders too; none that is hidden, nor below a hidden folder."""
    found: list[Path] = []
    seen: set[Path] = set()
    for name, folders, files in os.walk(folder, followlinks=True):
        here = Path(name)
        known = here.resolve() in seen  # a link that leads back
        seen.add(here.resolve())
        folders[:] = [] if known else [one for one in folders if not one.startswith(".")]
        found += [] if known else [here / file for file in files if not file.startswith(".")]
    return sorted(found)


def is_ours(schema: pa.Schema) -> bool:
    """Whether a Parquet file holds stored articles, and not pages of a user."""
    return _mark(schema) == ARTICLES


def text_column(schema: pa.Schema) -> str | None:
    """The column with the pages: of the ones that may be it, the first that there is."""
    return next((name for name in TEXT_COLUMNS if name in schema.names), None)


def _mark(schema: pa.Schema) -> bytes | None:
    mark: bytes | None = (schema.metadata or {}).get(OURS)
    return mark


def _groups(path: Path) -> Iterator[Part]:
    with pq.ParquetFile(path) as file:
        schema, rows, groups = file.schema_arrow, file.metadata.num_rows, file.num_row_groups
    if _mark(schema) == RESULTS:
        log.info("%s: holds results, it is not read as a shard", path)
        return
    if not is_ours(schema):
        _check(path, schema)
    step = max(1, ROWS * groups // max(1, rows))
    for first in range(0, groups, step):
        yield _part(path, first, min(first + step, groups))


def _check(path: Path, schema: pa.Schema) -> None:
    kind = text_column(schema)
    if kind is None or "url" not in schema.names:
        there = ", ".join(sorted(schema.names)) or "none"
        raise UsageError(f"{path}: a shard needs the columns url and text or html, this one has {there}")
    for name in ("url", kind):
        found = schema.field(name).type
        if not (_is_text(found) or (name == "html" and (pa.types.is_binary(found) or pa.types.is_large_binary(found)))):
            raise UsageError(f"{path}: column {name} must hold text, this one holds {found}")


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))
