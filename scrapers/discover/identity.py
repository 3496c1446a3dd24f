"""The stable identity of a page: its address, without what varies from visit to visit."""

import hashlib
import re
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

from w3lib.url import canonicalize_url, url_query_cleaner

from data import read_lines
from schemas import Source
from scrapers.families import family_of, id_pattern

LONGEST_DOC = 100


def canonical_url(url: str) -> str:
    """`url` with sorted query, no fragment and no tracking parameters (data/tracking_params.txt)."""
    cleaned = url_query_cleaner(url.strip(), _tracking(), remove=True, unique=False)
    return str(canonicalize_url(cleaned))


def article_id(url: str, source: Source | None = None) -> str:
    """16 hex digits that stand for the article at `url`, however its address is written."""
    identity = identity_of(url, source) if source else canonical_url(url)
    return hashlib.sha256(identity.encode()).hexdigest()[:16]


def identity_of(url: str, source: Source) -> str:
    """What stands for the article at `url`: the site and its own id of the article, however the address is written.

    Print, mobile and AMP twins, and the other hosts of a source, lead to the same identity. Where no id is known,
    it is the canonical address of the main twin.
    """
    main = _main_twin(canonical_url(url), source)
    pattern = id_pattern(source)
    found = pattern.search(main) if pattern else None
    if found is None:
        return canonical_url(main)
    parts = urlsplit(main)
    return f"{parts.scheme}://{parts.netloc}/#{'/'.join(group for group in found.groups() if group)}"


def _main_twin(url: str, source: Source) -> str:
    family = family_of(source)
    for twin in family.twins if family else ():
        url = re.sub(twin.pattern, twin.replacement, url)
    parts = urlsplit(url)
    home = urlsplit(next(iter((*source.listings, *source.feeds, *source.sitemaps, *(api.url for api in source.apis)))))
    return urlunsplit(parts._replace(scheme=home.scheme, netloc=home.netloc)) if parts.netloc in source.hosts else url


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
