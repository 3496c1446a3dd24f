"""Rows as a CSV file that Excel opens as it should."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from fastapi.responses import StreamingResponse

BOM = "\ufeff"
# A spreadsheet takes text that begins so for a formula, and scraped text may be hostile
# (https://owasp.org/www-community/attacks/CSV_Injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")
CHUNK = 500


def csv_file(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> StreamingResponse:
    """An answer that a browser saves under that name; text that would be a formula is guarded by an apostrophe."""
    told = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(_lines(head, rows), media_type="text/csv; charset=utf-8", headers=told)


def _lines(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    buffer = io.StringIO()
    buffer.write(BOM)
    writer = csv.writer(buffer)
    writer.writerow(map(_guarded, head))
    for number, row in enumerate(rows, 1):
        writer.writerow(map(_guarded, row))
        if number % CHUNK == 0:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def _guarded(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
