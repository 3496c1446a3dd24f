"""An article that a site gives as JSON: made into a small page, which the family json-spa knows how to read."""

import re
from html import escape, unescape

from w3lib.html import remove_tags

from schemas import Api, Article, Source
from scrapers.errors import UnreadableInput
from scrapers.pages.article import article_from_html
from scrapers.pages.soup import soup_of
from scrapers.text.canonical import one_line
from scrapers.text.json_paths import json_value, value_at
from scrapers.text.moments import moment_date

_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_PAGE = """<!doctype html><html><head>{published}</head><body><article class="from-json">
<h1>{title}</h1><p class="from-json-by">{author}</p><div class="from-json-lead">{lead}</div>
<div class="from-json-body">{body}</div></article></body></html>"""


def article_from_json(body: bytes, *, api: Api, url: str, doc: str, source: Source) -> Article:
    """The Article in the JSON that a site's page at `url` is built of, by the paths that `api` gives.

    Raises UnreadableInput when there is none.
    """
    return article_from_html(page_of(body, api, url), url=url, doc=doc, source=source)


def page_of(body: bytes, api: Api, url: str) -> str:
    """The page with the article's title, day, author, lead and text. Raises UnreadableInput when there is no text."""
    try:
        said = json_value(body)
    except ValueError as error:
        raise UnreadableInput(url, "its JSON cannot be read: correct `article` in the source's file") from error
    text = _markup(value_at(said, api.body), url)
    if not text:
        raise UnreadableInput(url, f"its JSON has no text at {api.body!r}: correct `body` in the source's file")
    day = moment_date(value_at(said, api.date))
    return _PAGE.format(
        published=f'<meta property="article:published_time" content="{day}">' if day else "",
        title=escape(_plain(value_at(said, api.title))),
        author=escape(_plain(value_at(said, api.author))) if api.author else "",
        lead=_markup(value_at(said, api.lead), url) if api.lead else "",
        body=text,
    )


def _plain(value: object) -> str:
    """Text without markup."""
    return one_line(unescape(remove_tags(value))) if isinstance(value, str) else ""


def _markup(value: object, url: str) -> str:
    """The markup of a text: as it is, or escaped once more, or a paragraph of each line when it has none."""
    if not isinstance(value, str):
        return ""
    if not _TAG.search(value) and _TAG.search(unescape(value)):
        value = unescape(value)
    if _TAG.search(value):
        body = soup_of(value, url).body  # whose elements are closed, so that none closes one of ours
        return body.decode_contents() if body else ""
    return "".join(f"<p>{escape(unescape(line))}</p>" for line in value.splitlines() if line.strip())
