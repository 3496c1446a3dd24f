"""The stable identity of a page: its address, without what varies from visit to visit."""

import hashlib
import re
import unicodedata
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url, url_query_cleaner

from data import read_lines
from schemas import Source
from scrapers.families import family_of, id_pattern

LONGEST_DOC = 100
MOST_BYTES = 200  # it becomes the name of a file
DOCUMENTS = (".pdf", ".docx", ".doc", ".xlsx", ".xls")
_DEFAULT_PORT = re.compile(r"^(http://[^/?#]*):80(?=[/?#]|$)|^(https://[^/?#]*):443(?=[/?#]|$)", re.IGNORECASE)
_CANONICAL = re.compile(r"https?://[a-z0-9.-]+(?:/(?:[A-Za-z0-9_~!-][A-Za-z0-9_.~!-]*)?)+")
_BEYOND_ASCII = re.compile(r"(?:%[89A-F][0-9A-F])+", re.IGNORECASE)


def canonical_url(url: str) -> str:
    """`url` with sorted query, no fragment, no default port and no tracking parameters (data/tracking_params.txt).

    It still leads to the page: letter case, `www.` and the like are left as they are.
    """
    cleaned = str(url_query_cleaner(url.strip(), _tracking(), remove=True, unique=False))
    if _CANONICAL.fullmatch(cleaned):
        return cleaned  # as most addresses are; the rest takes ten times as long
    return str(canonicalize_url(_DEFAULT_PORT.sub(r"\1\2", cleaned)))


def article_id(url: str, source: Source | None = None) -> str:
    """16 hex digits that stand for the article at `url`, however its address is written."""
    identity = identity_of(url, source) if source else canonical_url(url)
    return hashlib.sha256(identity.encode()).hexdigest()[:16]


def identity_of(url: str, source: Source) -> str:
    """What stands for the article at `url`: the site and its own id of the article, however the address is written.

    Print, mobile and AMP twins, and the other hosts of a source, lead to the same identity. Where no id is known,
    it is the address of the main twin. Neither scheme, `www.`, letter case nor Unicode form makes a difference. It is
    a name, not an address to fetch; the identity of an identity is itself.
    """
    # Composed first: a letter taken apart may look like the end of an escape ("%aà").
    main = _main_twin(canonical_url(unicodedata.normalize("NFC", url)), source)
    host = _host(urlsplit(main).netloc)
    site = f"http://{_home(source) if host in map(_host, source.hosts) else host}"
    pattern = id_pattern(source)
    found = re.search(pattern.pattern, main, pattern.flags | re.IGNORECASE) if pattern and not is_file(main) else None
    parts = [group for group in found.groups() if group] if found else []
    if parts:  # a pattern whose groups are empty here tells no articles apart
        return _folded(f"{site}/!/{'/'.join(parts)}")
    return _folded(site + urlunsplit(urlsplit(main)._replace(scheme="", netloc="")))


def is_file(url: str) -> bool:
    """True for the address of a document. Its number ("01-danh-sach.pdf") is not that of an article."""
    return urlsplit(url).path.lower().endswith(DOCUMENTS)


def _main_twin(url: str, source: Source) -> str:
    family = family_of(source)
    for twin in family.twins if family else ():
        url = re.sub(twin.pattern, twin.replacement, url, flags=re.IGNORECASE)
    return url


def _home(source: Source) -> str:
    """The host where the source's articles are read."""
    articles = (urljoin(api.url, api.link) for api in source.apis)
    return _host(urlsplit(next(iter((*source.listings, *source.feeds, *source.sitemaps, *articles)))).netloc)


def _host(netloc: str) -> str:
    """The host without what its servers do not tell apart."""
    return re.sub(r":(?:80|443)?$", "", netloc.lower()).removeprefix("www.")


def _folded(url: str) -> str:
    """`url` in lower case and NFC, percent-encoded or not."""
    plain = _BEYOND_ASCII.sub(_decoded, url).lower()
    return canonical_url(unicodedata.normalize("NFC", plain))


def _decoded(encoded: re.Match[str]) -> str:
    try:
        return unquote(encoded[0], errors="strict")
    except UnicodeDecodeError:
        return encoded[0]  # an old address in another encoding


def doc_of(url: str) -> str:
    """A readable name for the page: the last part of its path and the values of its query."""
    parts = urlsplit(canonical_url(url))
    stem = PurePosixPath(unquote(parts.path)).stem
    words = [stem, *(value for _, value in parse_qsl(parts.query))]
    name = re.sub(r"[^\w.-]+", "-", "-".join(word for word in words if word)).strip("-.")
    return name[:LONGEST_DOC].encode()[:MOST_BYTES].decode(errors="ignore") or article_id(url)


@lru_cache(maxsize=1)
def _tracking() -> tuple[str, ...]:
    return tuple(read_lines("tracking_params.txt"))
