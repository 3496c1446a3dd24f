"""Whether text reads as Vietnamese: every Vietnamese word is a syllable, and syllables are built in few ways."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from itertools import islice
from typing import NamedTuple

SAMPLE = 600  # words that are looked at
SHORT = 40  # characters of a stretch without blanks that may come again
REACH = 500_000  # characters in which they are looked for
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u0323])*")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE = re.compile(f"[{_TONES}]")
_ONSET = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|kr|pl|bl|[bcdđghklmnprstvx]"
_VOWELS = (
    "uyê|uya|uyu|iêu|yêu|oai|oao|oay|oeo|uây|uôi|ươi|ươu|"
    "ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|ôi|ơi|oo|ua|uâ|uê|ui|uô|uơ|ue|uy|ưa|ưi|ươ|ưu|yê|"
    "[aăâeêioôơuưy]"
)
_SYLLABLE = re.compile(rf"(?:{_ONSET})?(?:{_VOWELS})(?:ch|ng|nh|[cmnptk])?")


class Fit(NamedTuple):
    """Of the words with a letter beyond ASCII: how many were looked at, and which share are syllables."""

    words: int
    share: float


@lru_cache(maxsize=2)  # a text is judged more than once
def fit(text: str) -> Fit:
    """How well `text`, markup or plain, reads as Vietnamese; a share of 1 when no word has such a letter."""
    words = list(islice(_marked_words(text), SAMPLE))
    return Fit(len(words), sum(map(is_syllable, words)) / len(words) if words else 1.0)


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """True for a word that Vietnamese can have, at most one tone mark included."""
    letters = unicodedata.normalize("NFD", word.lower())
    if len(_TONE.findall(letters)) > 1:
        return False
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", _TONE.sub("", letters))) is not None


def _marked_words(text: str) -> Iterator[str]:
    """Markup is mostly ASCII: what holds no other letter is passed over in stretches, not word by word."""
    for stretch in unescape(text[:REACH]).split():
        if not stretch.isascii():
            yield from _known(stretch) if len(stretch) <= SHORT else _marked(stretch)


def _marked(stretch: str) -> tuple[str, ...]:
    return tuple(word for word in _WORD.findall(stretch) if not word.isascii())


_known = lru_cache(maxsize=16384)(_marked)  # the same few thousand words, with a comma or without, in any text
