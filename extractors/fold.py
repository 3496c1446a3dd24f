"""A view of the text for matching: as long as the text itself, so that offsets hold.

Spelling that does not tell words apart is levelled (case, hoá/hóa, sĩ/sỹ, quotes, dashes, odd spaces);
tone marks stay, for they do tell words apart.
"""

import re

# Capital letters as a character class: the block from À to Ỹ holds small letters too.
CAPITALS = "A-Z" + "".join(char for char in map(chr, range(0xC0, 0x1EFA)) if char.isupper())

_SINGLE = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»＂", '"'),
        **dict.fromkeys("‘’‚‛`´", "'"),
        **dict.fromkeys("–—‒−‑", "-"),
        **dict.fromkeys("\u00a0\u2000\u2002\u2003\u2009\u200a\u202f\u3000\t", " "),
    }
)
_OLD_TONES = ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"]
_NEW_TONES = ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"]
_TONE = dict(zip(_NEW_TONES, _OLD_TONES, strict=True))
_TONES = re.compile(rf"(?<!q)(?:{'|'.join(_NEW_TONES)})(?!\w)")  # only an open syllable has two ways
_I_OR_Y = re.compile(r"\b[hklmst]([yỳýỷỹỵ])(?!\w)")
_LOST_HORN = re.compile(r"(?<!q)u(?=[ơờớởỡợ]\w)")  # "huân chuơng", "thuởng": a slip of many keyboards
_Y_TO_I = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")


def fold(text: str) -> str:
    """Lower-cased, levelled `text` of the same length: `fold(t)[a:b]` is the fold of `t[a:b]`'s letters."""
    lower = text.lower()
    if len(lower) != len(text):  # a few letters (İ) grow when lower-cased
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    levelled = _TONES.sub(lambda match: _TONE[match[0]], lower.translate(_SINGLE))
    levelled = _I_OR_Y.sub(lambda match: match[0].translate(_Y_TO_I), levelled)
    return _LOST_HORN.sub("ư", levelled)


def phrase_pattern(phrase: str) -> str:
    """A regular expression for `phrase` in folded text: any run of blanks between words, free dashes."""
    words = [re.escape(word) for word in fold(phrase).split()]
    return r"\s+".join(words).replace(r"\s+\-\s+", r"\s*-\s*")


def any_of(phrases: list[str] | tuple[str, ...]) -> str:
    """An alternation of phrases, longest first, as whole words of folded text."""
    ordered = sorted({fold(phrase) for phrase in phrases}, key=len, reverse=True)
    return rf"(?<!\w)(?:{'|'.join(phrase_pattern(phrase) for phrase in ordered)})(?!\w)"
