"""Names that mean another one, as data/unit_aliases.csv says after review."""

import re
from functools import cache, lru_cache

from pipeline.units.catalogue import aliases
from pipeline.units.words import Word, words_of

_HOLE = "{name}"


@lru_cache(maxsize=1 << 8)  # asked for the unit, and again for how it is printed
def meant(name: str) -> str:
    """`name`, or what the first alias that fits it stands for."""
    words = words_of(name)
    key = " ".join(word.key for word in words)
    for start, pattern, canonical in _patterns():
        if start in key and (match := pattern.search(key)):
            return canonical.replace(_HOLE, _as_printed(words, match))
    return name


def _as_printed(words: tuple[Word, ...], match: re.Match[str]) -> str:
    if "name" not in match.re.groupindex:
        return ""
    before = len(match.string[: match.start("name")].split())
    count = len(match["name"].split())
    return " ".join(word.text for word in words[before : before + count])


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    return tuple((_plain(row.alias.split(_HOLE)[0]), _pattern(row.alias), row.canonical) for row in aliases())


def _pattern(alias: str) -> re.Pattern[str]:
    parts = [re.escape(_plain(part)) for part in alias.split(_HOLE)]
    body = " (?P<name>.+?) ".join(parts).strip(" ")
    return re.compile(rf"^{_LEAD}{body}$")


_LEAD = "(?:ban chấp hành |ban thường vụ )?"


def _plain(text: str) -> str:
    return " ".join(word.key for word in words_of(text))
