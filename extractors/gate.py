"""Whether a text can hold an award at all, told from its bytes before anything else is made of it.

Two steps, of which the first is all that most news needs. One pass of an automaton over the bytes, in UTF-8 as they
came, looks for the openings of the printed forms of all titles. What stands round such an opening is composed and
folded, and the forms are looked at as `find_titles` does.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation

from extractors import lexicon
from extractors.fold import fold
from extractors.spelling import spellings
from extractors.titles import may_hold_title

# ASCII capitals as small letters, and blanks but the line's end as spaces; a no-break space is two bytes, two spaces.
_PLAIN = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ\t\r\v\f\x1c\x1d\x1e\x1f", b"abcdefghijklmnopqrstuvwxyz        ")
_NO_BREAK = "\u00a0".encode()
# Between two words of a form stands one space, or another gap that begins so. An empty line parts passages.
_GAPS = ("  ", " \n", "\n ")
# A text with any of these may be another one when it is composed or lower-cased, or its gaps are odd ones: the marks
# U+0300 to U+036F, of which these bytes are the first, the Kelvin sign, a capital that grows, rare blanks.
_RARE = [char for char in map(chr, range(0x7F, 0x3001)) if char.isspace() and char != "\u00a0"]
_UNSURE = [b"\xcc", b"\xcd", *(char.encode() for char in ["\u212a", "\u0130", *_RARE])]
_ODD = re.compile(f"[{''.join(_RARE)}]")
_TELLING = 3  # letters beyond ASCII, each of them large or small, that stand for a form with more of them
_ROUND = 300  # bytes before and behind an opening: more than the longest form and what is asked before it


class _Openings(NamedTuple):
    automaton: BytesAhoCorasick
    unsure: int  # patterns from this index on


def may_hold_award(text: str | bytes) -> bool:
    """False only for a text (UTF-8; NFC or NFD, any case) of which extraction makes neither a record nor a reject."""
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    found = _found(data)
    if any(index >= _openings().unsure for index, _, _ in found):
        data = _settled(data)
        found = _found(data)
    return any(may_hold_title(fold(_decoded(data[max(0, at - _ROUND) : at + _ROUND]))) for _, at, _ in found)


def _found(data: bytes) -> list[tuple[int, int, int]]:
    """Pattern, start and end of each opening."""
    return _openings().automaton.find_matches_as_indexes(data.translate(_PLAIN).replace(_NO_BREAK, b"  "))


def _settled(data: bytes) -> bytes:
    """The text composed and lower-cased, with a longer gap for each odd blank."""
    return _ODD.sub("  ", unicodedata.normalize("NFC", _decoded(data)).lower()).encode()


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "ignore")  # a letter may be cut


@cache
def _openings() -> _Openings:
    spelt = {words for form in lexicon.title_forms() for words in spellings(_without_dash(form))}
    sure = sorted({pattern.encode() for words in spelt for pattern in _patterns(_opening(words))})
    return _Openings(BytesAhoCorasick([*sure, *_UNSURE], implementation=Implementation.DFA), len(sure))


def _opening(words: str) -> str:
    """`words` up to the last of the telling letters, if it has more of them."""
    beyond = [at for at, char in enumerate(words) if not char.isascii()]
    return words[: beyond[_TELLING]] if len(beyond) > _TELLING else words


def _patterns(opening: str) -> Iterator[str]:
    """`opening` in large and small letters; and up to each gap, and a gap that is not one space."""
    for letters in product(*({char} if char.isascii() else {char, char.upper()} for char in opening)):
        cased = "".join(letters)
        yield cased
        for at, char in enumerate(cased[:-1]):
            if char == " ":
                yield from (cased[:at] + gap for gap in (*_GAPS, f"\n{cased[at + 1]}"))


def _without_dash(form: str) -> str:
    """Blanks round a dash are free: the longest part beside it stands for the form."""
    return max(form.split("-"), key=len).strip()
