"""How texts print a value, so that a value typed by hand finds its evidence in the quote."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from extractors.fold import fold
from pipeline.catalogue import labels, titles

Values = Mapping[str, Any]
NAMES = ("issuer", "unit", "person")
RANKS = {1: "Nhất", 2: "Nhì", 3: "Ba"}


def where_printed(field: str, values: Values, text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the quote `text[start:end]` prints the value as whole words; names may stand elsewhere, as near as can be.

    A number is taken from the quote alone, and only when it stands there once: another one may be a date.
    """
    folded = fold(text)
    for words in printed(field, values):
        found = list(_whole_words(fold(words), folded))
        inside = [span for span in found if start <= span[0] and span[1] <= end]
        if inside and (field in (*NAMES, "title") or len(inside) == 1):
            return inside[0]
        if found and field in NAMES:
            return min(found, key=lambda span: abs(span[0] - start))
    return None


def printed(field: str, values: Values) -> list[str]:
    """The spellings of a value, the longest first."""
    return PRINTED[field](values) if field in PRINTED else []


def _whole_words(wanted: str, text: str) -> Iterator[tuple[int, int]]:
    pattern = rf"(?<![\w/.-]){re.escape(wanted)}(?![\w/-]|\.\d)"
    return (match.span() for match in re.finditer(pattern, text)) if wanted.strip() else iter(())


def _title(values: Values) -> list[str]:
    row = titles().get(values["title"])
    return sorted([row.name, *row.aliases], key=len, reverse=True) if row else []


def _year(values: Values) -> list[str]:
    first, last = values["year_from"], values["year_to"]
    return [str(first)] if first == last else [f"{first}-{last}", f"{first} - {last}"]


def _count(values: Values) -> list[str]:
    return [f"{values['count']:02d}", f"{values['count']:,}".replace(",", "."), str(values["count"])]


def _label(kind: str, before: str = "") -> Callable[[Values], list[str]]:
    def told(values: Values) -> list[str]:
        row = labels().get((kind, values[kind]))
        return [before + row.vi] if row else []

    return told


def _name(field: str) -> Callable[[Values], list[str]]:
    return lambda values: [values[field]]


PRINTED: dict[str, Callable[[Values], list[str]]] = {
    "title": _title,
    "rank": lambda values: [f"hạng {RANKS[values['rank']]}"] if values["rank"] in RANKS else [],
    "level": _label("level", "cấp "),
    "recipient_kind": _label("recipient_kind"),
    "year": _year,
    "count": _count,
    **{name: _name(name) for name in NAMES},
}
