"""What each line of an article's body is: heading, list item, caption or paragraph."""

from collections.abc import Sequence

from schemas import BlockKind
from scrapers.text.cues import CueKind, fits, fold
from scrapers.text.lines import marker_class

LONG = 200  # a line from here on is running text
SENTENCE = 60  # and so is one from here on that ends like a sentence
LONGEST_HEADING = 120
LONGEST_CAPTION = 200
WITHIN = 50  # lines below a heading, one of which is text
LONGEST_RUN = 2  # lines of one caption
_SENTENCE_ENDS = (".", ";", ",", "!", "?")
_LIST_BULLETS = "-–—+•●▪◦○■□"


def kinds_of(lines: Sequence[str], gaps: Sequence[bool]) -> list[BlockKind]:
    """The kind of each body line; `gaps[i]` tells whether a blank line comes before line i."""
    markers = [marker_class(line) for line in lines]
    alone = _standing_alone(lines, markers, gaps)
    return [_kind(index, lines, markers, alone) for index in range(len(lines))]


def settled(said: BlockKind | None, read: BlockKind) -> BlockKind:
    """What the page or file says of a line, unless its words show that a bold one is a caption or a list item."""
    if said is BlockKind.HEADING and read in (BlockKind.CAPTION, BlockKind.LIST_ITEM):
        return read
    return said or read


def _kind(index: int, lines: Sequence[str], markers: Sequence[str | None], alone: set[int]) -> BlockKind:
    line = lines[index]
    if markers[index] is not None:
        return BlockKind.HEADING if _heads_a_list(index, lines, markers) else BlockKind.LIST_ITEM
    if fits(CueKind.CAPTION, line) or _repeated(index, lines):
        return BlockKind.CAPTION
    if _is_heading(index, lines):
        return BlockKind.HEADING
    if index in alone:
        short = len(line) <= 60 and not fits(CueKind.CAPTION_HINT, line)
        return BlockKind.HEADING if short else BlockKind.CAPTION
    return BlockKind.PARAGRAPH


def _heads_a_list(index: int, lines: Sequence[str], markers: Sequence[str | None]) -> bool:
    """A short marked line without an end, below no sibling and above something else ("2. Cấp tỉnh")."""
    line, marker = lines[index], markers[index]
    below = markers[index + 1] if index + 1 < len(lines) else marker
    if len(line) > LONGEST_HEADING or line.endswith(_SENTENCE_ENDS) or below == marker:
        return False
    if marker is not None and marker in _LIST_BULLETS:
        return line.endswith(":") and below is not None
    if below is None:
        return index == 0 or markers[index - 1] != marker
    return True


def _is_heading(index: int, lines: Sequence[str]) -> bool:
    line = lines[index]
    if len(line) > LONGEST_HEADING or index + 1 >= len(lines) or line.endswith(_SENTENCE_ENDS):
        return False
    if line.endswith(":"):
        return len(line) <= LONGEST_HEADING // 2
    if fits(CueKind.HEADING, line):
        return True
    shouted = line == line.upper() and sum(word.isalpha() for word in line.split()) > 1
    below = lines[index + 1 : index + 1 + WITHIN]
    return shouted and any(len(later) >= LONGEST_HEADING // 2 for later in below)


def _repeated(index: int, lines: Sequence[str]) -> bool:
    """The same short line twice in a row: a figure's text and its caption."""
    line = fold(lines[index])
    if len(line) > LONGEST_CAPTION or len(line.split()) < 3:
        return False
    near = (index - 1, index + 1)
    return any(0 <= other < len(lines) and fold(lines[other]) == line for other in near)


def _standing_alone(lines: Sequence[str], markers: Sequence[str | None], gaps: Sequence[bool]) -> set[int]:
    """Runs of one or two short lines without an end, between two paragraphs of running text."""
    found: set[int] = set()
    run: list[int] = []
    for index, line in enumerate(lines):
        if markers[index] is None and len(line) < LONG and _has_no_end(index, lines, gaps):
            run.append(index)
            continue
        bounded = run and run[0] > 0 and _is_running(lines[run[0] - 1]) and _is_running(line)
        found.update(run if bounded and len(run) <= LONGEST_RUN else ())
        run = []
    return found


def _is_running(line: str) -> bool:
    return len(line) >= LONG or (len(line) >= SENTENCE and line.endswith((".", ":", "!", "?", "…", "”", '"')))


def _has_no_end(index: int, lines: Sequence[str], gaps: Sequence[bool]) -> bool:
    line = lines[index]
    if not line.endswith((*_SENTENCE_ENDS, ":")):
        return True
    last = index + 1 >= len(lines)
    set_apart = gaps[index] and not last and gaps[index + 1]
    return line.endswith(".") and set_apart and len(line) <= LONGEST_HEADING and fits(CueKind.CAPTION_HINT, line)
