"""Text set in the fonts of before Unicode: TCVN3 (ABC, .VnTime) and VNI (VNI-Times).

Their bytes read as windows-1252 give Latin letters and signs; viparse holds the tables of what they stand for.
"""

import re
from collections.abc import Callable
from html import unescape

_ENTITY = re.compile(r"&(?:#\d{3,}|#[xX][0-9a-fA-F]{2,}|[A-Za-z]{3,});?")
# What viparse's table of VNI leaves out.
_VNI_MORE = (("aú", "ẳ"), ("AÚ", "Ẳ"), ("Aú", "Ẳ"), ("î", "ỵ"), ("Î", "Ỵ"))
_LOW_MARK = re.compile("([AEIOUYÔÖ])([øùïûõâáàåãäêéèüë])")


def from_tcvn3(text: str) -> str:
    """`text` as it was meant, if it was meant as TCVN3."""
    return _converted(_marks_as_letters(text), "tcvn3")


def from_vni(text: str) -> str:
    """`text` as it was meant, if it was meant as VNI; a capital may carry the mark of a small letter ("Oâng")."""
    shown = _marks_as_letters(text)
    for legacy, letter in _VNI_MORE:
        shown = shown.replace(legacy, letter)
    return _converted(_LOW_MARK.sub(lambda found: found[1] + found[2].upper(), shown), "vni")


LEGACY: dict[str, Callable[[str], str]] = {"tcvn3": from_tcvn3, "vni": from_vni}


def _converted(text: str, name: str) -> str:
    from viparse.normalize.encodings import CHARMAPS  # noqa: PLC0415 (few pages need it)
    from viparse.normalize.tables import convert  # noqa: PLC0415

    return str(convert(text, CHARMAPS[name]))


def _marks_as_letters(text: str) -> str:
    """Character references beyond ASCII as characters: editors wrote the letters of these fonts so."""
    return _ENTITY.sub(lambda found: char if not (char := unescape(found[0])).isascii() else found[0], text)
