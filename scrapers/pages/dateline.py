"""The date of publication that a page prints. The one above the title is often that of the visit (sites.md, 4.1)."""

from datetime import date

from bs4 import BeautifulSoup, Tag

from schemas import Selectors
from scrapers.pages.find import find
from scrapers.pages.frames import KEPT, Role, select
from scrapers.text.canonical import one_line
from scrapers.text.cues import is_furniture
from scrapers.text.dates import LONGEST_DATELINE, dateline_date, dates_in, labelled_date, machine_date
from scrapers.text.pieces import Piece

NEAR = 16  # lines below the title in which a date needs no label
_BETWEEN = " |·•–-;,()"
ROUND_TITLE = 3  # elements round the title that are its own box


def date_elements(soup: BeautifulSoup, title: Tag | None, own: Selectors | None) -> list[Tag]:
    """The elements that each selector of a date finds alone; above the title, only those of the layout or its box."""
    found = [tags[0] for tags in select(soup, Role.DATE, own) if len(tags) == 1]
    named = {id(tag) for tag in find(soup, own.date)} if own else set()
    return [tag for tag in found if id(tag) in named or title is None or _belongs(tag, title)]


def _belongs(tag: Tag, title: Tag) -> bool:
    """True for what stands below the title, or in the box that is the title's."""
    if not any(node is tag for node in title.previous_elements):
        return True
    box = list(title.parents)[:ROUND_TITLE]
    return any(node is parent for parent in box if parent.name not in KEPT for node in tag.parents)


def dateline(dated: list[Tag], pieces: list[Piece]) -> str | None:
    """The printed line that tells the date of publication: where the frame has it, else below the title.

    A counter behind it is left out, for it would make another text of the page at every visit.
    """
    line = _printed(dated, pieces)
    return line and without_counters(line)


def without_counters(line: str) -> str:
    """`line` without the counters and tools that it ends in ("… Số lượt xem: 919 In bài viết")."""
    words = line.split(" ")
    for start in range(1, len(words)):
        if is_furniture(" ".join(words[start:]).strip(_BETWEEN)):
            return without_counters(" ".join(words[:start]).rstrip(_BETWEEN))
    return line


def _printed(dated: list[Tag], pieces: list[Piece]) -> str | None:
    for text in (one_line(tag.get_text(" ")) for tag in dated):
        if len(text) <= LONGEST_DATELINE and dates_in(text) and not is_furniture(text):
            return text
    texts = [piece.text for piece in pieces if not is_furniture(piece.text)]
    near = (text for text in texts[:NEAR] if dateline_date(text))
    labelled = (text for text in texts if labelled_date(text))
    return next(near, None) or next(labelled, None)


def date_of(printed: str | None) -> date | None:
    """The date that a dateline tells."""
    if printed is None:
        return None
    found = dates_in(printed)
    return dateline_date(printed) or (found[0].day if found else None)


def declared(dated: list[Tag]) -> date | None:
    """The date in the `datetime` attribute of a date element that prints none ("2 giờ trước")."""
    values = (str(tag.get("datetime") or tag.get("content") or "") for tag in dated)
    return next((day for value in values if (day := machine_date(value))), None)
