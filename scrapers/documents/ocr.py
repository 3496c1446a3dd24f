"""The text of pages that are images, read by Tesseract. Optional: the extra `ocr` and Debian's tesseract packages."""

import logging
from functools import cache

import pypdfium2
from pypdfium2 import raw

from scrapers.documents.glyphs import Glyph
from scrapers.documents.running import Page, page_lines_of
from scrapers.errors import OcrMissing

LANGUAGE = "vie"
DOTS_PER_INCH = 300
LONGEST_SIDE = 5_000  # pixels; an A3 page at 300 dpi has 4,961
SECONDS_A_PAGE = 120
FEW_CHARS = 100  # of a signature's stamp on a scan
IMAGE_SHARE = 0.5  # of the page
_INSTALL = (
    "a scanned PDF, and OCR is not installed: apt install tesseract-ocr tesseract-ocr-vie, pip install 'bangvang[ocr]'"
)
_LOG = logging.getLogger("bangvang")


def is_scan(page: pypdfium2.PdfPage, glyphs: list[Glyph]) -> bool:
    """True for a page that is a picture with hardly any text on it."""
    if sum(not glyph.char.isspace() for glyph in glyphs) > FEW_CHARS:
        return False
    width, height = page.get_size()
    boxes = [image.get_bounds() for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])]
    covered = sum((right - left) * (top - bottom) for left, bottom, right, top in boxes)
    return bool(covered >= IMAGE_SHARE * width * height)


def lines_of_scan(page: pypdfium2.PdfPage, number: int, url: str) -> Page:
    """What OCR reads on `page`, line by line. Raises OcrMissing when there is no OCR for Vietnamese here."""
    if not _is_installed():
        raise OcrMissing(url, _INSTALL)
    import pytesseract  # noqa: PLC0415 (optional)

    scale = min(DOTS_PER_INCH / 72, LONGEST_SIDE / max(page.get_size()))
    picture = page.render(scale=scale, grayscale=True).to_pil()
    try:
        lines = str(pytesseract.image_to_string(picture, lang=LANGUAGE, timeout=SECONDS_A_PAGE)).split("\n")
    except RuntimeError as error:  # both its time-out and its errors
        _LOG.warning("%s: OCR gives up on page %d (%s)", url, number, " ".join(str(error).split()))
        return []
    return page_lines_of(lines, [False, *(not line.strip() for line in lines[:-1])])


@cache
def _is_installed() -> bool:
    try:
        import pytesseract  # noqa: PLC0415 (optional)

        languages: list[str] = pytesseract.get_languages(config="")
    except (ImportError, OSError):  # TesseractNotFoundError is an OSError
        return False
    return LANGUAGE in languages
