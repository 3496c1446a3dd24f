import csv
import io
import json
import os
import pty
import struct
import subprocess
import termios
from fcntl import ioctl
from pathlib import Path
from socketserver import BaseRequestHandler

import pytest
from commands import PROGRAM, bangvang, process
from workbench import make_article, run

from pipeline.cli import tables
from pipeline.sample import _Server
from pipeline.settings import Home

UNIT = "Chi cục Thi hành án dân sự huyện " + " ".join(f"Yên{number}" for number in range(60))
TEXT = f"3 Bằng khen năm 2019 cho đơn vị {UNIT}."
URL = "https://example.vn/" + "bai-viet-rat-dai-" * 8 + "1.html"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Home(tmp_path_factory.mktemp("output") / "home")
    run(home, make_article(TEXT, url=URL))
    return home.root


def _on_a_terminal(*arguments: str | Path, columns: int) -> str:
    """What a command prints on a terminal of so many columns."""
    ours, theirs = pty.openpty()
    ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    env = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")} | {"TERM": "dumb"}
    with subprocess.Popen([*PROGRAM, *map(str, arguments)], stdout=theirs, stderr=theirs, env=env):
        os.close(theirs)
        printed = b""
        try:
            while piece := os.read(ours, 65536):
                printed += piece
        except OSError:
            pass  # the terminal is closed
    os.close(ours)
    return printed.decode().replace("\r\n", "\n")


def _holds(printed: str, text: str) -> bool:
    """All words of the text are there, one after the other, whatever lines and frames stand between."""
    words = printed.replace("│", " ").split()
    return " ".join(text.split()) in " ".join(words)


@pytest.mark.parametrize("sql", ["SELECT unit, title FROM v_award", "FROM v_award"])
def test_on_80_columns_every_word_is_there_and_no_line_but_an_address_is_longer(root: Path, sql: str) -> None:
    printed = _on_a_terminal("query", sql, "--home", root, columns=80)
    assert all(f"Yên{number}" in printed for number in range(60))
    assert [line for line in printed.splitlines() if len(line) > 80 and URL not in line] == []


def test_a_table_too_wide_for_the_terminal_is_a_paragraph_a_row_with_whole_addresses(root: Path) -> None:
    printed = _on_a_terminal("search", "--home", root, columns=80)
    lines = printed.splitlines()
    assert "Danh hiệu   Bằng khen" in lines
    assert f"Nguồn       {URL}" in lines
    assert not any(line.startswith("Cá nhân") for line in lines), "what is empty is left out"
    assert _holds(printed, UNIT)


def test_status_fits_on_80_columns_without_broken_years(root: Path) -> None:
    printed = _on_a_terminal("status", "--home", root, columns=80)
    assert "2019" in printed
    assert "1 bài mới, 1 dữ kiện mới" in " ".join(printed.split())
    assert all(len(line) <= 80 for line in printed.splitlines() if "│" in line)


def test_a_long_quote_loses_whole_words_in_the_table_only(root: Path) -> None:
    quote = _on_a_terminal("search", "--home", root, columns=80).partition("Trích dẫn")[2].partition("Nguồn")[0]
    begin, _, end = " ".join(quote.split()).partition(" … ")
    assert TEXT.startswith(begin + " ")
    assert TEXT.rstrip(".").endswith(" " + end)


def test_piped_csv_and_json_hold_the_whole_quote(root: Path) -> None:
    for command in (["search"], ["query", "SELECT quote FROM v_award"]):
        (row,) = csv.DictReader(io.StringIO(process(*command, "-f", "csv", "--home", root).stdout))
        assert row["quote"] == TEXT.rstrip(".")
        (fact,) = json.loads(process(*command, "-f", "json", "--home", root).stdout)
        assert fact["quote"] == TEXT.rstrip(".")


def test_a_piped_table_folds(root: Path) -> None:
    printed = process("query", "SELECT quote FROM v_award", "--home", root).stdout
    assert _holds(printed, TEXT.rstrip("."))
    assert "…" not in printed


def test_a_cell_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    for columns in (["a"], list("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz")):
        tables.print_table(columns, [["\x1b[2Jtext\x07"] * len(columns)])
        told = capsys.readouterr().out
        assert "\x1b" not in told
        assert "text" in told


def test_few_years_are_shown_where_there_is_little_room(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join(f"{year - 2000} Bằng khen năm {year} cho đơn vị Sở Y tế." for year in range(2010, 2024))
    home = Home(root / "many")
    run(home, make_article(text))
    assert "2016" in bangvang("status", "--home", home.root).stdout
    monkeypatch.setattr(tables, "WIDTH_OF_A_FILE", 80)
    shown = bangvang("status", "--home", home.root).stdout
    assert "2023" in shown
    assert "trước đó" in shown
    assert "2016" not in shown


def test_the_sample_site_says_nothing_of_a_reader_that_goes_away(capsys: pytest.CaptureFixture[str]) -> None:
    with _Server(("127.0.0.1", 0), BaseRequestHandler) as server:
        try:
            raise BrokenPipeError
        except BrokenPipeError:
            server.handle_error(None, ("127.0.0.1", 1))
    assert capsys.readouterr().err == ""
