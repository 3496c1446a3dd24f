"""Vietnamese text to the bytes that old portals hold it in. The tables are those of the standards and font makers."""

import unicodedata

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # none, huyền, hỏi, ngã, sắc, nặng
_TCVN3 = {
    "a": "a\xb5\xb6\xb7\xb8\xb9",
    "ă": "\xa8\xbb\xbc\xbd\xbe\xc6",
    "â": "\xa9\xc7\xc8\xc9\xca\xcb",
    "e": "e\xcc\xce\xcf\xd0\xd1",
    "ê": "\xaa\xd2\xd3\xd4\xd5\xd6",
    "i": "i\xd7\xd8\xdc\xdd\xde",
    "o": "o\xdf\xe1\xe2\xe3\xe4",
    "ô": "\xab\xe5\xe6\xe7\xe8\xe9",
    "ơ": "\xac\xea\xeb\xec\xed\xee",
    "u": "u\xef\xf1\xf2\xf3\xf4",
    "ư": "\xad\xf5\xf6\xf7\xf8\xf9",
    "y": "y\xfa\xfb\xfc\xfd\xfe",
}
_PLAIN_MARKS = ("", "ø", "û", "õ", "ù", "ï")
_HAT_MARKS = ("â", "à", "å", "ã", "á", "ä")
_VNI = {
    "a": ("a", _PLAIN_MARKS),
    "ă": ("a", ("ê", "è", "ú", "ü", "é", "ë")),
    "â": ("a", _HAT_MARKS),
    "e": ("e", _PLAIN_MARKS),
    "ê": ("e", _HAT_MARKS),
    "i": ("", ("i", "ì", "æ", "ó", "í", "ò")),
    "o": ("o", _PLAIN_MARKS),
    "ô": ("o", _HAT_MARKS),
    "ơ": ("ô", _PLAIN_MARKS),
    "u": ("u", _PLAIN_MARKS),
    "ư": ("ö", _PLAIN_MARKS),
    "y": ("", ("y", "yø", "yû", "yõ", "yù", "î")),
}
_MAPS = {
    "tcvn3": {"đ": "\xae", "Đ": "\xa7", "Ă": "\xa1", "Â": "\xa2", "Ê": "\xa3", "Ô": "\xa4", "Ơ": "\xa5", "Ư": "\xa6"},
    "vni": {"đ": "ñ", "Đ": "Ñ"},
}


def _fill() -> None:
    for number, tone in enumerate(TONES):
        for base, row in _TCVN3.items():
            _MAPS["tcvn3"][unicodedata.normalize("NFC", base + tone)] = row[number]
        for base, (letter, marks) in _VNI.items():
            whole = unicodedata.normalize("NFC", base + tone)
            _MAPS["vni"][whole] = letter + marks[number]
            _MAPS["vni"][whole.upper()] = (letter + marks[number]).upper()


_fill()


def spelled(text: str, font: str) -> str:
    """`text` as windows-1252 shows the bytes of the legacy font `font`: "tcvn3" or "vni"."""
    return "".join(_MAPS[font].get(char, char) for char in text)


def tcvn3(text: str) -> bytes:
    """TCVN3 has no capitals with a tone: its fonts of capitals show small letters."""
    small = "".join(char if char.isascii() or char in _MAPS["tcvn3"] else char.lower() for char in text)
    return spelled(small, "tcvn3").encode("cp1252")


def vni(text: str) -> bytes:
    """VNI writes a letter and its marks after each other."""
    return spelled(text, "vni").encode("cp1252")


def cp1258(text: str) -> bytes:
    """windows-1258 writes tone marks after their letter, but has ă, â, ê, ô, ơ, ư whole."""
    letters = []
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tone = "".join(mark for mark in parts if mark in TONES[1:])
        letters.append(unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tone)) + tone)
    return "".join(letters).encode("cp1258")
