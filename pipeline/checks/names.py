"""Names that are no names, and Vietnamese names where only foreigners are honoured."""

import re
from functools import cache

from data import read_lines
from extractors.fold import any_of, fold
from pipeline.checks.law import conferring
from pipeline.checks.model import Case, Finding
from pipeline.checks.words import title_of
from schemas import AwardRecord

_FRIENDSHIP = ("huan-chuong-huu-nghi", "huy-chuong-huu-nghi")
_LONGEST = 6  # syllables of a Vietnamese name
_AROUND = 200  # characters before a quote that may tell where somebody comes from


def odd_person(case: Case, record: AwardRecord) -> Finding | None:
    """A name of a person with digits, without a capital, of one short syllable or of too many."""
    name = record.person
    if name is None or not _odd(name):
        return None
    return Finding("odd-person-name", f"“{name}” không giống họ tên một người.")


def friendship_for_vietnamese(case: Case, record: AwardRecord) -> Finding | None:
    """Hữu nghị is for foreigners and foreign collectives (2003 law, art. 51; 2022 law, art. 53)."""
    if record.title not in _FRIENDSHIP or not record.person or not _vietnamese(record.person):
        return None
    start = max(0, record.quote.start - _AROUND)
    if _foreign().search(fold(case.article.text[start : record.quote.end])):
        return None
    return Finding(
        "friendship-for-vietnamese",
        f"“{title_of(record)}” chỉ tặng người và tổ chức nước ngoài, nhưng {record.person} có tên Việt Nam "
        f"({conferring(record.title).source}).",
    )


def _odd(name: str) -> bool:
    syllables = name.split()
    capitals = all(syllable[:1].isupper() for syllable in syllables)
    short = len(syllables) == 1 and len(re.findall(r"[^\W\d_]", name)) < 3
    return bool(re.search(r"[\d@:;/%]", name)) or not capitals or short or len(syllables) > _LONGEST


def _vietnamese(name: str) -> bool:
    return fold(name).split()[0] in _surnames() and len(name.split()) > 1


@cache
def _surnames() -> frozenset[str]:
    return frozenset(fold(name) for name in read_lines("surnames.txt"))


@cache
def _foreign() -> re.Pattern[str]:
    return re.compile(any_of(read_lines("foreign_marks.txt")))
