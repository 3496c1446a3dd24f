"""The documents that are read: bundled award texts and pages, and general news of which hardly any tells an award."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from extractors import may_hold_award

ROOT = Path(__file__).resolve().parent.parent
OWN = ROOT / "data" / "gold" / "texts"
PAGES = ROOT / "tests" / "fixtures"
_TIMES = 20  # the quiet texts are few


def award_texts(more: Path | None) -> list[Path]:
    """The gold texts of data/, and those of another folder."""
    return [*sorted(OWN.glob("*.txt")), *(sorted(more.glob("*.txt")) if more else ())]


def award_pages() -> list[Path]:
    """The saved pages of the sources that hold an article; pages of links have no text beside them."""
    return [page for page in sorted(PAGES.rglob("*.html")) if page.with_suffix(".txt").exists()]


def news_texts(corpus: Path | None, folder: Path) -> list[Path]:
    """One file in `folder` for each text of `corpus`; without one, what of the award texts names no title."""
    texts = news_rows(corpus) if corpus else quiet_texts()
    paths = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths if corpus else paths * _TIMES


def quiet_texts() -> Iterator[str]:
    """The award texts without their lines that name a title: bundled, and to the gate what most news is."""
    for path in award_texts(None):
        lines = path.read_text(encoding="utf-8").split("\n")
        text = "\n".join(line for line in lines if not may_hold_award(line))
        if text.strip() and not may_hold_award(text):
            yield text


def news_rows(corpus: Path) -> Iterator[str]:
    """The texts of a corpus."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line)["text"] for line in lines)
