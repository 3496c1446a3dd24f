"""Rows into a sheet of openpyxl that is written as it goes."""

from collections.abc import Sequence
from datetime import date, datetime

from openpyxl.cell import Cell as Styled
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from pipeline.export.values import Cell, as_cell, clean, cut

NARROWEST, WIDEST = 8, 60
DAY, MOMENT = "dd/mm/yyyy", "dd/mm/yyyy hh:mm:ss"
# openpyxl makes a formula or an error of such text, unless it comes in a cell that is told to be text.
NOT_PLAIN = ("=", "#")

Row = Sequence[object]


class Sheet:
    """Columns are as wide as the first rows ask for, and wrap where that is too wide. `cut` counts shortened cells."""

    def __init__(self, sheet: WriteOnlyWorksheet, names: Sequence[str], first: Sequence[Row]) -> None:
        """Write the header, bold and always in sight."""
        self.sheet = sheet
        self.cut = 0
        self.cells: dict[tuple[int, str], Styled] = {}
        widths = [max(map(_width, column)) for column in zip(names, *first, strict=True)]
        self.wrapped = [width > WIDEST for width in widths]
        for at, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(at)].width = min(max(width, NARROWEST), WIDEST)
        sheet.freeze_panes = "A2"
        sheet.append([self._bold(name) for name in names])

    def append(self, row: Row) -> None:
        """Add a row: dates, numbers and booleans as such, text as text whatever it begins with."""
        self.sheet.append([self._cell(at, as_cell(value)) for at, value in enumerate(row)])

    def filter(self, rows: int) -> None:
        """Let the header filter so many rows."""
        self.sheet.auto_filter.ref = f"A1:{get_column_letter(len(self.wrapped))}{rows + 1}"

    def _cell(self, at: int, value: Cell) -> object:
        if isinstance(value, str):
            return self._text(at, value)
        if isinstance(value, date):
            return self._styled(at, MOMENT if isinstance(value, datetime) else DAY, value)
        return value

    def _text(self, at: int, value: str) -> object:
        text = cut(clean(value))
        self.cut += len(text) < len(value)
        if not self.wrapped[at] and not text.startswith(NOT_PLAIN):
            return text
        cell = self._styled(at, "", text)
        cell.data_type = "s"
        return cell

    def _styled(self, at: int, style: str, value: Cell) -> Styled:
        """Making a cell and its style takes longer than writing it, so each column has one of a sort."""
        cell = self.cells.get((at, style))
        if cell is None:
            cell = self.cells[at, style] = WriteOnlyCell(self.sheet)
            cell.alignment = Alignment(wrap_text=self.wrapped[at], vertical="top")
            cell.number_format = style or "General"
        cell.value = value
        return cell

    def _bold(self, name: str) -> Styled:
        cell = WriteOnlyCell(self.sheet, clean(name))
        cell.data_type = "s"
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        return cell


def _width(value: object) -> int:
    """Of the longest line, with room for the sign of the filter."""
    cell = as_cell(value)
    if isinstance(cell, date):
        return len(MOMENT if isinstance(cell, datetime) else DAY) + 2
    return max((len(line) for line in str(cell).split("\n")), default=0) + 2
