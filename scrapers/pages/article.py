"""A web page to an Article: what is not article is cut, the rest becomes a canonical text of blocks."""

from schemas import Article, BlockKind, Source
from scrapers.discover.identity import article_id
from scrapers.errors import UnreadableInput
from scrapers.pages.attachments import attachments, named_files
from scrapers.pages.author import find_author
from scrapers.pages.dateline import date_elements, date_of, dateline, declared
from scrapers.pages.frames import cut_furniture
from scrapers.pages.layout import layout_and_selectors
from scrapers.pages.main import find_body
from scrapers.pages.meta import page_meta
from scrapers.pages.refusal import check_let_in
from scrapers.pages.soup import soup_of
from scrapers.pages.title import find_title
from scrapers.text.canonical import TEXT_VERSION
from scrapers.text.cues import fold
from scrapers.text.dates import dateline_date
from scrapers.text.encoding import decode_html
from scrapers.text.furniture import furniture
from scrapers.text.headline import is_menu
from scrapers.text.pieces import Piece, joined
from scrapers.text.structure import LONGEST_CAPTION, kinds_of, settled

HEAD_PIECES = 8


def article_from_html(
    html: bytes | str, *, url: str, doc: str, source: Source | None = None, base: str | None = None
) -> Article:
    """The Article on a page, by the layout of its source's family that fits, else by what the general reader finds.

    `base` is the address that links on the page start from, when it is not `url`.
    Raises UnreadableInput when the page holds no article, RefusalPage when it refuses us, ChallengePage when it asks
    whether we are human, and PageTooDeep when its elements nest without end.
    """
    markup = decode_html(html) if isinstance(html, bytes) else html
    soup = soup_of(markup, url)
    meta = page_meta(soup)
    layout, selectors = layout_and_selectors(soup, source)
    named = named_files(soup, base or url, selectors)
    cut_furniture(soup, selectors)
    attached = attachments(soup, base or url, named)
    author = find_author(soup, meta, selectors)
    tag, title = find_title(soup, meta, selectors)
    body = find_body(soup, tag, selectors)
    pieces = _cleaned(body.pieces, title)
    check_let_in(url, markup, [title or "", *(piece.text for piece in pieces)])
    if not pieces:
        raise UnreadableInput(url, "no article text in the page: it may be built by JavaScript, or need selectors")
    dated = date_elements(soup, tag, selectors)
    printed = dateline(dated, [*body.head[:HEAD_PIECES], *pieces])
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
        published=meta.published or date_of(printed) or declared(dated),
        text=text,
        text_version=TEXT_VERSION,
        blocks=blocks,
    )


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
