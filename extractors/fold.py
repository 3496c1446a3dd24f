"""A view of the text for matching: as long as the text itself, so that offsets hold.

Spelling that does not tell words apart is levelled (case, hoá/hóa, sĩ/sỹ, quotes, dashes, odd spaces);
tone marks stay, for they do tell words apart.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from extractors.trie import alternation

# Capital letters as a character class: the block from À to Ỹ holds small letters too.
CAPITALS = "A-Z" + "".join(char for char in map(chr, range(0xC0, 0x1EFA)) if char.isupper())

_SINGLE = {
    **dict.fromkeys("“”„‟«»＂", '"'),
    **dict.fromkeys("‘’‚‛`´", "'"),
    **dict.fromkeys("–—‒−‑", "-"),
    **dict.fromkeys("\u00a0\u2000\u2002\u2003\u2009\u200a\u202f\u3000\t", " "),
}
_ODD = re.compile(f"[{''.join(_SINGLE)}]")
_OLD_TONES = ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"]
_NEW_TONES = ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"]
TONE = dict(zip(_NEW_TONES, _OLD_TONES, strict=True))
Y_TO_I = dict(zip("yỳýỷỹỵ", "iìíỉĩị", strict=True))
# Each of these opens with a letter and looks behind from there: `re` then skips all other letters fast.
_TONES = re.compile(r"o[àáảãạèéẻẽẹ](?<!qo.)(?!\w)|u[ỳýỷỹỵ](?<!qu.)(?!\w)")  # only an open syllable has two ways
_I_OR_Y = re.compile(r"[yỳýỷỹỵ](?<=\b[hklmst].)(?!\w)")
_LOST_HORN = re.compile(r"u(?<!qu)(?=[ơờớởỡợ]\w)")  # "huân chuơng", "thuởng": a slip of many keyboards
_PIECE = re.compile(r"\\s\*-\\s\*|\\s\+|\\.|.")  # of a phrase's pattern: what matches one letter or gap
_BLANKS = re.compile(r"\s+")
_SHORT = 200  # characters of names, cues and cells, which come again and again


def fold(text: str) -> str:
    """Lower-cased, levelled `text` of the same length: `fold(t)[a:b]` is the fold of `t[a:b]`'s letters."""
    return _fold_short(text) if len(text) <= _SHORT else _fold_long(text)


def _fold(text: str) -> str:
    lower = text.lower()
    if len(lower) != len(text):  # a few letters (İ) grow when lower-cased
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    levelled = _TONES.sub(lambda match: TONE[match[0]], _ODD.sub(lambda match: _SINGLE[match[0]], lower))
    return _LOST_HORN.sub("ư", _I_OR_Y.sub(lambda match: Y_TO_I[match[0]], levelled))


_fold_short = lru_cache(maxsize=1 << 14)(_fold)
_fold_long = lru_cache(maxsize=1 << 6)(_fold)  # the article and its sentences


def one_spaced(text: str) -> str:
    """`text` with every run of blanks as one space, as data/ writes phrases."""
    if "  " not in text and text.isprintable():  # the one blank that is printable is the space
        return text
    return _BLANKS.sub(" ", text)


def phrase_pattern(phrase: str) -> str:
    """A regular expression for `phrase` in folded text: any run of blanks between words, free dashes."""
    return "".join(_pieces(phrase))


def _pieces(phrase: str) -> list[str]:
    words = r"\s+".join(re.escape(word) for word in fold(phrase).split())
    return _PIECE.findall(words.replace(r"\s+\-\s+", r"\s*-\s*"))


def one_of(phrases: Iterable[str]) -> str:
    """An alternation of phrases, the longest that fits first."""
    return alternation(_pieces(phrase) for phrase in phrases)


def any_of(phrases: Iterable[str]) -> str:
    """An alternation of phrases, longest first, as whole words of folded text."""
    return rf"(?<!\w)(?:{one_of(phrases)})(?!\w)"
