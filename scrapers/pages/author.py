"""Who wrote an article, as the page prints or declares it."""

import re
import unicodedata
from collections.abc import Container

from bs4 import BeautifulSoup

from schemas import Selectors
from scrapers.pages.frames import Role, select
from scrapers.pages.meta import PageMeta
from scrapers.text.canonical import one_line
from scrapers.text.cues import fold

LONGEST = 80
_LABEL = re.compile(
    r"\A(?:(?:tác giả(?: bài viết)?|bài và ảnh|tin, ảnh|bài, ảnh|tin bài|thực hiện|bài|tin|theo)\s*:"
    r"|(?:được )?viết bởi\s*:?)\s*",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"\s*\bnguồn(?: tin)?\s*:.*", re.IGNORECASE)


_MAIL = re.compile(r"\S+@\S+")
_ADDRESS = re.compile(r"://|^www\.|\w\.\w+/")
_CODE = re.compile(r"\(\s*[A-ZĐ][A-ZĐ.&/ ]*\)")  # the paper's own abbreviation: "(BLC)"
_VOWEL = re.compile(r"[aeiouy]")
_INITIALS = re.compile(r"(?!P\.V)[A-ZĐ](?:\. ?[A-ZĐ])+\.?")  # "H.L"; P.V. is any reporter
_EDGES = " -–|,.;:()"


def find_author(soup: BeautifulSoup, meta: PageMeta, own: Selectors | None) -> str | None:
    """The author where the layout prints it, else as the page declares it."""
    printed = (found[0].get_text(" ") for found in select(soup, Role.AUTHOR, own))
    return next((name for text in (*printed, *meta.authors) if (name := author_in(text, meta.sites))), None)


def author_in(text: str, sites: Container[str] = ()) -> str | None:
    """The name in a line that tells the author, without its label ("Tác giả:"); None when it names nobody.

    Nobody: a mail or web address, a site of `sites` (folded), an abbreviation of a paper or "PV".
    """
    named = _SOURCE.sub("", _LABEL.sub("", one_line(text)))
    name = one_line(_MAIL.sub(" ", _CODE.sub(" ", named))).strip(_EDGES)
    if not 0 < len(name) <= LONGEST or _ADDRESS.search(name) or fold(name) in sites:
        return None
    return name if _VOWEL.search(_without_marks(name)) or _INITIALS.fullmatch(name) else None


def _without_marks(name: str) -> str:
    return unicodedata.normalize("NFD", name.lower())
