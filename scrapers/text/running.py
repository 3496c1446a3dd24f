"""The running text of an article, as it is compared with others: without lines that belong to the page."""

import re
from collections.abc import Sequence

from schemas import Article, BlockKind
from scrapers.text.cues import CueKind, fits_any, is_furniture
from scrapers.text.dates import LONGEST_DATELINE, dateline_date

NOT_BODY = {BlockKind.TITLE, BlockKind.DATELINE, BlockKind.CAPTION, BlockKind.BOILERPLATE}
PAGE_LINES = (CueKind.CAPTION, CueKind.RELATED, CueKind.TRAILER, CueKind.MENU)
_LABEL = r"(?:tin|ảnh|bài|nguồn|nguồn tin|tác giả|người viết|biên tập|thực hiện)"
_PLACE = r"(?:báo(?! cáo)|cổng|trang (?:tin|thông tin|web)|tạp chí|đài|ttxvn|\S+\.vn|\S+\.com)\b"
_SOURCE = re.compile(
    rf"\W*(?:{_LABEL}(?: ?(?:,|và|-|&|/) ?{_LABEL})* ?:|(?:theo|nguồn) {_PLACE})\D{{0,80}}", re.IGNORECASE
)
_STAMP = re.compile(r"\s*\(?[A-ZĐ][A-ZĐ&.]{1,11}\)?\s*[-–—]\s+")  # "(BLC) - " before the first sentence
_RUNNING = 60
LONGEST_PAGE_LINE = 120


def running_lines(article: Article) -> list[str]:
    """The lines of the body without dates, counters, captions, sources, the paper's stamp and the author's name."""
    parts = [article.text[block.start : block.end] for block in article.blocks if block.kind not in NOT_BODY]
    return _without_page_lines([line for part in parts or [article.text] for line in part.split("\n")])


def _without_page_lines(lines: Sequence[str]) -> list[str]:
    kept = [line for line in lines if line.strip() and not _belongs_to_page(line)]
    if kept:
        kept[0] = _STAMP.sub("", kept[0], count=1)
    if (
        len(kept) > 1
        and _is_signed(kept[-1])
        and len(kept[-2]) >= _RUNNING
        and kept[-2].rstrip().endswith((".", "”", '"'))
    ):
        kept.pop()
    return kept


def _belongs_to_page(line: str) -> bool:
    text = line.strip()
    if len(text) > LONGEST_PAGE_LINE:
        return False
    if is_furniture(text) or fits_any(PAGE_LINES, text):
        return True
    return (len(text) <= LONGEST_DATELINE and dateline_date(text) is not None) or bool(_SOURCE.fullmatch(text))


def _is_signed(line: str) -> bool:
    """The name of an author, alone below the text."""
    words = line.strip(" .()[]").split()
    return 0 < len(words) <= 4 and all(word[0].isupper() for word in words)
