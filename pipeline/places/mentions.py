"""Where a name of an organisation says a district or a commune: the kind, and the words that may be its name."""

import re
from collections.abc import Container
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from pipeline.places.catalogue import kind_words
from pipeline.places.names import any_of, cases
from pipeline.places.spelling import spelled

LONGEST = 5  # words of a commune's name
STOP = re.compile(r"[,;()\[\]:\"“”]")
WORD = re.compile(r"\w+")


class Mention(NamedTuple):
    """A word such as xã or huyện, as its kind, and what stands after it up to a comma."""

    kind: str
    rest: str

    def name(self, known: Container[str]) -> str | None:
        """The longest known name that the words begin with, spelled alike; None when a capital goes on, or none is."""
        found = next((opening for opening in _openings(self.rest) if opening[0] in known), None)
        return found[0] if found and _ends(self.rest, found[1]) else None


@lru_cache(maxsize=100)  # of one mention, looked for among districts and communes of then and of today
def _openings(rest: str) -> tuple[tuple[str, int | None], ...]:
    """The words that may be a name, spelled alike, the longest first, each with where the next word begins."""
    words = [*islice(WORD.finditer(rest), LONGEST + 1)]
    if not words or not (words[0][0][0].isupper() or words[0][0].isdecimal()):
        return ()
    starts = [*(word.start() for word in words[1:]), None]
    ends = [(spelled(rest[: word.end()]), start) for word, start in zip(words, starts, strict=True)]
    return tuple(reversed(ends[:LONGEST]))


def _ends(rest: str, at: int | None) -> bool:
    return at is None or not rest[at].isupper() or bool(_leads().match(rest, at))


@lru_cache(maxsize=100)
def mentions(name: str) -> tuple[Mention, ...]:
    """The places of lower tiers that a name may say, from left to right."""
    return tuple(
        Mention(_kinds()[match["lead"].lower()], STOP.split(name[match.end() :], maxsplit=1)[0])
        for match in _leads().finditer(name)
    )


def lead_words() -> list[str]:
    """The words before names of districts and communes, as they may be written; the longest first."""
    return cases(kind_words())


@cache
def _leads() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<lead>{any_of(lead_words())})(?:\s+|(?<=\.))")


@cache
def _kinds() -> dict[str, str]:
    return {word.lower(): kind for word, kind in kind_words().items()}
