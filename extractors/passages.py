"""Passages: the stretches that are read as one, and the sentences in them."""

import re
from dataclasses import dataclass

from extractors import lexicon
from extractors.fold import fold
from schemas import Article, BlockKind

_ITEM_OPENS = re.compile(r"[:;,]\s*\d{1,2}\.$")  # "cho: 1. Ông P; 2. Bà Q"
_ENDS = (".", "!", "?", "…", ":", ";")


@dataclass(frozen=True, slots=True)
class Passage:
    """Blocks of one kind that belong together; a line that goes on in lower case joins the one before."""

    kind: BlockKind
    start: int
    end: int
    cells: tuple[tuple[int, int], ...] = ()


def passages(article: Article) -> list[Passage]:
    """The readable passages of an article, in order; boilerplate is left out."""
    found: list[Passage] = []
    for block in article.blocks:
        if block.kind is BlockKind.BOILERPLATE:
            continue
        passage = Passage(block.kind, block.start, block.end, block.cells)
        if found and _goes_on(article.text, found[-1], passage):
            passage = Passage(found[-1].kind, found.pop().start, block.end)
        found.append(passage)
    return found


def _goes_on(text: str, before: Passage, after: Passage) -> bool:
    gap = text[before.end : after.start]
    return (
        text[after.start].islower()
        and not text[before.start : before.end].endswith(_ENDS)
        and gap.count("\n") == 1
        and not after.cells
    )


def sentences(text: str) -> list[tuple[int, int]]:
    """Sentences of one passage as (start, end); underthesea splits, and its pieces are found again in the text."""
    from underthesea import sent_tokenize  # noqa: PLC0415 (1.4 s to import: only when something is read)

    spans: list[tuple[int, int]] = []
    position = 0
    for piece in sent_tokenize(text):
        start = text.find(piece, position)
        if start < 0:  # rewritten by the tokenizer: the rest is one sentence
            return [*spans, (position, len(text))]
        position = start + len(piece)
        if spans and _dotted(text[spans[-1][0] : spans[-1][1]]):
            start = spans.pop()[0]
        spans.append((start, position))
    return spans or [(0, len(text))]


def _dotted(piece: str) -> bool:
    """True when the piece ends in a short word with a dot (data/dotted.txt) or as an item opens, not in a full stop."""
    if _ITEM_OPENS.search(piece):
        return True
    last = re.split(r"[\s(]", piece.rstrip())[-1]
    return last.endswith(".") and fold(last.rstrip(".")) in lexicon.folded_lines("dotted.txt")
