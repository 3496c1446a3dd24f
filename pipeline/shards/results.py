"""What a part told, as Parquet: an article a row with its facts, flat for a look and whole for loading."""

import logging
import re
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.extraction import Told, Trouble
from pipeline.shards.parts import OURS, RESULTS
from pipeline.store.rows import Row
from pipeline.store.stated import Stated
from schemas import Article, Issue

log = logging.getLogger("bangvang")

LEFT = 86_400  # seconds after which nobody is writing a draft any more
_UNFINISHED = re.compile(r"\..+-\d{5}-[0-9a-f]{12}-.+\.(?:parquet\.[^/]+|at)")  # drafts and marks of parts, see work.py
ROWS = 100  # of a row group: what is in memory at a time, and one transaction
_TEXTS = ("title", "recipient_kind", "count_qualifier", "status", "level", "issuer", "unit", "person")
_NUMBERS = ("rank", "count", "year_from", "year_to")
_FLAT = (*_TEXTS, "quote", *_NUMBERS)
_FACT = pa.struct([*((name, pa.string()) for name in (*_TEXTS, "quote")), *((name, pa.int64()) for name in _NUMBERS)])
SCHEMA = pa.schema(
    [("url", pa.string()), ("headline", pa.string()), ("facts", pa.list_(_FACT)), ("article", pa.string()),
     ("told", pa.string()), ("trouble", pa.string()), ("crude", pa.bool_()), ("issue", pa.string())],
    metadata={OURS: RESULTS},
)  # fmt: skip


class Reading(NamedTuple):
    """An article and what it told; what is `crude` does not replace what is stored."""

    article: Article
    told: Told
    crude: bool


class Results:
    """Writes the results of one part; no more than a row group is kept in memory."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        self._writer = pq.ParquetWriter(self._path, SCHEMA, compression="zstd")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._flush()
        self._writer.close()

    def add(self, article: Article, told: Told, *, crude: bool = False) -> None:
        """One article and what it told."""
        self._add(_row(article, told) | {"crude": crude})

    def tell(self, issue: Issue) -> None:
        """A page that could not be read."""
        self._add({"url": issue.subject, "issue": issue.model_dump_json()})

    def _add(self, row: dict[str, Any]) -> None:
        self._rows.append(row)
        if len(self._rows) == ROWS:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(pa.Table.from_pylist(self._rows, SCHEMA))
        self._rows = []


def is_whole(path: Path) -> bool:
    """Whether there is a file of results, and Parquet: a machine that lost its power may leave one without content."""
    if not path.exists():
        return False
    try:
        pq.read_metadata(path)
    except (pa.ArrowException, OSError) as error:
        log.warning("%s: damaged results, read anew: %s", path, str(error).splitlines()[0])
        return False
    return True


def sweep(folder: Path) -> None:
    """Remove what processes that were killed left unfinished; what is younger than a day may be under way.

    The folder may be one of the user's own: what is not ours by its name stays.
    """
    for path in folder.glob(".*"):
        if _UNFINISHED.fullmatch(path.name) and time.time() - path.stat().st_mtime > LEFT:
            path.unlink(missing_ok=True)


def read_results(path: Path) -> Iterator[tuple[list[Reading], list[Issue]]]:
    """The articles of a file of results, and the issues about other pages, a row group at a time."""
    columns = ["article", "told", "trouble", "crude", "issue"]
    with pq.ParquetFile(path) as file:
        for group in range(file.num_row_groups):
            rows = file.read_row_group(group, columns=columns).to_pylist()
            issues = [Issue.model_validate_json(row["issue"]) for row in rows if row["issue"]]
            yield [_reading(row) for row in rows if not row["issue"]], issues


def _row(article: Article, told: Told) -> dict[str, Any]:
    row = {"url": article.url, "headline": article.title, "article": article.model_dump_json()}
    if isinstance(told, Trouble):
        return row | {"facts": [], "trouble": f"{told.what}\n{told.traceback}"}
    facts = [{name: award[name] for name in _FLAT} for award in told.awards]
    return row | {"facts": facts, "told": msgspec.json.encode(told).decode()}


def _reading(row: dict[str, Any]) -> Reading:
    article = Article.model_validate_json(row["article"])
    return Reading(article, _told(row), row["crude"])


def _told(row: dict[str, Any]) -> Told:
    if row["told"] is None:
        what, _, traceback = str(row["trouble"]).partition("\n")
        return Trouble(what, traceback)
    found = msgspec.json.decode(row["told"], type=Stated)
    return found._replace(awards=[_dated(award) for award in found.awards])


def _dated(award: Row) -> Row:
    """JSON knows no dates."""
    day = award["decision_date"]
    return award | {"decision_date": date.fromisoformat(day) if day else None}
