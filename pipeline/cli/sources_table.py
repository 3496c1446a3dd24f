"""The health of sources as a table for people."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pipeline.catalogue import labels
from pipeline.cli.output import shown
from pipeline.cli.tables import print_table

COLUMNS = ("Nguồn", "Tình trạng", "Vì sao", "Lần đọc tốt cuối (UTC)", "Bài mới mỗi lần", "Trước đó",
           "Có tiêu đề, ngày, nội dung (%)", "Lỗi", "Cảnh báo")  # fmt: skip


Cells = tuple[object, ...]


def print_health(rows: Sequence[tuple[Any, ...]]) -> None:
    """One line a source, as summary.HEALTH gives them; nothing when there is none."""
    if rows:
        print_table(COLUMNS, [_cells(*row) for row in rows])


def _cells(source: str, verdict: str, reasons: list[str], success: datetime | None, *numbers: float | None) -> Cells:
    now, before, *shares, errors, warnings = numbers
    why = "; ".join(_word("reason", reason) for reason in reasons)
    filled = ", ".join("–" if share is None else f"{share:.0%}".rstrip("%") for share in shares)
    return (source, _word("verdict", verdict), why, shown(success), _mean(now), _mean(before), filled, errors, warnings)


def _mean(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}".replace(".", ",")


def _word(kind: str, code: str) -> str:
    label = labels().get((kind, code))
    return label.vi if label else code
