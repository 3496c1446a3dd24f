"""`python -m benchmarks.main_text`: how much of an article the general reader finds, and no more, as F1 of its words.

Every page is read as that of a site that nobody has described: without a source's selectors and without the rows of
data/html_frames.csv for known frames. What it should give is what the frames give for a bundled page, and what a made
page was made of. Trafilatura reads the same pages beside it when it is installed.
"""

import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from statistics import mean
from typing import NamedTuple
from unittest.mock import patch

from benchmarks.page_shapes import DATE, SHAPES
from data import ROOT
from schemas import Source
from scrapers.errors import UnreadableInput
from scrapers.pages import frames
from scrapers.pages import main as main_text
from scrapers.pages.article import article_from_html
from scrapers.pages.frames import Role, frame_selectors
from scrapers.pages.second_opinion import place_by_trafilatura
from scrapers.text.encoding import decode_html

UNKNOWN = Source(name="unknown", title="?", listings=("http://site.example/",), article_pattern="-")
_NAMES = re.compile(r"""\s(?:class|id|itemprop|data-role)=(?:"[^"]*"|'[^']*'|[^\s>]+)""")
FIXTURES = ROOT.parent / "tests" / "fixtures"
_NO_ARTICLES = ("index", "trang-2")
SHORTEST, LONGEST = 3, 12  # lines of a text that a page is made of


class Case(NamedTuple):
    """A page and the text that should be read from it."""

    group: str
    name: str
    html: str
    wanted: str


class Score(NamedTuple):
    """Shares of words: of those read, of those wanted, and their harmonic mean."""

    precision: float
    recall: float
    f1: float


def cases() -> list[Case]:
    """The bundled pages, the same without class and id, and pages made of the texts of the gold files."""
    return [*_bundled(), *_saved(FIXTURES), *_made()]


def generic_text(html: str) -> str:
    """What our reader gives for a page of a frame that it does not know; blank when it finds no article."""
    with patch.object(frames, "_rows", _generic_rows), suppress(UnreadableInput):
        return _text(html)
    return ""


def placed_text(html: str) -> str:
    """As generic_text, with trafilatura to say where the article stands. Raises ImportError."""
    with patch.object(main_text, "chosen_block", place_by_trafilatura):
        return generic_text(html)


def trafilatura_text(html: str) -> str:
    """What trafilatura gives. Raises ImportError when it is not installed whole."""
    from trafilatura import extract  # noqa: PLC0415 (takes half a second)

    return extract(html, fast=True, include_comments=False) or ""


def score(read: str, wanted: str) -> Score:
    """How far the words of `read` are those of `wanted`, each as often as it stands there."""
    ours, theirs = (Counter(re.findall(r"\w+", text.lower())) for text in (read, wanted))
    common = sum((ours & theirs).values())
    if not common:
        return Score(0, 0, 0)
    precision, recall = common / sum(ours.values()), common / sum(theirs.values())
    return Score(precision, recall, 2 * precision * recall / (precision + recall))


def _text(html: str) -> str:
    return article_from_html(html, url="http://site.example/a-1", doc="a-1", source=UNKNOWN).text


def _generic_rows(role: Role) -> tuple[str, ...]:
    return tuple(row.selector for row in frame_selectors() if row.role is role and row.frame == "generic")


def _bundled() -> Iterator[Case]:
    for path in sorted((ROOT / "sample_site").rglob("*.html")):
        if path.stem not in _NO_ARTICLES:
            html = path.read_text(encoding="utf-8")
            yield Case("bundled", path.stem, html, _text(html))
            yield Case("bundled, no class or id", path.stem, _NAMES.sub("", html), _text(html))


def _saved(folder: Path) -> Iterator[Case]:
    """The saved pages of the sources, with the texts that a person has confirmed."""
    for page in sorted(folder.rglob("*.html")):
        text = page.with_suffix(".txt")
        if text.exists():
            html = decode_html(page.read_bytes())
            yield Case("saved", f"{page.parent.name} {page.stem}", html, text.read_text(encoding="utf-8"))


def _made() -> Iterator[Case]:
    for path in sorted((ROOT / "gold" / "texts").glob("p*.txt"))[::4]:
        title, *lines = (" ".join(line.split()) for line in _lines(path))
        if len(lines) >= SHORTEST:
            wanted = "\n".join([title, DATE, *lines[:LONGEST]])
            yield from (Case(f"made: {name}", path.stem, made(title, lines[:LONGEST]), wanted) for name, made in SHAPES)


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def _measured(read: Callable[[str], str], chosen: list[Case]) -> tuple[list[Score], float]:
    started = time.perf_counter()
    scores = [score(read(case.html), case.wanted) for case in chosen]
    return scores, (time.perf_counter() - started) / len(chosen)


def main() -> None:
    """Print a table, a line a page and reader (with -v) and a line a group and reader."""
    readers = {"ours": generic_text, "its place, our lines": placed_text, "trafilatura": trafilatura_text}
    try:
        trafilatura_text("<p>warm up</p>")
    except ImportError as error:
        readers = {"ours": generic_text}
        print(f"trafilatura cannot be imported: {error}", file=sys.stderr)  # noqa: T201 - a script
    lines = ["| pages | number | reader | precision | recall | F1 | lowest F1 | ms a page |", "|" + "---|" * 8]
    every = cases()
    for group in dict.fromkeys(case.group for case in every):
        chosen = [case for case in every if case.group == group]
        for name, read in readers.items():
            scores, seconds = _measured(read, chosen)
            lines.append(_row(group, name, scores, seconds))
            if "-v" in sys.argv:
                lines += (_row(case.name, name, [one], 0) for case, one in zip(chosen, scores, strict=True))
    print("\n".join(lines))  # noqa: T201 - a script


def _row(what: str, reader: str, scores: list[Score], seconds: float) -> str:
    means = [mean(values) for values in zip(*scores, strict=True)]
    figures = [*means, min(one.f1 for one in scores)]
    return f"| {what} | {len(scores)} | {reader} | {' | '.join(f'{x:.3f}' for x in figures)} | {1000 * seconds:.0f} |"


if __name__ == "__main__":
    main()
