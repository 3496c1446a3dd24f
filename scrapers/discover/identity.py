"""The stable identity of a page: its address, without what varies from visit to visit."""

import hashlib
import re
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, unquote, urlsplit

from w3lib.url import canonicalize_url, url_query_cleaner

from data import read_lines

LONGEST_DOC = 100


def canonical_url(url: str) -> str:
    """`url` with sorted query, no fragment and no tracking parameters (data/tracking_params.txt)."""
    cleaned = url_query_cleaner(url.strip(), _tracking(), remove=True, unique=False)
    return str(canonicalize_url(cleaned))


def article_id(url: str) -> str:
    """16 hex digits that stand for the page at `url`, however its address is written."""
    return hashlib.sha256(canonical_url(url).encode()).hexdigest()[:16]


def doc_of(url: str) -> str:
    """A readable name for the page: the last part of its path and the values of its query."""
    parts = urlsplit(canonical_url(url))
    stem = PurePosixPath(unquote(parts.path)).stem
    words = [stem, *(value for _, value in parse_qsl(parts.query))]
    name = re.sub(r"[^\w.-]+", "-", "-".join(word for word in words if word)).strip("-.")
    return name[:LONGEST_DOC] or article_id(url)


@lru_cache(maxsize=1)
def _tracking() -> tuple[str, ...]:
    return tuple(read_lines("tracking_params.txt"))
