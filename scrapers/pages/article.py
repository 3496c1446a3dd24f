"""A web page to an Article: what is not article is cut, the rest becomes a canonical text of blocks."""

from datetime import date

from bs4 import BeautifulSoup, Tag

from schemas import Article, BlockKind, Selectors, Source
from scrapers.discover.identity import article_id
from scrapers.errors import RefusalPage, UnreadableInput
from scrapers.families import GENERIC, family_of, layout_of, merged
from scrapers.pages.attachments import attachments, named_files
from scrapers.pages.author import find_author
from scrapers.pages.frames import Role, cut_furniture, select
from scrapers.pages.main import find_body
from scrapers.pages.meta import page_meta
from scrapers.pages.soup import soup_of
from scrapers.pages.title import find_title
from scrapers.text.canonical import TEXT_VERSION, one_line
from scrapers.text.cues import CueKind, contains, fold, is_furniture
from scrapers.text.dates import LONGEST_DATELINE, dateline_date, dates_in, labelled_date, machine_date
from scrapers.text.encoding import decode_html
from scrapers.text.furniture import furniture
from scrapers.text.headline import is_menu
from scrapers.text.pieces import Piece, joined
from scrapers.text.structure import LONGEST_CAPTION, kinds_of, settled

HEAD_PIECES = 8
LONGEST_REFUSAL = 600


def article_from_html(
    html: bytes | str, *, url: str, doc: str, source: Source | None = None, base: str | None = None
) -> Article:
    """The Article on a page, by the layout of its source's family that fits, else by what the general reader finds.

    `base` is the address that links on the page start from, when it is not `url`.
    Raises UnreadableInput when the page holds no article, and RefusalPage when it refuses us.
    """
    soup = soup_of(decode_html(html) if isinstance(html, bytes) else html, url)
    meta = page_meta(soup)
    layout, selectors = _layout(soup, source)
    named = named_files(soup, base or url, selectors)
    cut_furniture(soup, selectors)
    attached = attachments(soup, base or url, named)
    author = find_author(soup, meta, selectors)
    tag, title = find_title(soup, meta, selectors)
    body = find_body(soup, tag, selectors)
    pieces = _cleaned(body.pieces, title)
    _check(url, title, pieces)
    dated = [found[0] for found in select(soup, Role.DATE, selectors) if len(found) == 1]
    printed = _dateline(dated, [*body.head[:HEAD_PIECES], *pieces])
    lines = _laid_out(title, printed, pieces)
    text, blocks = joined(lines)
    return Article(
        article_id=article_id(url, source),
        doc=doc,
        url=url,
        source=source.name if source else None,
        title=title,
        author=author,
        layout=layout,
        attachments=attached,
        published=meta.published or _date_of(printed) or _declared(dated),
        text=text,
        text_version=TEXT_VERSION,
        blocks=blocks,
    )


def _layout(soup: BeautifulSoup, source: Source | None) -> tuple[str | None, Selectors | None]:
    """The name of the page's layout and the selectors to read it by; no name for a page of no source."""
    if source is None:
        return None, None
    family = family_of(source)
    found = layout_of(soup, family) if family else None
    if family is None or found is None:
        return GENERIC, source.selectors
    return f"{family.name}/{found.name}", merged(source.selectors, found.selectors)


def _cleaned(pieces: list[Piece], title: str | None) -> list[Piece]:
    """Pieces without furniture, repeated titles, and captions told twice."""
    furnished = furniture([piece.text for piece in pieces])
    kept: list[Piece] = []
    for index, piece in enumerate(pieces):
        head = index < HEAD_PIECES and (is_menu(piece.text) or piece.text == title)
        if (index in furnished and piece.kind is not BlockKind.TABLE_ROW) or head:
            continue
        if kept and _is_told_twice(kept[-1], piece):
            kept[-1] = kept[-1]._replace(kind=BlockKind.CAPTION)
            continue
        kept.append(piece)
    return kept


def _is_told_twice(first: Piece, second: Piece) -> bool:
    """A figure's text and its caption; not a cell or a list item that says the same as the one before it."""
    if BlockKind.TABLE_ROW in (first.kind, second.kind) or BlockKind.LIST_ITEM in (first.kind, second.kind):
        return False
    return len(first.text.split()) >= 3 and len(first.text) <= LONGEST_CAPTION and fold(first.text) == fold(second.text)


def _check(url: str, title: str | None, pieces: list[Piece]) -> None:
    said = " ".join([title or "", *(piece.text for piece in pieces)])
    if len(said) <= LONGEST_REFUSAL and contains(CueKind.REFUSAL, said):
        raise RefusalPage(url, "the page says that it does not let us in: look at it in a browser")
    if not pieces:
        raise UnreadableInput(url, "no article text in the page: it may be built by JavaScript, or need selectors")


def _dateline(dated: list[Tag], pieces: list[Piece]) -> str | None:
    """The printed line that tells the date of publication: where the frame has it, else below the title."""
    for text in (one_line(tag.get_text(" ")) for tag in dated):
        if len(text) <= LONGEST_DATELINE and dates_in(text) and not is_furniture(text):
            return text
    texts = [piece.text for piece in pieces if not is_furniture(piece.text)]
    near = (text for text in texts[: 2 * HEAD_PIECES] if dateline_date(text))
    labelled = (text for text in texts if labelled_date(text))
    return next(near, None) or next(labelled, None)


def _date_of(printed: str | None) -> date | None:
    if printed is None:
        return None
    found = dates_in(printed)
    return dateline_date(printed) or (found[0].day if found else None)


def _declared(dated: list[Tag]) -> date | None:
    """The date in the `datetime` attribute of a date element that prints none ("2 giờ trước")."""
    values = (str(tag.get("datetime") or tag.get("content") or "") for tag in dated)
    return next((day for value in values if (day := machine_date(value))), None)


def _laid_out(title: str | None, printed: str | None, pieces: list[Piece]) -> list[Piece]:
    """Title, dateline, body."""
    body = [piece for piece in pieces if not printed or not _tells_again(piece.text, printed)]
    kinds = kinds_of([piece.text for piece in body], [True] * len(body))
    lines = [Piece(title, BlockKind.TITLE)] if title else []
    lines += [Piece(printed, BlockKind.DATELINE)] if printed else []
    read = [settled(piece.kind, kind) for piece, kind in zip(body, kinds, strict=True)]
    if read and read[-1] is BlockKind.HEADING:
        read[-1] = BlockKind.PARAGRAPH  # nothing stands below it: the author's name in bold
    return lines + [piece._replace(kind=kind) for piece, kind in zip(body, read, strict=True)]


def _tells_again(text: str, printed: str) -> bool:
    """The dateline, or the line that it is a part of and that has only counters and tools beside it."""
    return text == printed or (printed in text and dateline_date(text) is not None)
