"""Source files: read, and refused with the file's name."""

from pathlib import Path

import pytest

from data import ROOT, DataError
from scrapers.sources import load_sources

GOOD = 'name = "{name}"\ntitle = "Báo"\nlistings = ["https://bao.example/tin"]\narticle_pattern = "-\\\\d+\\\\.html$"\n'


def test_sources_are_read_in_file_order(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text(GOOD.format(name="bao-b") + "enabled = false\n", encoding="utf-8")
    (tmp_path / "a.toml").write_text(GOOD.format(name="bao-a") + '[selectors]\nbody = "#b"\n', encoding="utf-8")
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    sources = load_sources(tmp_path)
    assert [(source.name, source.enabled, source.selectors.body) for source in sources] == [
        ("bao-a", True, "#b"),
        ("bao-b", False, None),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = ", "not TOML"),
        (GOOD.format(name="Báo"), "name"),
        (GOOD.format(name="bao") + "listing = 1\n", "listing"),
        (GOOD.format(name="bao").replace("-\\\\d+", "-("), "article_pattern"),
        (GOOD.format(name="bao").replace("https:", "ftp:"), "listings"),
        (GOOD.format(name="bao") + '[selectors]\nbody = "p["\n', "CSS"),
    ],
)
def test_a_bad_file_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "bad.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=said) as caught:
        load_sources(tmp_path)
    assert "bad.toml" in str(caught.value)


def test_two_files_for_one_source_and_a_missing_folder(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text(GOOD.format(name="bao"), encoding="utf-8")
    with pytest.raises(DataError, match="already describes"):
        load_sources(tmp_path)
    with pytest.raises(DataError, match="no such folder"):
        load_sources(tmp_path / "none")


def test_our_own_sources_are_valid() -> None:
    assert load_sources(ROOT / "sources")
