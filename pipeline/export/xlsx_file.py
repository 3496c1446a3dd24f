"""Excel: a sheet of typed cells, and one that tells where the rows come from."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path

from lxml.etree import LxmlError
from openpyxl import Workbook

from pipeline.errors import UsageError
from pipeline.export.about import columns, origin
from pipeline.export.answer import Answer
from pipeline.export.headers import header, word
from pipeline.export.sheet import Sheet
from pipeline.export.wishes import Wishes
from pipeline.numbers import plural

ROWS_OF_A_SHEET = 1_048_576


def write_xlsx(answer: Answer, draft: Path, wishes: Wishes) -> None:
    """Raises UsageError when there are more rows than a sheet holds."""
    _check_room(answer.total or 0)
    with _book() as book:
        _write_rows(book, answer, wishes)
        _write_origin(book, answer, wishes)
        book.save(draft)


@contextmanager
def _book() -> Iterator[Workbook]:
    """A book whose half-written sheets are closed when the block raises, or openpyxl complains when it ends.

    Raises OSError when a sheet cannot be written, as on a full disk.
    """
    book = Workbook(write_only=True)
    try:
        yield book
    except BaseException as error:
        for sheet in book.worksheets:
            with suppress(OSError, LxmlError):
                sheet.close()
        if isinstance(error, LxmlError):
            raise OSError(str(error)) from error
        raise


def _write_rows(book: Workbook, answer: Answer, wishes: Wishes) -> None:
    chunks = answer.chunks()
    first = next(chunks, [])
    names = [header(name, wishes.language) for name in answer.columns]
    sheet = Sheet(book.create_sheet(word("facts", wishes.language)), names, first)
    for chunk in chain([first], chunks):
        _check_room(answer.rows)
        for row in chunk:
            sheet.append(row)
    sheet.filter(answer.rows)
    if sheet.cut:
        told = plural(sheet.cut, "cell")
        answer.notes.append(
            f"{told} cut at 32,767 characters, all that Excel holds; csv, parquet and jsonl have them whole"
        )


def _write_origin(book: Workbook, answer: Answer, wishes: Wishes) -> None:
    told = origin(answer, wishes)
    sheet = Sheet(book.create_sheet(word("origin", wishes.language)), [word("origin", wishes.language), ""], told)
    for row in told:
        sheet.append(row)
    header_row, *described = columns(answer, wishes)
    sheet = Sheet(book.create_sheet(word("columns", wishes.language)), header_row, described)
    for line in described:
        sheet.append(line)


def _check_room(rows: int) -> None:
    if rows >= ROWS_OF_A_SHEET:
        raise UsageError(
            f"{rows:,} rows or more: a sheet holds {ROWS_OF_A_SHEET - 1:,}; ask for fewer, or choose csv or parquet"
        )
