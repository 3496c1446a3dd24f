"""Bytes to text: which of the encodings that Vietnamese pages and files use."""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from w3lib.encoding import html_to_unicode

from scrapers.text.canonical import normalise
from scrapers.text.legacy import LEGACY
from scrapers.text.syllables import fit

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
JUDGED_FROM = 40  # letters; fewer say nothing about the language
LEAST_SHARE = 0.02
LEAST_WORDS = 5  # words with letters beyond ASCII; fewer say nothing about the encoding
GOOD = 0.8  # of them must be Vietnamese syllables in an encoding that nothing declares
DOUBTFUL_WORDS = 20
DOUBTFUL_SHARE = 0.6
LOST_SHARE = 0.01  # of the letters beyond ASCII that may be missing
SAMPLE = 4000  # bytes in which NULs are counted
_LETTER = re.compile(r"[^\W\d_]")
_ONLY_VIETNAMESE = re.compile("[\u1ea0-\u1ef9]")


class UndecodableError(ValueError):
    """Bytes in none of the encodings that we know."""


class Decoded(NamedTuple):
    """Text, the encoding that it was read in, and whether it does not fit well (issue code charset-doubtful)."""

    text: str
    encoding: str
    doubtful: bool


def looks_vietnamese(text: str) -> bool:
    """False for a text of 40 letters or more with next to none of the letters that only Vietnamese has (ạ … ỹ)."""
    canonical = normalise(text)
    letters = len(_LETTER.findall(canonical))
    return letters < JUDGED_FROM or len(_ONLY_VIETNAMESE.findall(canonical)) >= letters * LEAST_SHARE


def decode_text(data: bytes) -> str:
    """A text file's characters: by its byte order mark, else UTF-8, else the encoding in which it reads as Vietnamese.

    UTF-8 that spells out TCVN3 or VNI is read as these. Raises UndecodableError.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strict(data, encoding)
    if is_utf8(data):
        return _best([("utf-8", data.decode("utf-8"))]).text
    read = _best([("cp1258", _in_1258(data)), ("cp1252", _in_1252(data))])
    if read.encoding == "cp1252" or not _is_good(read.text):
        raise UndecodableError("reads as Vietnamese neither in windows-1258 nor in TCVN3 or VNI")
    return read.text


def decode_html(body: bytes, content_type: str | None = None) -> str:
    """A page's characters; see `decoded`."""
    return decoded(body, content_type).text


def decoded(body: bytes, content_type: str | None = None) -> Decoded:
    """A page's characters, without NULs, and how they were found.

    UTF-8 when it is valid UTF-8, else as header, byte order mark or meta element declare; but when that does not read
    as Vietnamese and UTF-8 with faults, windows-1258, TCVN3 or VNI do, these: old portals declare what they are not.
    """
    wide = _wide(body)
    if wide:
        return _best([(wide, body.decode(wide, "replace").lstrip("\ufeff"))])
    body = body.replace(b"\0", b"")
    if is_utf8(body):
        return _best([("utf-8", body.decode("utf-8-sig"))])
    said, text = html_to_unicode(content_type, body, default_encoding="cp1258")
    others = [("utf-8", body.decode("utf-8", "replace")), ("cp1258", _in_1258(body))]
    return _best([(codecs.lookup(said).name, unicodedata.normalize("NFC", text)), *others, ("cp1252", _in_1252(body))])


def is_utf8(data: bytes) -> bool:
    """True for bytes that are valid UTF-8 and hold no NUL, as UTF-16 does."""
    try:
        return "\0" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False


def is_binary(data: bytes) -> bool:
    """True for bytes with many NULs that are not UTF-16; a page may hold a few by mistake."""
    sample = data[:SAMPLE]
    return sample.count(0) * 100 > len(sample) and _wide(data) is None


def _best(readings: list[tuple[str, str]]) -> Decoded:
    """The first of `readings`, unless only a later one reads as Vietnamese, or TCVN3 or VNI in one of them does."""
    for encoding, text in [*readings, *_legacy(readings)] if not _suits(readings[0][1]) else []:
        if _is_good(text):
            return Decoded(text, encoding, doubtful=_is_doubtful(text))
    encoding, text = readings[0]
    return Decoded(text, encoding, doubtful=_is_doubtful(text))


def _legacy(readings: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The last reading, as the legacy fonts would show it."""
    return ((name, convert(readings[-1][1])) for name, convert in LEGACY.items())


def _suits(text: str) -> bool:
    """True for text that gives no reason to look for another encoding."""
    words, share = fit(text)
    return not _has_lost(text) and (words < LEAST_WORDS or share >= GOOD)


def _is_good(text: str) -> bool:
    words, share = fit(text)
    return (
        words >= LEAST_WORDS
        and share >= GOOD
        and _ONLY_VIETNAMESE.search(unicodedata.normalize("NFC", text)) is not None
    )


def _is_doubtful(text: str) -> bool:
    """Characters are missing, or words with letters beyond ASCII abound and are not Vietnamese."""
    words, share = fit(text)
    return _has_lost(text) or (words >= DOUBTFUL_WORDS and share < DOUBTFUL_SHARE)


def _has_lost(text: str) -> bool:
    lost = text.count("\ufffd")
    return lost > 0 and lost > LOST_SHARE * (len(text) - len(text.encode("ascii", "ignore")))


def _wide(data: bytes) -> str | None:
    """UTF-16, by its byte order mark or by where the NULs stand that it has in markup and blanks."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = data[:SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if 10 * max(even, odd) < len(sample) or 10 * min(even, odd) > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _in_1258(data: bytes) -> str:
    return unicodedata.normalize("NFC", data.decode("cp1258", "replace"))


def _in_1252(data: bytes) -> str:
    return data.decode("cp1252", "replace")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UndecodableError(str(error)) from error
