"""CSV: UTF-8, with the mark by which Excel knows it; quoted and ended as RFC 4180 says."""

import csv
from collections.abc import Iterator
from pathlib import Path

from pipeline.export.answer import Answer, Row
from pipeline.export.headers import header
from pipeline.export.values import as_text
from pipeline.export.wishes import Wishes
from pipeline.numbers import plural

# A spreadsheet that opens CSV takes text that begins so for a formula
# (https://owasp.org/www-community/attacks/CSV_Injection).
FORMULA = frozenset("=+-@\t\r")
GUARD = "'"


def write_csv(answer: Answer, draft: Path, wishes: Wishes) -> None:
    """Values as they are, so that programs read back what was stored; text with `excel_safe` guarded by an apostrophe.

    Without it, text that a spreadsheet would take for a formula is counted and told.
    """
    formulas = 0
    with draft.open("w", encoding="utf-8-sig" if wishes.bom else "utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header(name, wishes.language) for name in answer.columns)
        for chunk in answer.chunks():
            lines = [list(map(as_text, row)) for row in chunk]
            for line, at in list(_formulas(chunk, lines)):
                formulas += 1
                line[at] = GUARD + line[at] if wishes.excel_safe else line[at]
            writer.writerows(lines)
    if formulas and not wishes.excel_safe:
        told = plural(formulas, "cell")
        answer.notes.append(f"{told} would be a formula in Excel: open it there only as xlsx or with --excel-safe")


def _formulas(chunk: list[Row], lines: list[list[str]]) -> Iterator[tuple[list[str], int]]:
    """Line and place of each; numbers may begin with a minus."""
    for row, line in zip(chunk, lines, strict=True):
        for at, text in enumerate(line):
            if text[:1] in FORMULA and isinstance(row[at], str | list | tuple | dict):
                yield line, at
