"""What a user types for a title: a code, a name, an abbreviation, with level or rank behind it."""

import difflib
from functools import cache
from typing import NamedTuple

from pipeline.catalogue import title_forms, titles
from pipeline.errors import UsageError
from pipeline.search.words import fold
from schemas import Level

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
    words = fold(typed)
    if not (found := _read(words)):
        raise UsageError(f"no title is called {typed!r}; {_near(words)}")
    return found


def split_titles(typed: str) -> tuple[list[list[TitleWanted]], str]:
    """The titles among free words, each with what it may stand for, and the other words: `CSTĐCS thuế Hải Phòng`."""
    words = typed.split()
    folded = [fold(word) for word in words]
    found, others, at = list[list[TitleWanted]](), list[str](), 0
    while at < len(words):
        sizes = range(min(len(words) - at, _longest()), 0, -1)
        size, title = next(((n, read) for n in sizes if (read := _read(" ".join(folded[at : at + n])))), (1, []))
        if title:
            found.append(title)
        else:
            others.append(words[at])
        at += size
    return found, " ".join(others)


def _read(words: str) -> list[TitleWanted]:
    """What folded words stand for: the longest name that they begin with, if the rest is nothing, a level or a rank."""
    parts = words.split()
    for size in range(len(parts), 0, -1):
        named = _named().get(" ".join(parts[:size]), ())
        rest = " ".join(parts[size:]).removeprefix("cap ")
        if rest == "" and named:
            return list(named)
        if rest in LEVELS and named:
            return list(dict.fromkeys(TitleWanted(title.code, LEVELS[rest]) for title in named))
        if rest in RANKS and named:
            return list(dict.fromkeys(TitleWanted(title.code, rank=RANKS[rest]) for title in named))
    return []


@cache
def _named() -> dict[str, tuple[TitleWanted, ...]]:
    """Titles by folded code, name, alias and form; a form may tell a level, as CSTĐCS does."""
    names = [
        (fold(name), TitleWanted(title.code))
        for title in titles().values()
        for name in (title.code, title.name, *title.aliases)
    ]
    names += [(fold(form.form), TitleWanted(form.code, form.level)) for form in title_forms()]
    found: dict[str, tuple[TitleWanted, ...]] = {}
    for name, wanted in dict.fromkeys(names):
        found[name] = (*found.get(name, ()), wanted)
    return found


@cache
def _longest() -> int:
    """Words of the longest name, with `cấp bộ, ngành` behind it."""
    return max(len(name.split()) for name in _named()) + 3


def _near(words: str) -> str:
    by_name = {fold(title.name): title.name for title in titles().values()}
    near = difflib.get_close_matches(words, by_name, n=3, cutoff=0.4)
    names = ", ".join(by_name[name] for name in near)
    return f"did you mean {names}?" if near else 'bangvang query "SELECT code, name FROM title" lists them'
