"""Lists of articles that a site gives as JSON, as `apis` of its source file describes them."""

import re
from typing import NamedTuple
from urllib.parse import quote

from schemas import Api
from scrapers.discover.entry import Entry
from scrapers.discover.links import absolute
from scrapers.errors import ListingUnreadable
from scrapers.text.canonical import one_line
from scrapers.text.json_paths import json_value, value_at
from scrapers.text.moments import moment_date

_FIELD = re.compile(r"\{([\w.-]+)\}")


class Listed(NamedTuple):
    """An article of a list; `json_url` is where its JSON is, when it is to be read from there and not from its page."""

    entry: Entry
    json_url: str | None


def api_page(api: Api, page: int) -> str:
    """The address of page number `page` of the list, the first being 1."""
    return api.url.replace("{n}", str(api.first + (page - 1) * api.step))


def api_entries(body: bytes, api: Api, url: str) -> list[Listed]:
    """The articles that the answer of `url` lists, in its order; those that lack what an address needs are left out.

    An answer without a list is one behind the last page. Raises ListingUnreadable when it is no JSON, when something
    else stands where the list should be, or when no entry has the fields of the templates.
    """
    try:
        items = value_at(json_value(body), api.items)
    except ValueError as error:
        raise ListingUnreadable(url, "no JSON: open the address and correct it in the source's file") from error
    if items is None:
        return []
    if not isinstance(items, list):
        raise ListingUnreadable(url, f"no list at {api.items!r}: correct `items` in the source's file")
    found = [listed for item in items if (listed := _listed(item, api, url))]
    if items and not found:
        raise ListingUnreadable(url, f"no entry has what {api.link!r} needs: correct `link` in the source's file")
    return found


def _listed(item: object, api: Api, url: str) -> Listed | None:
    link = _filled(api.link, item, url)
    json_url = _filled(api.article, item, url) if api.article else None
    if link is None or (api.article and json_url is None):
        return None
    title = _of_entry(item, api.title)
    plain = one_line(title) or None if isinstance(title, str) else None
    return Listed(Entry(link, plain, moment_date(_of_entry(item, api.date))), json_url)


def _of_entry(item: object, path: str) -> object:
    """The field of an entry that is called as in the article's JSON, which may wrap it ("data.title")."""
    value = value_at(item, path)
    return value if value is not None else value_at(item, path.rpartition(".")[2])


def _filled(template: str, item: object, url: str) -> str | None:
    """The address that `template` and the fields of an entry make; None when one is missing."""
    fields = {name: value_at(item, name) for name in _FIELD.findall(template)}
    if not all(isinstance(value, str | int) and str(value).strip() for value in fields.values()):
        return None
    if _FIELD.fullmatch(template):
        return absolute(url, str(*fields.values()))
    return absolute(
        url, _FIELD.sub(lambda found: quote(str(fields[found[1]]).strip(), safe="/%", errors="replace"), template)
    )
