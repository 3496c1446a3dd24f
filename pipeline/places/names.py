"""In which province an organisation is, as its name says: one of the 63 of data/provinces.csv, an older one, none."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from pipeline.catalogue import provinces
from pipeline.places.catalogue import Says, past, place_words
from pipeline.places.eras import eras


def province_of(name: str) -> str | None:
    """The province that an organisation's name says, by its name until 2025; the last one, best one called so."""
    found = [(bool(match["above"]), match["name"]) for match in _pattern().finditer(name) if _is_meant(match)]
    return _by_form()[max(enumerate(found), key=lambda one: (one[1][0], one[0]))[1][1]] if found else None


def forms() -> list[str]:
    """All spellings of all provinces, the longest first."""
    return sorted(_by_form(), key=lambda form: (-len(form), form))


def _is_meant(match: re.Match[str]) -> bool:
    if match["longer"] or match["below"]:
        return False
    return bool(match["above"] or match["comma"]) or _by_form()[match["name"]] not in _also_other()


@cache
def _also_other() -> frozenset[str]:
    """Names that something else bears as well, such as the river Cửu Long: the place is called a province."""
    return frozenset({row.name for row in past()} - {row.name for row in provinces()}).union(place_words(Says.PERSON))


@cache
def _pattern() -> re.Pattern[str]:
    above, below = (any_of(cases(place_words(says))) for says in (Says.PROVINCE, Says.OTHER))
    lead = rf"(?:(?<!\w)(?P<above>{above})\s*|(?<!\w)(?P<below>{below})\s+|(?P<comma>,)\s*|(?<!\w))"
    return re.compile(rf"{lead}(?:(?P<longer>{any_of(place_words(Says.NAME))})|(?P<name>{any_of(forms())}))(?!\w)")


def any_of(words: Iterable[str]) -> str:
    """A regular expression for one of the words, the first that fits."""
    return f"(?:{'|'.join(map(re.escape, words))})"


@cache
def _by_form() -> dict[str, str]:
    named = [(form, era.name) for era in eras() for form in (era.name, *era.aliases)]
    return {spelling: name for form, name in named for spelling in _spellings(form)}


def _spellings(form: str) -> Iterator[str]:
    """Tone marks on either vowel (Hòa, Hoà), in small letters and in capitals. hòa bình means peace: case counts."""
    for one in (form, form.replace("òa", "oà").replace("óa", "oá")):
        yield one
        yield one.upper()


def cases(words: Iterable[str]) -> list[str]:
    """The words in small letters, with a capital, and in capitals; the longest first."""
    cased = {form for word in words for form in (word, word.capitalize(), word.upper())}
    return sorted(cased, key=lambda word: (-len(word), word))
