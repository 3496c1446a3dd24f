"""An article: its canonical text and how that text is laid out."""

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from schemas.base import Model


class BlockKind(StrEnum):
    """What a stretch of an article is. Only `boilerplate` is not read by the extractors."""

    TITLE = "title"
    HEADING = "heading"
    DATELINE = "dateline"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"


class Block(Model):
    """A block is the stretch [start, end) of the canonical text, without surrounding blanks."""

    kind: BlockKind
    start: int = Field(ge=0)
    end: int = Field(gt=0)
    cells: tuple[tuple[int, int], ...] = ()  # of a table row: where each cell stands, in the article's offsets


class Article(Model):
    """One article in the project's canonical form: NFC, LF line ends, blocks in order without overlap.

    `published` is the date that the page prints for itself; None when it prints none.
    """

    article_id: str = Field(min_length=1)
    doc: str = Field(min_length=1, description="file name without suffix, or the page's own id")
    url: str = Field(min_length=1)
    source: str | None = None
    title: str | None = None
    author: str | None = None
    published: date | None = None
    layout: str | None = Field(default=None, description="family/layout that was recognised, else generic")
    attachments: tuple[str, ...] = Field(default=(), description="addresses of the files that the page gives with it")
    attached_to: str | None = Field(default=None, description="address of the page that this file was attached to")
    text: str = Field(min_length=1)
    text_version: int = Field(ge=1)
    blocks: tuple[Block, ...]

    @model_validator(mode="after")
    def _blocks_lie_in_text(self) -> Self:
        position = 0
        for block in self.blocks:
            if not position <= block.start < block.end <= len(self.text):
                raise ValueError(f"block {block.start}:{block.end} overlaps or leaves the text")
            position = block.end
        return self
