"""The elements of a page that lead on, read as the parser meets them: no tree is built, however deep the page nests."""

from typing import Any, NamedTuple

from lxml import etree

HIDDEN = ("script", "style")  # which hold no other elements


class Anchor(NamedTuple):
    """What a link says of itself."""

    href: str
    text: str
    rel: str


class Anchors(NamedTuple):
    """The links of a page in order; `base` is its base href, empty when it has none."""

    anchors: tuple[Anchor, ...]
    base: str


def anchors_of(html: str) -> Anchors:
    """The `a` elements with an address, and `link rel=next`; nothing for a page without markup."""
    collector: Any = _Collector()  # the stubs ask for bytes, which lxml gives to nobody
    parser = etree.HTMLParser(target=collector, encoding="utf-8", huge_tree=True)
    try:
        parser.feed(html.replace("\0", "").encode("utf-8", "replace"))
        found = parser.close()
    except etree.LxmlError:
        return Anchors((), "")  # nothing but blanks or comments
    assert isinstance(found, Anchors)
    return found


class _Collector:
    """What lxml tells of a page, element by element."""

    def __init__(self) -> None:
        self._found: list[tuple[str, str, list[str]]] = []
        self._text: list[str] | None = None  # of the link that is open
        self._base = ""
        self._shown = True  # not in a script

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A tag that opens; the text on its two sides is not one word."""
        href = attributes.get("href")
        if self._text is not None:
            self._text.append(" ")
        self._shown = tag not in HIDDEN
        if tag == "base":
            self._base = self._base or (href or "").strip()
        elif href is not None and (tag == "a" or (tag == "link" and "next" in attributes.get("rel", "").split())):
            text: list[str] = []
            self._found.append((href, attributes.get("rel", ""), text))
            self._text = text if tag == "a" else self._text

    def end(self, tag: str) -> None:
        """A tag that closes, or that the parser closes where the page forgets it."""
        self._shown = True
        if tag == "a":
            self._text = None
        elif self._text is not None:
            self._text.append(" ")

    def data(self, text: str) -> None:
        """Characters between tags."""
        if self._text is not None and self._shown:
            self._text.append(text)

    def close(self) -> Anchors:
        """The end of the page."""
        return Anchors(tuple(Anchor(href, "".join(text), rel) for href, rel, text in self._found), self._base)
