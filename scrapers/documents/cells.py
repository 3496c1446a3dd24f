"""A spreadsheet's values as people in Viet Nam would write them."""

import re
from datetime import date, datetime, time
from decimal import Decimal

DECIMALS = 2
_ZEROS = re.compile(r"0+")  # a format that fills up with zeros: "00" prints 1 as 01
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)")

Value = str | bool | int | float | Decimal | datetime | date | time | None


def shown(value: object, number_format: str | None = None) -> str:
    """`value` as text: 21/11/2023, 12, 1,5, 15%; blank for an error of a formula."""
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}" if value.time() == time() else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return _number(float(value), number_format or "")
    text = "" if value is None else str(value)
    return "" if _ERROR.fullmatch(text) else text


def _number(value: float, number_format: str) -> str:
    if number_format.endswith("%"):
        return f"{_plain(value * 100)}%"
    text = _plain(value)
    return text.zfill(len(number_format)) if _ZEROS.fullmatch(number_format) else text


def _plain(value: float) -> str:
    """Without the noise of binary fractions, the decimal sign a comma."""
    text = f"{value:.{DECIMALS}f}"
    return text.rstrip("0").rstrip(".").replace(".", ",")
