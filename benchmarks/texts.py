"""The texts that are read: award texts, and general news of which hardly any tells an award."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

OWN = Path(__file__).resolve().parent.parent / "data" / "gold" / "texts"


def award_texts(more: Path | None) -> list[Path]:
    """The gold texts of data/, and those of another folder."""
    return [*sorted(OWN.glob("*.txt")), *(sorted(more.glob("*.txt")) if more else ())]


def news_texts(corpus: Path | None, folder: Path) -> list[Path]:
    """One file for each text of `corpus`, in `folder`; the award texts of data/ where there is no corpus."""
    if corpus is None:
        return award_texts(None)
    paths = []
    for number, text in enumerate(_rows(corpus)):
        path = folder / f"{number}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def _rows(corpus: Path) -> Iterator[str]:
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line)["text"] for line in lines)
