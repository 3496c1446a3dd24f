"""The one entry to PDF and office files: what they are is read from their first bytes, never from their name."""

from collections.abc import Callable

from schemas import Article, Source
from scrapers.documents.laid_out import Origin
from scrapers.documents.zipped import parts_of
from scrapers.errors import UnreadableDocument

PDF_MAGIC = b"%PDF-"
PDF_STARTS_WITHIN = 1024  # as viewers allow
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_LOCKED_PART = "EncryptedPackage".encode("utf-16-le")
_SAVE = "open it in an office program and save it as DOCX, XLSX or PDF"


def is_document(data: bytes) -> bool:
    """True for a PDF, an office file or a ZIP, readable or not: `document_article` says what to do with it."""
    return is_pdf(data) or data.startswith((*_ZIPS, _OLE, _RTF))


def is_pdf(data: bytes) -> bool:
    """True for a PDF; blanks, a byte order mark or binary junk may come before its mark."""
    head = data[:PDF_STARTS_WITHIN].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(PDF_MAGIC) or (b"\0" in head and b"\n" + PDF_MAGIC in head)


def document_article(  # noqa: PLR0913 (all that is known of a file)
    data: bytes,
    *,
    url: str,
    doc: str,
    content_type: str = "",
    source: Source | None = None,
    attached_to: str | None = None,
) -> Article:
    """The Article that a PDF, DOCX or XLSX file holds; `content_type` is only told in the complaint about others.

    Raises UnreadableDocument for what is damaged, locked, too large or of another kind, and NoTextLayer or OcrMissing
    for a PDF of page images without text.
    """
    origin = Origin(url, doc, source, attached_to)
    return _reader(data, url, content_type)(data, origin)


def _reader(data: bytes, url: str, content_type: str) -> Callable[[bytes, Origin], Article]:
    """How to read `data`; the libraries are loaded only when they are needed."""
    if is_pdf(data):
        from scrapers.documents.pdf import read_pdf  # noqa: PLC0415

        return read_pdf
    if not data.startswith(_ZIPS):
        raise UnreadableDocument(url, _told(data, content_type))
    parts = parts_of(data, url)
    if "word/document.xml" in parts:
        from scrapers.documents.word import read_word  # noqa: PLC0415

        return read_word
    if "xl/workbook.xml" in parts:
        from scrapers.documents.sheets import read_sheets  # noqa: PLC0415

        return read_sheets
    raise UnreadableDocument(url, _told_of_zip(parts))


def _told(data: bytes, content_type: str) -> str:
    if data.startswith(_OLE):
        if _LOCKED_PART in data:
            return "an office file that needs a password: save it without one"
        return f"an old Word or Excel file (.doc, .xls): {_SAVE}"
    if data.startswith(_RTF):
        return f"an RTF file: {_SAVE}"
    return f"neither a page, a PDF nor an office file ({content_type or 'no type given'})"


def _told_of_zip(parts: set[str]) -> str:
    if "content.xml" in parts:
        return f"an OpenDocument file (.odt, .ods): {_SAVE}"
    if "ppt/presentation.xml" in parts:
        return "slides (PPTX): save them as PDF"
    if "xl/workbook.bin" in parts:
        return f"a binary Excel file (.xlsb): {_SAVE}"
    return "a ZIP archive: unpack it and give the files in it"
