"""Folding for search, as the SQL macro `fold` of the published file does it, and what was typed cut into terms."""

import re
import unicodedata
from functools import cache

from pipeline.catalogue import provinces
from pipeline.evaluate.names import ABBREVIATIONS, JOINED_INITIALS

END_Y = re.compile(r"\b([bcdghklmnpqrstvx]+)y\b")


def fold(text: str) -> str:
    """Lower case, no tone marks, đ = d, sĩ = sỹ, punctuation as one blank."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    bare = "".join(ch for ch in bare if not unicodedata.combining(ch))
    bare = END_Y.sub(r"\1i", re.sub(r"[^a-z0-9]+", " ", bare))
    return re.sub(r"\bquy\b", "qui", bare).strip()


def words(text: str) -> list[tuple[str, ...]]:
    """The folded words one by one, as names of persons are searched."""
    return [(word,) for word in fold(text).split()]


def terms(text: str) -> list[tuple[str, ...]]:
    """What must occur, in any order: each term with its spellings, of which one is enough.

    A term is a word, or words that belong together: what an abbreviation stands for, or a province's name
    (`An Giang` is not meant by `án dân sự … Bắc Giang`).
    """
    typed = fold(_joined(text)).split()
    found, at = list[tuple[str, ...]](), 0
    while at < len(typed):
        size = next(
            size for size in range(_longest(), 0, -1) if size == 1 or " ".join(typed[at : at + size]) in _known()
        )
        term = " ".join(typed[at : at + size])
        found.append(_known().get(term, (term,)))
        at += size
    return list(dict.fromkeys(found))


def _joined(text: str) -> str:
    """`GD&ĐT` as the word that ABBREVIATIONS has; other initials stay apart."""

    def join(match: re.Match[str]) -> str:
        word = match[1] + match[2]
        return word if word in ABBREVIATIONS else match[0]

    return JOINED_INITIALS.sub(join, text.lower().replace("đ", "d"))


@cache
def _known() -> dict[str, tuple[str, ...]]:
    """Spellings by each of them: of abbreviations and what they stand for, and of provinces."""
    groups = [{fold(name) for name in (province.name, *province.aliases)} for province in provinces()]
    groups += [{short, *_initials(long), *_shortened(fold(long))} for short, long in ABBREVIATIONS.items()]
    return {spelling: tuple(sorted(group)) for group in groups for spelling in group}


@cache
def _longest() -> int:
    return max(len(term.split()) for term in _known())


def _initials(long: str) -> list[str]:
    """`gd dt` for giáo dục và đào tạo: what folding makes of GD&ĐT."""
    first, joined, second = long.partition(" va ")
    return [" ".join("".join(word[0] for word in part.split()) for part in (first, second))] if joined else []


def _shortened(long: str) -> set[str]:
    """The long form, and its forms with some words abbreviated: `tand toi cao`, `tp hcm`."""
    forms = {long}
    for short, other in ABBREVIATIONS.items():
        forms |= {f" {form} ".replace(f" {fold(other)} ", f" {short} ").strip() for form in forms}
    return forms
