"""Folding for search, as the SQL macro `fold` of the published file does it."""

import re
import unicodedata

from pipeline.evaluate.names import ABBREVIATIONS

END_Y = re.compile(r"\b([bcdghklmnpqrstvx]+)y\b")


def fold(text: str) -> str:
    """Lower case, no tone marks, đ = d, sĩ = sỹ, punctuation as one blank."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    bare = "".join(ch for ch in bare if not unicodedata.combining(ch))
    bare = END_Y.sub(r"\1i", re.sub(r"[^a-z0-9]+", " ", bare))
    return re.sub(r"\bquy\b", "qui", bare).strip()


def spellings(text: str) -> list[str]:
    """The folded text as typed, with its abbreviations spelled out, and with long forms abbreviated."""
    typed = fold(text)
    spelled = " ".join(ABBREVIATIONS.get(word, word) for word in typed.split())
    short = f" {spelled} "
    for abbreviation, long in sorted(ABBREVIATIONS.items(), key=lambda pair: -len(pair[1])):
        short = short.replace(f" {fold(long)} ", f" {abbreviation} ")
    return list(dict.fromkeys([typed, fold(spelled), short.strip()]))
