"""The text of pages that are images, read by Tesseract. Optional: the extra `ocr` and Debian's tesseract packages."""

import logging
import os
from collections.abc import Iterator
from functools import cache
from itertools import islice
from statistics import median
from typing import Any

import pypdfium2
from pypdfium2 import raw

from scrapers.documents.glyphs import Glyph
from scrapers.documents.printed import page_lines
from scrapers.documents.running import Page
from scrapers.documents.scanned_rules import tables_in
from scrapers.errors import OcrMissing

LANGUAGE = "vie"
DOTS_PER_INCH = 300
LONGEST_SIDE = 5_000  # pixels; an A3 page at 300 dpi has 4,961
SECONDS_A_PAGE = 120
LEAST_SURE = 30  # of 100; below it are seals and signatures
LINE_HEIGHT = 1.5  # of the height of its letters
FEW_CHARS = 100  # of a signature's stamp on a scan
MOST_IMAGES = 1_000  # some scanners cut a page into strips
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
    images = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2)
    boxes = [image.get_bounds() for image in islice(images, MOST_IMAGES)]
    covered = sum((right - left) * (top - bottom) for left, bottom, right, top in boxes)
    return bool(covered >= IMAGE_SHARE * width * height)


def lines_of_scan(page: pypdfium2.PdfPage, number: int, url: str) -> Page:
    """What OCR reads on `page`, lines and ruled tables. Raises OcrMissing when there is no OCR for Vietnamese here."""
    if not is_installed():
        raise OcrMissing(url, _INSTALL)
    import pytesseract  # noqa: PLC0415 (optional)

    scale = min(DOTS_PER_INCH / 72, LONGEST_SIDE / max(page.get_size()))
    picture = page.render(scale=scale, grayscale=True).to_pil()
    tables = tables_in(picture)
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # its threads wait for each other: four times slower without this
    try:
        words = pytesseract.image_to_data(picture, lang=LANGUAGE, timeout=SECONDS_A_PAGE, output_type="dict")
    except RuntimeError as error:  # both its time-out and its errors
        _LOG.warning("%s: OCR gives up on page %d (%s)", url, number, " ".join(str(error).split()))
        return []
    return page_lines(list(_glyphs(words)), tables)


def _glyphs(words: dict[str, list[Any]]) -> Iterator[Glyph]:
    """A glyph for each word that Tesseract is sure of, and one for the end of each line."""
    lines: dict[tuple[int, ...], list[int]] = {}
    for index, word in enumerate(words["text"]):
        if word.strip() and words["conf"][index] >= LEAST_SURE:
            place = tuple(words[key][index] for key in ("block_num", "par_num", "line_num"))
            lines.setdefault(place, []).append(index)
    for line in lines.values():
        # Boxes of words are as high as their letters: what tells where a line stands is the middle of most of them.
        middle = median(words["top"][i] + words["height"][i] / 2 for i in line)
        half = median(words["height"][i] for i in line) * LINE_HEIGHT / 2
        boxes = [(words["left"][i], middle - half, words["left"][i] + words["width"][i], middle + half) for i in line]
        yield from (Glyph(f"{words['text'][i]} ", *box) for i, box in zip(line, boxes, strict=True))
        yield Glyph("\n", *boxes[-1])


@cache
def is_installed() -> bool:
    """True when pytesseract, Tesseract and its Vietnamese are all here."""
    try:
        import pytesseract  # noqa: PLC0415 (optional)

        languages: list[str] = pytesseract.get_languages(config="")
    except (ImportError, OSError):  # TesseractNotFoundError is an OSError
        return False
    return LANGUAGE in languages
