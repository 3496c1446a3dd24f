"""To which source an address belongs, and whether it can be that of an article."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from schemas import Source
from scrapers.discover.identity import canonical_url, is_file
from scrapers.families import article_pattern

TWINS = ("www.", "m.", "amp.", "mobile.", "")


class Belonging:
    """Sources by the hosts that they name."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._by_host: dict[str, list[Source]] = {}
        self._by_name: dict[str, Source] = {}
        for source in sources:
            self._by_name[source.name] = source
            for host in dict.fromkeys(_bare(host) for host in _hosts(source)):
                self._by_host.setdefault(host, []).append(source)

    def source(self, url: str, name: str | None = None) -> Source | None:
        """The source called `name`, else one of the host of `url`: that whose articles have such addresses."""
        if name in self._by_name:
            return self._by_name[name]
        candidates = self._by_host.get(_bare(_host(url)), [])
        fitting = (source for source in candidates if is_article_address(url, source))
        return next(fitting, next(iter(candidates), None))


def is_article_address(url: str, source: Source) -> bool:
    """True for what a crawl of the source would read: an article's address, or that of a document."""
    address = canonical_url(url)
    return bool(article_pattern(source).search(address)) or is_file(address)


def is_of(url: str, source: Source) -> bool:
    """True for an address on a host that the source names, or on a twin of one."""
    return _bare(_host(url)) in {_bare(host.lower()) for host in _hosts(source)}


def _hosts(source: Source) -> list[str]:
    addresses = (*source.listings, *source.feeds, *source.sitemaps, *(api.url for api in source.apis))
    return [*(_host(address) for address in addresses), *source.hosts]


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""  # an address that is none, as archives hold them


def _bare(host: str) -> str:
    return next(host.removeprefix(twin) for twin in TWINS if host.startswith(twin))
