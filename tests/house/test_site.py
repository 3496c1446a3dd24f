"""The site of the documentation: it builds without a warning, asks nobody else, and what is generated is fresh."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import nbformat
import pytest
import reference
from documented import HOUSE
from notebook import NOTEBOOK, PAGE, executed, page, printed

from data import ROOT as DATA
from pipeline.settings import Home

# What a page loads: its own links to other sites lead there only when a reader clicks.
LOADED = re.compile(r"""<(?:script|img|iframe|source)\b[^>]*\bsrc=["']([^"']+)|<link\b[^>]*\bhref=["']([^"']+)""")
NAV = (HOUSE / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built strictly: a dead link, a wrong anchor or a page outside the menu fails."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    built = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=False, timeout=120)
    assert built.returncode == 0, built.stderr
    return folder


def test_the_site_has_every_page_of_docs(site: Path) -> None:
    docs = HOUSE / "docs"
    pages = {path.relative_to(docs).with_suffix(".html") for path in docs.rglob("*.md")}
    assert sorted(path for path in pages if not (site / path).exists()) == []
    assert (site / "search" / "search_index.json").exists()


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    loaded = {
        (path.name, one or other)
        for path in site.rglob("*.html")
        for one, other in LOADED.findall(path.read_text(encoding="utf-8"))
    }
    assert len(loaded) > 20
    assert [asked for asked in loaded if re.match(r"(?:https?:)?//", asked[1])] == []
    styles = [path.read_text(encoding="utf-8") for path in site.rglob("*.css")]
    assert [
        found for text in styles for found in re.findall(r"(?:@import\s*|url\()[\"']?(?:https?:)?//[^)]*", text)
    ] == []


@pytest.mark.parametrize("name", reference.fresh())
def test_a_page_of_reference_is_what_code_and_data_give(name: str) -> None:
    written = (reference.FOLDER / name).read_text(encoding="utf-8")
    assert written == reference.fresh()[name], "run: python tests/house/reference.py"


def test_every_page_of_reference_is_generated() -> None:
    assert {path.name for path in reference.FOLDER.iterdir()} == set(reference.fresh())


def test_the_notebook_runs_and_prints_what_it_shows(sample: Home) -> None:
    shown, fresh = nbformat.read(NOTEBOOK, as_version=4), executed(sample)  # type: ignore[no-untyped-call]
    assert printed(fresh) == printed(shown), f"run: python tests/house/notebook.py {sample.root}"
    assert PAGE.read_text(encoding="utf-8") == page(fresh)
    assert sum(bool(text) for text in printed(shown)) >= 5


def test_each_user_has_a_page_in_both_languages() -> None:
    english, vietnamese = (set(re.findall(rf"{language}/[\w-]+\.md", NAV)) for language in ("en", "vi"))
    twins = {
        "en/tutorial.md": "vi/bat-dau.md",
        "en/officer.md": "vi/can-bo.md",
        "en/journalist.md": "vi/nha-bao.md",
        "en/researcher.md": "vi/nghien-cuu.md",
        "en/how-it-works.md": "vi/cach-doc.md",
    }
    assert set(twins) <= english
    assert set(twins.values()) == vietnamese


@pytest.mark.parametrize("name", ["en/how-it-works.md", "vi/cach-doc.md"])
def test_the_accuracy_that_is_told_is_that_of_the_floors(name: str) -> None:
    floors = tomllib.loads((DATA / "gold" / "floor.toml").read_text(encoding="utf-8"))
    told = re.findall(
        r"^\| `(\S+)` \| ([\d.]+) \| ([\d.]+) \|$", (HOUSE / "docs" / name).read_text("utf-8"), re.MULTILINE
    )
    assert {file: (float(core), float(strict)) for file, core, strict in told} == {
        file: (floor["core"], floor["strict"]) for file, floor in floors.items()
    }
