"""Plain text to an Article: nothing is removed, blocks say how each line is to be read."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from schemas import Article, Block, BlockKind
from scrapers.discover.identity import article_id
from scrapers.errors import UnreadableInput
from scrapers.text.canonical import TEXT_VERSION, normalise
from scrapers.text.cues import CueKind, fits
from scrapers.text.dates import LONGEST_DATELINE, dateline_date, labelled_date, stamped_date
from scrapers.text.furniture import furniture
from scrapers.text.headline import is_menu, menu_above, title_index
from scrapers.text.lines import Line, cells_of, lines_of
from scrapers.text.structure import LONG, kinds_of, settled

_NEVER_TITLE = (BlockKind.TABLE_ROW, BlockKind.LIST_ITEM)
_NEVER_DATE = (BlockKind.TABLE_ROW, BlockKind.BOILERPLATE)
HEAD_LINES = 8  # below the title, where an unlabelled date is that of the article


def article_from_text(
    raw: str, *, url: str, doc: str, source: str | None = None, lay_out: Callable[[str], bool] = bool
) -> Article:
    """An Article whose canonical text is the whole of `raw`, normalised.

    A text that `lay_out` turns down is not laid out: its Article has no blocks, no title and no date.
    Raises UnreadableInput when `raw` is blank.
    """
    text = normalise(raw)
    lines = lines_of(text)
    if not lines:
        raise UnreadableInput(url, "no text in it: give a file with an article's text")
    reading = read_lines(lines) if lay_out(text) else None
    return Article(
        article_id=article_id(url),
        doc=doc,
        url=url,
        source=source,
        title=reading.title if reading else None,
        published=reading.published if reading else None,
        text=text,
        text_version=TEXT_VERSION,
        blocks=tuple(map(_block, lines, reading.kinds)) if reading else (),
    )


class Reading(NamedTuple):
    """What the lines of a text are: a kind for each, the title among them, the date of publication."""

    kinds: tuple[BlockKind, ...]
    title: str | None
    published: date | None


def read_lines(lines: Sequence[Line], said: Mapping[int, BlockKind] = MappingProxyType({})) -> Reading:
    """Read lines by their words; `said` is what the file itself tells of some (rows, list items, headings)."""
    texts = [line.text for line in lines]
    held = {index: kind for index, kind in said.items() if kind in _NEVER_TITLE}
    kinds: dict[int, BlockKind] = dict.fromkeys(furniture(texts), BlockKind.BOILERPLATE) | held
    stamped = stamped_date(f"{texts[0]} ")
    if stamped:
        kinds[0] = BlockKind.DATELINE
    title = title_index(texts, set(kinds))
    if title is not None:
        _read_head(texts, title, kinds)
    published = _read_date(texts, title, kinds) or stamped
    _read_body(lines, kinds, said)
    in_order = tuple(kinds[index] for index in range(len(lines)))
    return Reading(in_order, texts[title] if title is not None else None, published)


def _read_head(texts: Sequence[str], title: int, kinds: dict[int, BlockKind]) -> None:
    """Mark the title, its repetition and what stands above it."""
    for index in menu_above(texts, set(kinds), title):
        kinds[index] = BlockKind.BOILERPLATE
    for index in range(title):
        above = BlockKind.BOILERPLATE if _is_visit_date(texts[index]) else BlockKind.HEADING
        kinds.setdefault(index, above)
    kinds[title] = BlockKind.TITLE
    for index in range(title + 1, min(title + HEAD_LINES, len(texts))):
        if texts[index] == texts[title]:
            kinds[index] = BlockKind.TITLE
        elif kinds.get(index) not in _NEVER_TITLE and is_menu(texts[index]):
            kinds[index] = BlockKind.BOILERPLATE


def _is_visit_date(line: str) -> bool:
    return dateline_date(line) is not None and labelled_date(line) is None


def _read_date(texts: Sequence[str], title: int | None, kinds: dict[int, BlockKind]) -> date | None:
    """Mark the dateline and give its date: just below the title, else a labelled one anywhere."""
    below = -1 if title is None else title
    read = [i for i in range(len(texts)) if kinds.get(i) not in _NEVER_DATE]
    near = [i for i in _near(texts, below, read) if dateline_date(texts[i])]
    labelled = [i for i in read if i != title and labelled_date(texts[i])]
    chosen = next(iter([*near, *labelled]), None)
    if chosen is None:
        return None
    kinds[chosen] = BlockKind.DATELINE
    return dateline_date(texts[chosen])


def _near(texts: Sequence[str], title: int, read: Sequence[int]) -> list[int]:
    """Readable lines below the title, up to the second paragraph of running text."""
    near: list[int] = []
    paragraphs = 0
    for index in [i for i in read if i > title][:HEAD_LINES]:
        paragraphs += len(texts[index]) >= LONG
        if paragraphs > 1:
            break
        near.append(index)
    return near


def _read_body(lines: Sequence[Line], kinds: dict[int, BlockKind], said: Mapping[int, BlockKind]) -> None:
    body = [index for index in range(len(lines)) if index not in kinds or kinds[index] in _NEVER_TITLE]
    found = kinds_of([lines[i].text for i in body], [_gap_before(i, lines, kinds) for i in body])
    for index, read in zip(body, found, strict=True):
        row = cells_of(lines[index]) and not _is_dateline(lines[index].text)
        kinds[index] = settled(said.get(index), BlockKind.TABLE_ROW if row else read)


def _is_dateline(text: str) -> bool:
    return len(text) <= LONGEST_DATELINE and dateline_date(text) is not None and not fits(CueKind.NOT_DATE, text)


def _gap_before(index: int, lines: Sequence[Line], kinds: dict[int, BlockKind]) -> bool:
    return lines[index].gap or kinds.get(index - 1) is BlockKind.BOILERPLATE


def _block(line: Line, kind: BlockKind) -> Block:
    cells = cells_of(line) if kind is BlockKind.TABLE_ROW else ()
    return Block(kind=kind, start=line.start, end=line.end, cells=cells)
