"""Ingests a folder with a slow fake extractor, in small batches, so that a test can kill it in the middle."""

import sys
import time
from pathlib import Path

from fake_extractor import extract

from pipeline.progress import Lines
from pipeline.session import Extractor, session
from pipeline.settings import Home
from pipeline.steps.ingest import ingest
from schemas import Article, Extraction


def slowly(article: Article) -> Extraction:
    """As the fake extractor, after a while; each article is announced."""
    time.sleep(0.01)
    print(article.doc, flush=True)  # noqa: T201 - the test listens
    return extract(article)


def main() -> None:
    """crash_ingest.py HOME FOLDER."""
    with session(Home(Path(sys.argv[1])), "ingest", Extractor(slowly, "fake-1")) as opened:
        ingest(opened, [Path(sys.argv[2])], Lines(), print, size=5)


if __name__ == "__main__":
    main()
