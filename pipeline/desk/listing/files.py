"""The facts of a view as a file: written whole, sent, and gone."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from fastapi.responses import StreamingResponse

from pipeline.clock import now
from pipeline.desk.desk import Desk
from pipeline.desk.interface import Interface, Language
from pipeline.desk.listing.board import steady
from pipeline.desk.listing.filters import Filters
from pipeline.desk.listing.find import seen
from pipeline.desk.published import Published
from pipeline.export import Question, Wishes, save
from schemas import RULINGS

QUERY = Path(__file__).with_name("file.sql").read_text(encoding="utf-8")
PIECE = 1 << 16


class FileKind(StrEnum):
    """What a view can be saved as."""

    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"


MEDIA = {
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.JSON: "application/json",
}


def file_of(desk: Desk, filters: Filters, kind: FileKind, language: Language) -> StreamingResponse:
    """All facts of a view in its order, with the rulings made since the publication.

    Scraped text is hostile: what a spreadsheet would take for a formula is guarded in CSV, and is text in a sheet.
    """
    opened = _written(desk.published, desk, filters, kind, language)
    name = f"bang-vang-{now():%Y-%m-%d}.{kind.value}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Length": str(_size(opened))}
    return StreamingResponse(_pieces(opened), media_type=MEDIA[kind], headers=headers)


@steady
def _written(published: Published, desk: Desk, filters: Filters, kind: FileKind, language: Language) -> BinaryIO:
    """Once more when a run replaced the published file meanwhile: positions of two files do not go together."""
    wishes = Wishes(published.path, language="en" if kind is FileKind.JSON else language, excel_safe=True)
    with TemporaryDirectory(prefix="bangvang-") as folder:
        path = Path(folder, f"facts.{kind.value}")
        save(published.path, _question(desk, filters, _words(kind, language)), path, kind.value, wishes)
        return path.open("rb")  # what is open can be read to its end though its folder goes


def _words(kind: FileKind, language: Language) -> dict[str, str]:
    """What rulings are called; programs get their codes."""
    t = Interface(language)
    return {} if kind is FileKind.JSON else {act.value: t(f"queue.state_{act.value}") for act in RULINGS}


def _question(desk: Desk, filters: Filters, words: dict[str, str]) -> Question:
    live = desk.published.rows("SELECT record_id, act, reviewer, reviewed_at FROM memory.live")
    columns = [[row[name] for row in live] for name in ("record_id", "act", "reviewer", "reviewed_at")]
    told = "&".join(f"{name}={value}" for name, value in filters.active().items()) or "queue"
    return Question(
        QUERY, told, [seen(desk.published, filters).tolist(), *columns, list(words), list(words.values())], quiet=True
    )


def _size(opened: BinaryIO) -> int:
    size = opened.seek(0, 2)
    opened.seek(0)
    return size


def _pieces(opened: BinaryIO) -> Iterator[bytes]:
    with opened:
        while piece := opened.read(PIECE):
            yield piece
