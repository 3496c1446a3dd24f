"""Where a name of an organisation says a district or a commune: the kind, and the words that may be its name."""

import re
from collections.abc import Container
from functools import cache, lru_cache
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
        words = [*WORD.finditer(self.rest)][: LONGEST + 1]
        if not words or not (words[0][0][0].isupper() or words[0][0].isdecimal()):
            return None
        for size in range(min(len(words), LONGEST), 0, -1):
            name = spelled(self.rest[: words[size - 1].end()])
            if name in known:
                return name if self._ends(words[size].start() if size < len(words) else None) else None
        return None

    def _ends(self, at: int | None) -> bool:
        return at is None or not self.rest[at].isupper() or bool(_leads().match(self.rest, at))


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
