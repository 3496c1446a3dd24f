"""What the tests of documents read with, and what must hold of every article that they read."""

from schemas import Article, BlockKind
from scrapers.documents.read import document_article


def read(data: bytes) -> Article:
    """The article in `data`; each cell's offsets lead to the text that the row prints for it."""
    article = document_article(data, url="https://so.example/tep/danh-sach", doc="danh-sach")
    for block in article.blocks:
        assert (block.kind is BlockKind.TABLE_ROW) == bool(block.cells)
        if block.cells:
            cells = " | ".join(article.text[start:end] for start, end in block.cells)
            assert cells.strip() == article.text[block.start : block.end]
    assert "\n\n" not in article.text
    return article


def rows(article: Article) -> list[list[str]]:
    """The cells of all rows."""
    found = [block.cells for block in article.blocks if block.kind is BlockKind.TABLE_ROW]
    return [[article.text[start:end] for start, end in cells] for cells in found]


def texts(article: Article, kind: BlockKind) -> list[str]:
    """The texts of the blocks of a kind."""
    return [article.text[block.start : block.end] for block in article.blocks if block.kind is kind]
