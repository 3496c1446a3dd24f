"""The canonical text: the one form of a text that every offset of the project counts in."""

import re
import unicodedata

TEXT_VERSION: int = 1

BOM = "\ufeff"
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\u00ad" + BOM
_DROPPED = re.compile(f"[{_ZERO_WIDTH}]")


def normalise(raw: str) -> str:
    """`raw` in canonical form: no BOM, NFC, LF line ends; nothing else is rewritten."""
    text = raw.lstrip(BOM).replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """[start, end) without the blanks round it, NBSP and zero-width ones included; empty when all is blank."""
    while start < end and _is_blank(text[start]):
        start += 1
    while end > start and _is_blank(text[end - 1]):
        end -= 1
    return start, end


def one_line(text: str) -> str:
    """`text` in NFC with every run of blanks folded to one space, none at the ends, no zero-width characters."""
    return unicodedata.normalize("NFC", " ".join(_DROPPED.sub("", text).split()))


def _is_blank(char: str) -> bool:
    return char.isspace() or char in _ZERO_WIDTH
