"""Who wrote an article, as the page prints or declares it."""

import re

from bs4 import BeautifulSoup

from schemas import Selectors
from scrapers.pages.frames import Role, select
from scrapers.pages.meta import PageMeta
from scrapers.text.canonical import one_line

LONGEST = 80
_LABEL = re.compile(
    r"\A(?:(?:tác giả(?: bài viết)?|bài và ảnh|tin, ảnh|bài, ảnh|tin bài|thực hiện|bài|tin|theo)\s*:"
    r"|(?:được )?viết bởi\s*:?)\s*",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"\s*\bnguồn(?: tin)?\s*:.*", re.IGNORECASE)


def find_author(soup: BeautifulSoup, meta: PageMeta, own: Selectors | None) -> str | None:
    """The author where the layout prints it, else as the page declares it; without labels ("Tác giả:")."""
    for found in select(soup, Role.AUTHOR, own):
        text = one_line(found[0].get_text(" "))
        name = _SOURCE.sub("", _LABEL.sub("", text))
        if 0 < len(name) <= LONGEST:
            return name
    return meta.author if meta.author and len(meta.author) <= LONGEST else None
