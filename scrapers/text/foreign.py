"""Pages that cannot be Vietnamese, told from their bytes before they are decoded: most of the web."""

import re
from html.entities import html5

from scrapers.text.encoding import is_utf8

_ASCII = bytes(range(0x80))
FEW = 12  # bytes beyond ASCII that may be valid UTF-8 by chance: two letters of TCVN3 can be one of it
# How UTF-8 begins a letter from ẠạẢả to ỹ, a combining mark, and each character that windows-1252 has beyond ASCII: in
# these the letters of TCVN3 and VNI are shown.
_LEADS = tuple(
    sorted(
        {char.encode()[:2] for char in map(chr, range(0x1EA0, 0x1EFA))}
        | {char.encode()[:1] for char in map(chr, range(0x300, 0x370))}
        | {char.encode()[:-1] for char in bytes(range(0x80, 0x100)).decode("cp1252", "ignore")}
        | {b"\xc2"}
    )
)
_OPEN_NAMES = "|".join(sorted((name for name in html5 if not name.endswith(";")), reverse=True))
_HARMLESS = "amp|lt|gt|quot|nbsp"
_REFERENCE = re.compile(rf"&(?!(?:{_HARMLESS})\b)(?:#|[A-Za-z]+;|{_OPEN_NAMES})".encode())


def may_be_vietnamese(body: bytes, letters: int) -> bool:
    """False only for a page with fewer than so many of the letters that only Vietnamese has, in any encoding."""
    if not is_utf8(body):
        return True
    beyond = body.translate(None, _ASCII)
    seen = len(beyond) if len(beyond) <= FEW else sum(map(beyond.count, _LEADS))
    return seen + len(_REFERENCE.findall(body)) >= letters
