"""Spellings of one name made alike. Tone marks stay: Tân Thành and Tân Thạnh are two communes."""

import re
import unicodedata
from functools import lru_cache

TONES = "\u0300\u0301\u0303\u0309\u0323"
END_Y = re.compile(r"(?<=[bcdđghklmnpqrstvx])y(?=[\u0300-\u036f]*$)")
KIND = re.compile("^(thị trấn|thị xã|thành phố|đặc khu|xã|phường|huyện|quận) ", re.IGNORECASE)
DAK = {unicodedata.normalize("NFD", word) for word in ("đăk", "đắk", "đak")}  # water, in names of the Central Highlands
WORD = re.compile(r"(?:\w|[\u0300-\u036f])+")


def spelled(name: str) -> str:
    """Small letters, the tone at the word's end (Hòa, Hoà), i for y (Mỹ, Mĩ), no zero first, no punctuation."""
    return " ".join(map(_word, WORD.findall(unicodedata.normalize("NFD", name.lower()))))


def bare(name: str) -> str:
    """The name without its kind (xã, thành phố …), spelled alike."""
    return spelled(without_kind(name))


def without_kind(name: str) -> str:
    """The name without its kind, as it is written."""
    return KIND.sub("", name, count=1)


@lru_cache(maxsize=20_000)
def _word(word: str) -> str:
    if word.isdecimal():
        return str(int(word))
    if word in DAK:
        return "đak"
    tone = "".join(letter for letter in word if letter in TONES)
    return END_Y.sub("i", "".join(letter for letter in word if letter not in TONES)) + tone
