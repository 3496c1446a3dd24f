"""An article of the published file, and the texts in which its facts stand."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from pipeline.desk.errors import NotFoundError
from pipeline.desk.published import Published, Row
from schemas import AwardRecord, Block

ARTICLE = """
    SELECT article_id, url, source, title, published, text, text_sha256, text_version, blocks, extractor_version,
        gone_at, same_as, layout
    FROM article WHERE article_id = ?"""
EARLIER = "SELECT text, text_sha256 FROM article_version WHERE article_id = ? ORDER BY replaced_at DESC"


@dataclass(frozen=True)
class Text:
    """A text of an article; `is_current` is false for one that was replaced, whose layout is not kept."""

    text: str
    sha256: str
    blocks: tuple[Block, ...]
    is_current: bool = True


@dataclass(frozen=True)
class ArticleShown:
    """An article as the desk knows it."""

    article_id: str
    url: str
    source: str | None
    title: str | None
    published: date | None
    extractor_version: str | None
    gone_at: datetime | None
    same_as: str | None
    now: Text

    @property
    def link(self) -> str | None:
        """The address of the live page, when it is one that a browser may be sent to."""
        return self.url if self.url.startswith(("http://", "https://")) else None


def load_article(published: Published, article_id: str) -> ArticleShown:
    """The article. Raises NotFoundError when there is none of that id."""
    row = published.row(ARTICLE, [article_id])
    if row is None:
        raise NotFoundError(f"no article has the id {article_id}")
    return _article(row)


def text_of(published: Published, article: ArticleShown, record: AwardRecord) -> Text:
    """The text in which a record stands: today's, else the last that says what the record says, else today's."""
    if record.grounded_in(article.now.text):
        return article.now
    for row in published.rows(EARLIER, [article.article_id]):
        if record.grounded_in(row["text"]):
            return Text(row["text"], row["text_sha256"], _lines(row["text"]), is_current=False)
    return article.now


def _article(row: Row) -> ArticleShown:
    blocks = tuple(Block.model_validate(block) for block in json.loads(row["blocks"] or "[]"))
    names = ("article_id", "url", "source", "title", "published", "extractor_version", "gone_at", "same_as")
    return ArticleShown(**{name: row[name] for name in names}, now=Text(row["text"], row["text_sha256"] or "", blocks))


def _lines(text: str) -> tuple[Block, ...]:
    """A paragraph for each line: all that is known of a text whose blocks are not kept."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            blocks.append(Block.model_validate({"kind": "paragraph", "start": start, "end": start + len(line.strip())}))
        at += len(line) + 1
    return tuple(blocks)
