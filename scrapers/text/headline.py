"""Where the title of a plain text stands, and what the lines above it are."""

from collections.abc import Sequence

from scrapers.text.cues import CueKind, fits, fits_any, fold
from scrapers.text.dates import dateline_date, labelled_date

LONGEST_TITLE = 300
ENDS = (".", ";")
SENTENCE = 100  # a line from here on that ends in a full stop is text, not a title
LONGEST_MASTHEAD = 100
REPEAT_WITHIN = 5
MENU_RUN = 3


def title_index(lines: Sequence[str], skip: set[int]) -> int | None:
    """Index of the title: the first line of some length that names neither the site nor its menu.

    `skip` holds the lines known to be furniture. A line that the page repeats at once is the title for sure.
    None when the text starts with a long paragraph or has no line left.
    """
    candidates = _head(lines, skip)
    repeated = _repeated(lines, candidates)
    if repeated is not None:
        return repeated
    long_enough = (i for i in candidates if len(lines[i].split()) >= 4 and not _is_masthead(lines, candidates, i))
    return next(long_enough, candidates[0] if candidates else None)


def menu_above(lines: Sequence[str], skip: set[int], title: int) -> set[int]:
    """Lines above the title that are menu: known menu entries, and runs of short lines."""
    above = [i for i in range(title) if i not in skip]
    menu = {i for i in above if is_menu(lines[i])}
    run: list[int] = []
    for index in [*above, title]:
        if index != title and index not in menu and _is_menu_like(lines[index]):
            run.append(index)
            continue
        menu.update(run if len(run) >= MENU_RUN else ())
        run = []
    return menu


def is_menu(line: str) -> bool:
    """True for a line that above a title is known to be menu or login box."""
    return fits(CueKind.MENU, line) and dateline_date(line) is None


def _head(lines: Sequence[str], skip: set[int]) -> list[int]:
    """Lines that could be the title: those before the first one that is too long to be one."""
    found: list[int] = []
    for index, line in enumerate(lines):
        if index in skip:
            continue
        if len(line) > LONGEST_TITLE or _is_item(line) or (len(line) >= SENTENCE and line.endswith(ENDS)):
            break
        if _may_be_title(line):
            found.append(index)
    return found


def _is_item(line: str) -> bool:
    """An excerpt may begin inside a list: its first item is no title."""
    return line.startswith(("- ", "+ ", "• ", "* ", "– "))


def _may_be_title(line: str) -> bool:
    kinds = (CueKind.MENU, CueKind.SECTION, CueKind.LETTERHEAD)
    return not fits_any(kinds, line) and dateline_date(line) is None


def _repeated(lines: Sequence[str], candidates: list[int]) -> int | None:
    for place, index in enumerate(candidates[:20]):
        near = candidates[place + 1 : place + 1 + REPEAT_WITHIN]
        if len(lines[index].split()) >= 4 and any(fold(lines[index]) == fold(lines[j]) for j in near):
            return index
    return None


def _is_masthead(lines: Sequence[str], candidates: list[int], index: int) -> bool:
    """The name of an organisation in capitals, with another possible title right below it."""
    line = lines[index]
    if len(line) > LONGEST_MASTHEAD or not _in_capitals(line):
        return False
    below = next((i for i in candidates if i > index), None)
    return below is not None and not any(_is_unplaced_date(line) for line in lines[index + 1 : below])


def _is_unplaced_date(line: str) -> bool:
    return dateline_date(line) is not None and labelled_date(line) is None


def _is_menu_like(line: str) -> bool:
    if len(line) > 30 or len(line.split()) > 4 or _in_capitals(line):
        return False
    return dateline_date(line) is None and not fits(CueKind.LETTERHEAD, line)


def _in_capitals(line: str) -> bool:
    return line == line.upper() and fits(CueKind.MASTHEAD, line)
