"""What a user types for a title: a code, a name, an abbreviation, with level or rank behind it."""

import difflib
from typing import NamedTuple

from pipeline.catalogue import title_forms, titles
from pipeline.errors import UsageError
from pipeline.search.words import fold
from schemas import AwardTitle, Level

LEVELS = {
    "co so": Level.CO_SO,
    "tinh": Level.TINH,
    "thanh pho": Level.TINH,
    "nganh": Level.BO_NGANH,
    "bo": Level.BO_NGANH,
    "bo nganh": Level.BO_NGANH,
    "toan quoc": Level.NHA_NUOC,
    "nha nuoc": Level.NHA_NUOC,
}
RANKS = {"hang nhat": 1, "hang nhi": 2, "hang ba": 3, "hang 1": 1, "hang 2": 2, "hang 3": 3}


class TitleWanted(NamedTuple):
    """A title, and the level or rank that was typed with it."""

    code: str
    level: Level | None = None
    rank: int | None = None


def resolve(typed: str) -> list[TitleWanted]:
    """The titles that `typed` stands for. Raises UsageError, with near names, when there is none."""
    words = fold(typed.replace("-", " "))
    found = [wanted for title in titles().values() for wanted in _readings(title, words)]
    if not found:
        raise UsageError(f"no title is called {typed!r}; {_near(words)}")
    longest = max(length for length, _ in found)
    return list(dict.fromkeys(wanted for length, wanted in found if length == longest))


def _readings(title: AwardTitle, words: str) -> list[tuple[int, TitleWanted]]:
    """Ways to read `words` as this title, with the length of the name: the longest name wins."""
    readings = []
    for name, level in _names(title):
        if words == name:
            readings.append((len(name), TitleWanted(title.code, level)))
        elif words.startswith(name + " "):
            rest = words[len(name) + 1 :].removeprefix("cap ")
            if rest in LEVELS:
                readings.append((len(name), TitleWanted(title.code, LEVELS[rest])))
            elif rest in RANKS:
                readings.append((len(name), TitleWanted(title.code, rank=RANKS[rest])))
    return readings


def _names(title: AwardTitle) -> list[tuple[str, Level | None]]:
    """Folded code, name, aliases and forms; a form may tell a level, as CSTĐCS does."""
    names: list[tuple[str, Level | None]] = [
        (fold(name), None) for name in (title.code.replace("-", " "), title.name, *title.aliases)
    ]
    return names + [(fold(form.form), form.level) for form in title_forms() if form.code == title.code]


def _near(words: str) -> str:
    by_name = {fold(title.name): title.name for title in titles().values()}
    near = difflib.get_close_matches(words, by_name, n=3, cutoff=0.4)
    names = ", ".join(by_name[name] for name in near)
    return f"did you mean {names}?" if near else 'bangvang query "SELECT code, name FROM title" lists them'
