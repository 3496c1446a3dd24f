"""What the style and numbering of a DOCX paragraph say that it is."""

from docx.document import Document
from docx.oxml.ns import nsmap, qn
from lxml.etree import _Element as Element

from schemas import BlockKind

LONGEST_BOLD_HEADING = 120
_HEADINGS = ("heading", "title", "subtitle")
_LISTS = ("list bullet", "list number")
_NUMBERING = "w:pPr/w:numPr/w:numId"
_LEVEL = "w:pPr/w:numPr/w:ilvl"
_SENTENCE_ENDS = (".", ";", ",")
_OFF = ("0", "false", "off")


class Styles:
    """The styles of one file, by their ids."""

    def __init__(self, document: Document) -> None:
        styles = [style.element for style in document.styles]
        self._names = {style.get(qn("w:styleId")): (value(style, "w:name") or "").lower() for style in styles}
        self._numbered = {style.get(qn("w:styleId")) for style in styles if value(style, _NUMBERING, "0") != "0"}

    def kind_of(self, paragraph: Element, line: str) -> BlockKind | None:
        """Heading or list item; None when nothing but the words of `line` says what it is."""
        style = value(paragraph, "w:pPr/w:pStyle")
        name = self._names.get(style, "")
        if name.startswith(_HEADINGS) or _is_bold_heading(paragraph, line):
            return BlockKind.HEADING
        by_style = style in self._numbered or name.startswith(_LISTS)
        number = value(paragraph, _NUMBERING, "1" if by_style else "0")  # 0 takes away what the style gives
        if number == "0":
            return None
        return BlockKind.HEADING if _heads_a_list(paragraph, line) else BlockKind.LIST_ITEM


def value(element: Element, path: str, default: str | None = None) -> str | None:
    """What the element at `path` says; "1" when it is there and says nothing, `default` when it is not there."""
    found = element.find(path, namespaces=nsmap)
    return default if found is None else str(found.get(qn("w:val"), "1"))


def _heads_a_list(paragraph: Element, line: str) -> bool:
    """True for a short item without an end above items of a deeper level."""
    below = paragraph.getnext()
    if below is None or len(line) > LONGEST_BOLD_HEADING or line.endswith(_SENTENCE_ENDS):
        return False
    return (value(below, _LEVEL, "0") or "0") > (value(paragraph, _LEVEL, "0") or "0")


def _is_bold_heading(paragraph: Element, line: str) -> bool:
    if len(line) > LONGEST_BOLD_HEADING or line.endswith(_SENTENCE_ENDS):
        return False
    runs = [run for run in paragraph.iter(qn("w:r")) if any((text.text or "").strip() for text in run.iter(qn("w:t")))]
    return bool(runs) and all(value(run, "w:rPr/w:b", "0") not in _OFF for run in runs)
