"""Assets of others are what their packages hold, with their licences."""

import hashlib
import re
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
VENDOR = HOUSE / "pipeline" / "desk" / "static" / "vendor"
TOLD = dict(
    re.findall(r"^\| `([^`]+)` \| `([0-9a-f]{64})` \|$", (VENDOR / "README.md").read_text("utf-8"), re.MULTILINE)
)
OURS = {VENDOR / "README.md", VENDOR / "fonts.css"}
FOLDERS = (VENDOR, HOUSE / "tests" / "desk" / "vendor")


def _files() -> set[Path]:
    return {path for folder in FOLDERS for path in folder.rglob("*") if path.is_file()} - OURS


def test_every_file_is_listed_and_no_other_is() -> None:
    assert {path.relative_to(HOUSE).as_posix() for path in _files()} == set(TOLD)


def test_every_file_has_the_hash_that_is_told() -> None:
    found = {name: hashlib.sha256((HOUSE / name).read_bytes()).hexdigest() for name in TOLD}
    assert found == TOLD


def test_every_folder_holds_a_licence() -> None:
    folders = {path.parent for path in _files()}
    assert len(folders) == 3
    assert [folder for folder in folders if not list(folder.glob("*LICENSE*"))] == []


def test_the_style_sheet_of_fonts_names_every_font_and_nothing_from_elsewhere() -> None:
    named = re.findall(r'url\("([^"]+)"\)', (VENDOR / "fonts.css").read_text("utf-8"))
    assert sorted(named) == sorted(path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*.woff2"))


def test_the_fonts_hold_every_letter_of_vietnamese() -> None:
    ranges = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", (VENDOR / "fonts.css").read_text("utf-8"))
    spans = [(int(first, 16), int(last or first, 16)) for first, last in ranges]
    letters = "ăâđêôơưĂÂĐÊÔƠƯạảãàáẠẶẾỆỘỢỰỹỶ₫–“”"
    assert [letter for letter in letters if not any(a <= ord(letter) <= b for a, b in spans)] == []
