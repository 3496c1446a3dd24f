"""What the addresses of a site's articles look like, guessed from one of them, for a person to correct.

The ways to write an article's number in an address are those of the sites that publish award news: in the query
(`?ItemID=54`), behind the words (`-post348029.html`, `-i95504`, `.1156`), as a hash, as a folder (`/noi-dung/692/…`).
"""

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, urlsplit


class Shape(NamedTuple):
    """Regular expressions for `article_pattern` and, where the address shows an id, for `id_pattern`."""

    article: str
    id: str | None


_KEYS = re.compile(r"(?i)(?:item|article|news|post|ddoc)?_?(?:id|name)|p|n")
_QUERY_ID = re.compile(r"[A-Za-z]*\d+")
_NUMBERED = re.compile(r"(?:^|([-_.~]))([A-Za-z]{0,5})(\d+)((?:\.[A-Za-z]{2,5})?/?)$")
_HASHED = re.compile(r"([-_])(?=[a-f]*\d)[0-9a-f]{7,}((?:\.[A-Za-z]{2,5})?/?)$")
_DATE_LIKE = re.compile(r"(?:19|20)\d\d(?:[01]\d)?|\d\d?")
_ENDING = re.compile(r"(?:\.[A-Za-z]{2,5})?/?$")
_FOLDER = re.compile(r"\d+[A-Za-z\d]*")
_SEGMENT = "[^/?#]+"
_END = r"(?:\?|$)"  # a query behind the address is not part of its shape


def shape_of(url: str) -> Shape | None:
    """The shape that fits `url`; None for the home page of a site."""
    parts = urlsplit(url)
    if not parts.path.strip("/") and not parts.query:
        return None
    return next((shape for guess in _GUESSES if (shape := guess(parts))), None)


def _in_query(parts: SplitResult) -> Shape | None:
    """A plain `id` goes first: Joomla's `Itemid` beside it is that of the menu."""
    for key, value in sorted(parse_qsl(parts.query), key=lambda pair: pair[0].lower() != "id"):
        found = _QUERY_ID.match(value)
        if found and _KEYS.fullmatch(key):
            name = _literal(key)
            kind = r"\d+" if found[0].isdecimal() else r"\w+"
            page = _literal(parts.path.rsplit("/", 1)[-1])
            return Shape(rf"(?i)/{page}\?(?:.*&)?{name}={kind}", rf"(?i)[?&]{name}=({kind})")
    return None


def _behind_the_words(parts: SplitResult) -> Shape | None:
    found = _NUMBERED.search(_last(parts))
    if not found or (found[1] and not found[2] and _DATE_LIKE.fullmatch(found[3]) and len(found[3]) > 2):
        return None  # "tong-ket-nam-2023.html" is no number of an article
    before, tail = _literal(found[1] or "/") + found[2], _literal(found[4]) + _END
    return Shape(rf"{before}\d+{tail}", rf"{before}(\d+){tail}")


def _hashed(parts: SplitResult) -> Shape | None:
    found = _HASHED.search(_last(parts))
    if not found:
        return None
    tail = _literal(found[2]) + _END
    return Shape(rf"{found[1]}[0-9a-f]{{7,}}{tail}", rf"{found[1]}([0-9a-f]{{7,}}){tail}")


def _as_a_folder(parts: SplitResult) -> Shape | None:
    """A folder of digits before the words: the article's number, or a date, which is no id."""
    numbers = [name for name in parts.path.strip("/").split("/")[:-1] if _FOLDER.fullmatch(name)]
    end = rf"/{_SEGMENT}{_literal(_ending(parts))}{_END}"
    if not numbers:
        return None
    if all(_DATE_LIKE.fullmatch(name) for name in numbers):
        return Shape("/" + "/".join(rf"\d{{{len(name)}}}" for name in numbers) + end, None)
    return Shape(rf"/\d+\w*{end}", rf"/(\d+)\w*{end}")


def _in_its_section(parts: SplitResult) -> Shape:
    """No number: whatever stands in the same folder and ends alike."""
    folder = parts.path.rstrip("/").rsplit("/", 1)[0]
    return Shape(rf"{_literal(folder)}/{_SEGMENT}{_literal(_ending(parts))}{_END}", None)


def _literal(text: str) -> str:
    """`text` as a pattern that people can read: a hyphen needs no mark outside of brackets."""
    return re.escape(text).replace(r"\-", "-")


def _last(parts: SplitResult) -> str:
    """The last part of the path, with the slash that may end it."""
    return re.split(r"/(?=[^/])", parts.path)[-1]


def _ending(parts: SplitResult) -> str:
    found = _ENDING.search(parts.path)
    return found[0] if found else ""


_GUESSES: tuple[Callable[[SplitResult], Shape | None], ...] = (
    _in_query,
    _behind_the_words,
    _hashed,
    _as_a_folder,
    _in_its_section,
)
