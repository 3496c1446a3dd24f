"""A DOCX file to an Article. Nothing in it is executed, and nothing that it links to is fetched.

Headers, footers and footnotes are parts of their own and are not read.
"""

from io import BytesIO

from docx import Document
from docx.opc.exceptions import OpcError

from schemas import Article
from scrapers.documents.laid_out import Origin, article_of
from scrapers.documents.word_styles import Styles
from scrapers.documents.word_text import blocks_of
from scrapers.documents.zipped import FAULTS, damaged
from scrapers.errors import UnreadableDocument

_FAULTS: tuple[type[Exception], ...] = (*FAULTS, OpcError)


def read_word(data: bytes, origin: Origin) -> Article:
    """The Article that a DOCX file holds. Raises UnreadableDocument when it is damaged or has no text."""
    try:
        document = Document(BytesIO(data))
        pieces = list(blocks_of(document.element.body, Styles(document)))
    except _FAULTS as error:
        raise damaged(origin.url, error) from error
    if not pieces:
        raise UnreadableDocument(origin.url, "no text in this DOCX: it may hold pictures only; save them as PDF")
    return article_of(pieces, origin, "docx")
