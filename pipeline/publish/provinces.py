"""In which province an organisation is, as its name says: one of the 63 of data/provinces.csv, or none."""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.catalogue import provinces

ABOVE = ("tỉnh", "thành phố", "TP.", "TP", "T.P", "Tp.", "Tp", "tp.", "tp")
BELOW = (
    "huyện",
    "xã",
    "thị xã",
    "thị trấn",
    "quận",
    "phường",
    "phố",
    "đường",
    "thôn",
    "bản",
    "xóm",
    "ấp",
    "cầu",
    "chợ",
)
LONGER = ("Thái Bình Dương", "Hà Nam Ninh")  # names that only begin like one
ALSO_A_PERSON = "Hồ Chí Minh"  # the Youth Union bears it, academies and roads do: said of the city, it is called one


def province_of(name: str) -> str | None:
    """The province that an organisation's name says, by its name until 2025; the last one, best one called so."""
    found = [(bool(match["above"]), match["name"]) for match in _pattern().finditer(name) if _is_meant(match)]
    return _by_form()[max(enumerate(found), key=lambda one: (one[1][0], one[0]))[1][1]] if found else None


def today() -> dict[str, str]:
    """The province that each one of the 63 belongs to since 1 July 2025."""
    return {province.name: province.today for province in provinces()}


def forms() -> list[str]:
    """All spellings of all provinces, the longest first."""
    return sorted(_by_form(), key=lambda form: (-len(form), form))


def _is_meant(match: re.Match[str]) -> bool:
    if match["longer"] or match["below"]:
        return False
    return bool(match["above"] or match["comma"]) or _by_form()[match["name"]] != ALSO_A_PERSON


@cache
def _pattern() -> re.Pattern[str]:
    above, below = (rf"(?:{'|'.join(map(re.escape, _cases(words)))})" for words in (ABOVE, BELOW))
    lead = rf"(?:(?<!\w)(?P<above>{above})\s*|(?<!\w)(?P<below>{below})\s+|(?P<comma>,)\s*|(?<!\w))"
    names = "|".join(map(re.escape, forms()))
    longer = "|".join(map(re.escape, LONGER))
    return re.compile(rf"{lead}(?:(?P<longer>{longer})|(?P<name>{names}))(?!\w)")


@cache
def _by_form() -> dict[str, str]:
    named = [(form, one.name) for one in provinces() for form in (one.name, *one.aliases)]
    return {spelling: name for form, name in named for spelling in _spellings(form)}


def _spellings(form: str) -> Iterator[str]:
    """Tone marks on either vowel (Hòa, Hoà), in small letters and in capitals. hòa bình means peace: case counts."""
    for one in (form, form.replace("òa", "oà").replace("óa", "oá")):
        yield one
        yield one.upper()


def _cases(words: tuple[str, ...]) -> list[str]:
    cased = {form for word in words for form in (word, word.capitalize(), word.upper())}
    return sorted(cased, key=lambda word: (-len(word), word))
