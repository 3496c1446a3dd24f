"""Lines that pages carry beside their article, as data/boilerplate.csv lists them."""

import re
from enum import StrEnum
from functools import cache, lru_cache

from pydantic import Field

from data import read_csv
from schemas.base import Model
from scrapers.text.canonical import one_line

LONGEST_CUE = 220


class CueKind(StrEnum):
    """What a line that fits a cue is."""

    MENU = "menu"  # breadcrumbs and login boxes above the title
    TOOL = "tool"  # print, share, font size, page foot
    COUNTER = "counter"  # views, votes
    COMMENT = "comment"  # comment box
    TRAILER = "trailer"  # header of a list of other headlines
    RELATED = "related"  # one line that names another article
    TAIL_ITEM = "tail_item"  # a related headline without header, only in a run that ends the text
    SECTION = "section"  # names the section, not the article; read, but never the title
    LETTERHEAD = "letterhead"  # head of an administrative document; read, but never the title
    MASTHEAD = "masthead"  # begins with the name of an organisation; a masthead when in capitals
    DATE_LABEL = "date_label"  # says that the date is that of publication
    NOT_DATE = "not_date"  # says that the date is that of something else
    HEADING = "heading"  # a heading wherever it stands
    CAPTION = "caption"  # a caption wherever it stands
    CAPTION_HINT = "caption_hint"  # a caption when it stands alone between paragraphs
    PAGING = "paging"  # text of a link to the next listing page
    REFUSAL = "refusal"  # a page that lets nobody in
    CHALLENGE = "challenge"  # a page that asks whether we are human
    CHALLENGE_SCRIPT = "challenge_script"  # part of a script that tries our browser out


class Cue(Model):
    """A row of data/boilerplate.csv. `pattern` is a regular expression for the whole line in lower case."""

    kind: CueKind
    pattern: str = Field(min_length=1)
    example: str = Field(min_length=1, description="a line that it fits; the tests hold it to that")


ANYWHERE = (CueKind.TOOL, CueKind.COUNTER, CueKind.COMMENT)
_PARTS = re.compile(r"\s*[|\[\]]\s*|\s+[-–]\s+|\s{2,}|\t")

_PARTED = re.compile(r"[|\[\]\t]|\s[-–\s]")  # without any of these a line is one part


@lru_cache(maxsize=4096)
def fold(line: str) -> str:
    """`line` as cues are matched against: NFC, lower case, blanks folded to one space."""
    return one_line(line).lower()


@lru_cache(maxsize=1)
def cues() -> list[Cue]:
    """All cues, in file order. Raises DataError when the file does not fit the schema."""
    return read_csv("boilerplate.csv", Cue)


def fits(kind: CueKind, line: str) -> bool:
    """True when the whole of `line` fits a cue of `kind`."""
    return fits_any((kind,), line)


def fits_any(kinds: tuple[CueKind, ...], line: str) -> bool:
    """True when the whole of `line` fits a cue of one of `kinds`."""
    return len(line) <= LONGEST_CUE and _pattern(*kinds).fullmatch(fold(line)) is not None


def contains(kind: CueKind, line: str) -> bool:
    """True when a cue of `kind` occurs in `line`."""
    return bool(_pattern(kind).search(fold(line)))


def removed(kinds: tuple[CueKind, ...], line: str) -> str:
    """Folded `line` without what fits cues of `kinds`."""
    rest = fold(line)
    for kind in kinds:
        rest = _pattern(kind).sub(" ", rest)
    return rest


def is_furniture(line: str) -> bool:
    """True for a line whose every part, between bars and dashes, is a tool, a counter or a comment box."""
    if len(line) > LONGEST_CUE:
        return False
    if fits_any(ANYWHERE, line):
        return True
    if not _PARTED.search(line):
        return False
    parts = [part for part in _PARTS.split(line) if part.strip()]
    return len(parts) > 1 and all(fits_any(ANYWHERE, part) for part in parts)


@cache
def _pattern(*kinds: CueKind) -> re.Pattern[str]:
    patterns = [f"(?:{cue.pattern})" for cue in cues() if cue.kind in kinds]
    return re.compile("|".join(patterns) or r"(?!)")
