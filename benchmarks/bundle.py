"""The bundled documents of the table of stages, and one real run of `bangvang ingest` over them."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benchmarks.stages import Meter, watched
from benchmarks.texts import award_pages, award_texts
from extractors import extract, may_hold_award
from pipeline.progress import Lines
from pipeline.session import session
from pipeline.settings import Home
from pipeline.steps.ingest import ingest
from pipeline.store.database import open_work
from schemas import Article
from scrapers.files import read_article
from scrapers.text.encoding import decode_html


@dataclass(frozen=True)
class Amount:
    """What goes into a stage."""

    documents: int
    megabytes: float


class Bundle:
    """Award texts and pages as files, and what the stages make of them."""

    def __init__(self) -> None:
        self.texts, self.pages = award_texts(None), award_pages()
        self.files = [*self.texts, *self.pages]
        self.articles = [read_article(path) for path in self.files]

    @cached_property
    def dense(self) -> list[Article]:
        """What passes the gate."""
        return [article for article in self.articles if may_hold_award(article.text)]

    @cached_property
    def records(self) -> list[dict[str, object]]:
        """All records with plain values."""
        return [record.model_dump() for article in self.dense for record in extract(article).records]

    @cached_property
    def markup(self) -> list[str]:
        """The pages, decoded."""
        return [decode_html(path.read_bytes()) for path in self.pages]

    def amounts(self) -> dict[str, Amount]:
        """By stage."""
        all_texts, dense = _of_articles(self.articles), _of_articles(self.dense)
        return {
            "read": _of_files(self.files),
            "plain text to lines": _of_files(self.texts),
            "HTML to text": _of_files(self.pages),
            **dict.fromkeys(("gate", "load", "publish"), all_texts),
            **dict.fromkeys(("NLP", "linking", "validation"), dense),
        }


def ingested(bundle: Bundle, home: Home, meter: Meter) -> None:
    """Store, extract and publish the bundle in a home of its own, as `bangvang ingest` does."""
    home.prepare()
    open_work(home.work).close()  # making the database is no stage
    with watched(meter), session(home, "ingest") as opened:
        ingest(opened, bundle.files, Lines(), _fail)


def _fail(complaint: str) -> None:
    raise RuntimeError(f"a bundled file cannot be read: {complaint}")


def _of_files(files: list[Path]) -> Amount:
    return Amount(len(files), sum(path.stat().st_size for path in files) / 1e6)


def _of_articles(articles: list[Article]) -> Amount:
    return Amount(len(articles), sum(len(article.text.encode()) for article in articles) / 1e6)
