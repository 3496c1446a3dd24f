"""Bytes to text: which of the encodings that Vietnamese pages and files use."""

import codecs
import re

from w3lib.encoding import html_to_unicode

from scrapers.text.canonical import normalise

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
JUDGED_FROM = 40  # letters; fewer say nothing about the language
LEAST_SHARE = 0.02
_LETTER = re.compile(r"[^\W\d_]")
_ONLY_VIETNAMESE = re.compile("[\u1ea0-\u1ef9]")


class UndecodableError(ValueError):
    """Bytes in none of the encodings that we know."""


def looks_vietnamese(text: str) -> bool:
    """False for a text of 40 letters or more with next to none of the letters that only Vietnamese has (ạ … ỹ)."""
    canonical = normalise(text)
    letters = len(_LETTER.findall(canonical))
    return letters < JUDGED_FROM or len(_ONLY_VIETNAMESE.findall(canonical)) >= letters * LEAST_SHARE


def decode_text(data: bytes) -> str:
    """A text file's characters: by its byte order mark, else UTF-8, else windows-1258 if that reads as Vietnamese.

    Raises UndecodableError.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    if is_utf8(data):
        return data.decode("utf-8")
    text = _decoded(data, "cp1258")
    if not looks_vietnamese(text) or len(_LETTER.findall(text)) < JUDGED_FROM:
        raise UndecodableError("not Vietnamese in windows-1258 either")
    return text


def decode_html(body: bytes, content_type: str | None = None) -> str:
    """A page's characters: UTF-8 when it is valid UTF-8, else as header, byte order mark or meta element declare."""
    if is_utf8(body):
        return body.decode("utf-8-sig")
    _, text = html_to_unicode(content_type, body, default_encoding="cp1258")
    return text


def is_utf8(data: bytes) -> bool:
    """True for bytes that are valid UTF-8 and hold no NUL, as UTF-16 does."""
    try:
        return "\0" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UndecodableError(str(error)) from error
