"""Shards cut into parts: what one process reads at a time."""

from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import UsageError
from scrapers.archive.warc_reader import SUFFIXES as WARC_SUFFIXES

PARQUET = ".parquet"
TEXT_COLUMNS = ("article", "text", "html")  # one of which a Parquet shard has, the first there is counts
ROWS = 1_000  # about so many of a Parquet shard are one part


class Part(NamedTuple):
    """Row groups [first, last) of a Parquet shard; of a WARC file all."""

    shard: str
    name: str  # of its results: another one when the shard changes
    first: int = 0
    last: int = 0


def parts_of(paths: Iterable[Path], damaged: Callable[[Path, str], None]) -> Iterator[Part]:
    """The parts of all shards, in order; of a folder, of all shards in it. A shard that is `damaged` is told, and left.

    Raises UsageError for a path that is no shard, and for a Parquet file without the columns `url` and a text.
    """
    for path in _shards(paths):
        if path.name.lower().endswith(WARC_SUFFIXES):
            yield _part(path)
            continue
        try:
            yield from _groups(path)
        except (pa.ArrowException, OSError) as error:
            damaged(path, str(error).splitlines()[0])


def _part(path: Path, first: int = 0, last: int = 0) -> Part:
    state = path.stat()
    told = f"{path.resolve()}|{state.st_size}|{state.st_mtime_ns}|{first}|{last}"
    digest = blake2b(told.encode(), digest_size=6).hexdigest()
    return Part(str(path.resolve()), f"{path.name.split('.')[0]}-{first:05}-{digest}", first, last)


def _shards(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        found = [file for file in inside if file.is_file() and file.name.lower().endswith((PARQUET, *WARC_SUFFIXES))]
        if not found:
            raise UsageError(f"{path}: neither a Parquet nor a WARC file, nor a folder with any")
        yield from found


def _groups(path: Path) -> Iterator[Part]:
    with pq.ParquetFile(path) as file:
        columns, rows = set(file.schema_arrow.names), file.metadata.num_rows
        groups = file.num_row_groups
    if "article" not in columns and ("url" not in columns or columns.isdisjoint(TEXT_COLUMNS)):
        raise UsageError(f"{path}: a shard needs the columns url and text or html, this one has {_names(columns)}")
    step = max(1, ROWS * groups // max(1, rows))
    for first in range(0, groups, step):
        yield _part(path, first, min(first + step, groups))


def _names(columns: set[str]) -> str:
    return ", ".join(sorted(columns)) or "none"
