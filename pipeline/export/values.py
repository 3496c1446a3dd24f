"""One value in text, in JSON and in a cell of a sheet."""

import json
import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

Cell = str | int | float | bool | date | datetime | None
By = dict[type, Callable[[Any], Any]]

# What a cell of Excel holds at most, counted as Excel does: in UTF-16.
LONGEST = 32_767
CUT = " […]"
# Excel keeps 15 digits, and its days begin in 1900.
MOST_DIGITS = 10**15
FIRST_YEAR = 1901
# XML 1.0, 2.2: these are no characters.
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def as_text(value: object) -> str:
    """For CSV: dates in ISO 8601, lists joined by "; ", what is nested deeper as JSON, null as nothing."""
    text: str = TEXT.get(type(value), str)(value)
    return text


def as_json(value: object) -> object:
    """For JSON: numbers, booleans, lists and objects as such, dates in ISO 8601, NaN and infinity as null."""
    return JSON.get(type(value), as_text)(value)


def as_cell(value: object) -> Cell:
    """For a sheet: dates, numbers and booleans as such where Excel can hold them, else their text; nothing if empty."""
    cell: Cell = CELL.get(type(value), as_text)(value)
    return None if cell == "" else cell


def clean(text: str) -> str:
    """Without characters that XML forbids; each becomes a replacement character."""
    return NOT_IN_XML.sub("\ufffd", text)


def cut(text: str) -> str:
    """What a cell has room for, with a mark where there was more."""
    if 2 * len(text) <= LONGEST:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * (LONGEST - len(CUT))].decode("utf-16-le", errors="ignore") + CUT


def _same(value: object) -> object:
    return value


def _number(value: float | Decimal) -> Cell:
    if not math.isfinite(value) or abs(float(value)) >= MOST_DIGITS:
        return str(value)
    return float(value) if isinstance(value, Decimal) else value


def _moment(value: datetime) -> Cell:
    naive = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
    return naive if naive.year >= FIRST_YEAR else as_text(value)


TEXT: By = {
    type(None): lambda _: "",
    str: _same,
    bool: lambda value: "true" if value else "false",
    datetime: lambda value: value.isoformat(" "),
    date: date.isoformat,
    time: time.isoformat,
    list: lambda value: "; ".join(map(as_text, value)),
    tuple: lambda value: "; ".join(map(as_text, value)),
    dict: lambda value: json.dumps(as_json(value), ensure_ascii=False),
    bytes: bytes.hex,
}
JSON: By = {
    **dict.fromkeys((type(None), str, bool, int), _same),
    float: lambda value: value if math.isfinite(value) else None,
    Decimal: lambda value: int(value) if value == value.to_integral_value() else float(value),
    datetime: datetime.isoformat,
    list: lambda value: [as_json(part) for part in value],
    tuple: lambda value: [as_json(part) for part in value],
    dict: lambda value: {as_text(key): as_json(part) for key, part in value.items()},
}
CELL: By = {
    **dict.fromkeys((type(None), str, bool), _same),
    **dict.fromkeys((int, float, Decimal), _number),
    datetime: _moment,
    date: lambda value: value if value.year >= FIRST_YEAR else as_text(value),
}
