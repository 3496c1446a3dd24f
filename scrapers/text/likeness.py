"""Whether two articles are one: a reprint, a print or mobile twin, told from their texts alone.

Letters made from one template are as alike as reprints are; they differ in names and numbers. So two texts are one
article only if their names and numbers are the same in the same order, but for what one of them repeats, as a lead
does, and for lines that belong to the page: dates, counters, captions, sources.
"""

import hashlib
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from schemas import Article
from scrapers.text.running import running_lines

VERSION = 1  # raise it when this file or running.py changes: all stored sketches are then made anew
LEAST_WORDS = 60  # shorter texts say too little to be compared
LEAST_LIKENESS = 0.8
SHINGLE, PERMUTATIONS, ROWS = 3, 128, 5  # 25 bands of 5 rows: a pair that is 0.8 alike is missed once in 20,000

# Written-out numbers.
NUMBERS = frozenset(("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "trăm"))
# Words that make another fact of the same names: proposed, planned, registered, not given, taken back.
TURNS = frozenset(("không", "chưa", "đề nghị", "dự kiến", "đăng ký", "thu hồi"))
TELLING = NUMBERS | TURNS

_TOKEN = re.compile(r"\d+(?:[.,/]\d+)*|\w+|[^\w\s]")
_DAY = re.compile(r"\d{1,2}/\d{1,2}(?:/\d{4})?")  # a lead may tell the day that the text leaves out
_ENDS = frozenset('.!?:;…"“”()[]-–—•+*')


class Mark(NamedTuple):
    """A number, a name (a run of words with capitals) or a telling word; `first` when a sentence begins with it."""

    text: str
    first: bool


class Body(NamedTuple):
    """What is compared of an article."""

    title: str
    words: tuple[str, ...]
    marks: tuple[Mark, ...]


def body_of(article: Article) -> Body:
    """The running text of an article without what belongs to the page."""
    kept = running_lines(article)
    words = tuple(word for line in kept for word in _TOKEN.findall(line.lower()) if word[0].isalnum())
    return Body(article.title or "", words, tuple(mark for line in kept for mark in _marks(line)))


def is_comparable(body: Body) -> bool:
    """False for a text that says too little."""
    return len(body.words) >= LEAST_WORDS


def signature(body: Body) -> list[int]:
    """The MinHash of the text: two of them agree in about as many places as the texts are alike."""
    from datasketch.minhash import MinHash  # noqa: PLC0415 - slow to load, and a night without news needs it not

    made = MinHash(num_perm=PERMUTATIONS, hashfunc=zlib.crc32)
    made.update_batch([shingle.encode() for shingle in _shingles(body.words)])
    return [int(value) for value in made.hashvalues]


def bands(body: Body, signed: Sequence[int]) -> list[int]:
    """Numbers of 64 bits, of which two texts that may be one article share one: alike, and with the same names."""
    key = "\x1f".join(sorted(_names(body))).encode()
    parts = [signed[at : at + ROWS] for at in range(0, len(signed) - ROWS + 1, ROWS)]
    return [_hash(key + repr((place, list(part))).encode()) for place, part in enumerate(parts)]


def are_alike(one: Sequence[int], other: Sequence[int]) -> bool:
    """True for the signatures of two texts that are alike enough."""
    equal = sum(a == b for a, b in zip(one, other, strict=True))
    return equal >= LEAST_LIKENESS * len(one)


def tell_the_same(one: Body, other: Body) -> bool:
    """True when the names and numbers of one are those of the other, in order, but for what is told twice."""
    longer, shorter = (one, other) if len(one.marks) >= len(other.marks) else (other, one)
    said = iter(mark.text for mark in longer.marks)
    if not all(mark.text in said for mark in shorter.marks):
        return False
    repeated = Counter(longer.marks) - Counter(shorter.marks)
    known = f"|{'|'.join(mark.text for mark in shorter.marks)}|"
    return all(_is_known(mark, known) for mark in repeated) and _fits(one, other) and _fits(other, one)


def _is_known(mark: Mark, known: str) -> bool:
    if mark.text in TURNS:
        return False
    if f"|{mark.text}|" in known or _DAY.fullmatch(mark.text):
        return True
    rest = mark.text.partition(" ")[2]
    return mark.first and (not rest or f" {rest}|" in known or f"|{rest}|" in known)


def _fits(one: Body, other: Body) -> bool:
    """True when the title of one names nobody and nothing that the other does not know."""
    if one.title.isupper():
        words = {word for word in _TOKEN.findall(one.title.lower()) if word[0].isalnum()}
        return words <= {*other.words, *_TOKEN.findall(other.title.lower())}
    known = {word for mark in (*other.marks, *_marks(other.title)) for word in mark.text.split()}
    named = [mark for mark in _marks(one.title) if mark.text not in TELLING]
    return all(
        word in known for mark in named for word in mark.text.split()[mark.first and not mark.text[0].isdigit() :]
    )


def _names(body: Body) -> set[str]:
    """Numbers and words with capitals; not the first word of a sentence, which has one by its place."""
    names: set[str] = set()
    for mark in body.marks:
        if mark.text not in TELLING and not _DAY.fullmatch(mark.text):
            names.update(mark.text.split()[1 if mark.first and not mark.text[0].isdigit() else 0 :])
    return names


def _marks(line: str) -> Iterator[Mark]:
    run: list[str] = []
    first = begins = True
    before = ""
    for token in [*_TOKEN.findall(line), ""]:
        low = token.lower()
        if token[:1].isupper():
            begins = begins if run else first
            run.append(low)
        elif run:
            yield Mark(" ".join(run), begins)
            run = []
        if token[:1].isdigit():
            yield Mark(token.lstrip("0") or "0", first)
        elif low in NUMBERS or low in TURNS or f"{before} {low}" in TURNS:
            yield Mark(low if low in TELLING else f"{before} {low}", False)
        first, before = token in _ENDS, low


def _shingles(words: Sequence[str]) -> Iterable[str]:
    return {" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}


def _hash(data: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big")
