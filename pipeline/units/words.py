"""A printed name as words: abbreviations spelled out, joints noted and dropped."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from extractors.fold import fold, one_spaced
from pipeline.units.catalogue import abbreviations

_WORD = re.compile(r"[^\W_][\w'’/.]*[\w]|\w")
_OF = {"thuộc", "của"}
_AND = {"và", "&"}
_DIRECT = {"trực"}


class Word(NamedTuple):
    """One word of a name, and what joins it to the one before."""

    key: str
    text: str
    joint: str  # "" (juxtaposed), "," "-" "(" ")" "of" "and"

    @property
    def opens(self) -> bool:
        """Whether it is printed like the first word of a name."""
        return self.text[0].isupper() or self.text[0].isdigit()


@lru_cache(maxsize=1 << 8)  # a name is looked at for an alias first
def words_of(name: str) -> tuple[Word, ...]:
    """The words of `name`, its abbreviations spelled out."""
    text = spelled_out(name)
    found: list[Word] = []
    position, pending = 0, ""
    for match in _WORD.finditer(text):
        joint = pending or _punctuation(text[position : match.start()])
        position = match.end()
        key = fold(match[0])
        if key in _OF or (key in _DIRECT and fold(text[position : position + 6]) == " thuộc"):
            pending = "of"
        elif key in _AND:
            pending = "and"
        else:
            found.append(Word(key, match[0], joint))
            pending = ""
    return tuple(found)


@lru_cache(maxsize=1 << 8)  # asked for the words, and again for how the name is printed
def spelled_out(name: str) -> str:
    """`name` with its abbreviations in full: "LĐLĐ TP.Vinh" is "Liên đoàn Lao động thành phố Vinh"."""
    text = _DEFINED.sub(_kept, one_spaced(name.replace("–", "-").replace("’", "'")))
    return one_spaced(_shorts().sub(lambda match: f"{_longs()[_tight(match[1])]} ", text)).strip()


_DEFINED = re.compile(r"\s*\(([A-ZĐ][A-ZĐ&.-]{1,14})\)")


def _kept(match: re.Match[str]) -> str:
    """ "Hội Nghệ nhân … (VATA)" defines its own abbreviation; "Công ty X (EVN)" names the body above."""
    long = _longs().get(_tight(match[1]), "")
    return match[0] if any(fold(long).startswith(f"{head} ") for head in ("tập đoàn", "tổng công ti", "bộ")) else ""


@cache
def _shorts() -> re.Pattern[str]:
    forms = sorted(_longs(), key=lambda form: (-len(form), form))
    any_form = "|".join(map(_pattern, forms))
    return re.compile(rf"(?<!\w)({any_form})(?:\.(?!\w\.)|(?!\w))")


def _pattern(form: str) -> str:
    """ "GD&ĐT" is printed "GD-ĐT" and "GD và ĐT" too."""
    return r"\s*(?:&|-|và|,)\s*".join(re.escape(part) for part in form.split("&"))


@cache
def _longs() -> dict[str, str]:
    return {_tight(short): long for short, long in abbreviations().items()}


def _tight(short: str) -> str:
    return re.sub(r"\s*(?:&|-|và|,)\s*", "&", short)


def _punctuation(gap: str) -> str:
    return next((mark for mark in "(),;-" if mark in gap), "") if gap.strip() else ""
