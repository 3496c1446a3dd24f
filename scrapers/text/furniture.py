"""Which lines of a page are furniture: menus, tools, counters, comment boxes, lists of other headlines."""

from collections.abc import Sequence

from scrapers.text.cues import CueKind, fits, fits_any, is_furniture
from scrapers.text.lines import marker_class

LONGEST_HEADLINE = 200
_SENTENCE_ENDS = (".", ";", ",")


def furniture(lines: Sequence[str]) -> set[int]:
    """Indexes of the lines that are not part of the article, wherever they stand."""
    found = {index for index, line in enumerate(lines) if _is_always(line)}
    found |= _trailers(lines, found)
    return found | _tail(lines, found)


def _is_always(line: str) -> bool:
    if not any(char.isalnum() for char in line):
        return True
    return is_furniture(line) or fits_any((CueKind.RELATED, CueKind.TRAILER), line)


def _trailers(lines: Sequence[str], known: set[int]) -> set[int]:
    """Headlines below each "Các tin khác", up to the first line that does not look like the ones before it."""
    found: set[int] = set()
    for index in sorted(known):
        if fits(CueKind.TRAILER, lines[index]):
            found |= _headlines_after(index, lines, known)
    return found


def _headlines_after(header: int, lines: Sequence[str], known: set[int]) -> set[int]:
    found: set[int] = set()
    shape: str | None = None
    for index in range(header + 1, len(lines)):
        if index in known:
            continue
        marker = marker_class(lines[index])
        if not _is_headline(lines[index], marker) or (found and marker != shape):
            break
        shape = marker
        found.add(index)
    return found


def _is_headline(line: str, marker: str | None) -> bool:
    if len(line) > LONGEST_HEADLINE:
        return False
    ends_sentence = line.endswith(_SENTENCE_ENDS) and not line.endswith(("...", ".."))
    return marker is not None or not ends_sentence


def _tail(lines: Sequence[str], known: set[int]) -> set[int]:
    """The run of arrowed headlines without a header that ends a text."""
    found: set[int] = set()
    for index in range(len(lines) - 1, -1, -1):
        if index in known:
            continue
        if not fits(CueKind.TAIL_ITEM, lines[index]):
            break
        found.add(index)
    return found
