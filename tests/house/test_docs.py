"""What the documentation says is so: commands, options, codes, data files, links, examples, recipes."""

import csv
import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from data import ROOT as DATA
from pipeline.catalogue import issue_codes, source_advice
from pipeline.cli import app
from pipeline.exit_codes import MEANINGS
from pipeline.parsing import CONTRACT, EXTRA, as_dict, parse_file
from pipeline.query import run_query
from pipeline.search.titles import resolve
from pipeline.settings import Home
from schemas import AwardRecord, Source
from scrapers.sources import read_source

HOUSE = Path(__file__).resolve().parents[2]
DOCS = sorted([*HOUSE.glob("*.md"), *(HOUSE / "docs").glob("*.md"), DATA / "gold" / "README.md"])
PROGRAM: Any = typer.main.get_command(app)


def _commands(group: Any, above: str = "") -> Iterator[tuple[str, Any]]:
    """The commands by what a user types: those of a group behind its name."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{above}{name} ")
        else:
            yield above + name, command


COMMANDS: dict[str, Any] = dict(_commands(PROGRAM))
SAMPLE_PAGE = "qt/tintuc/Pages/nhung-tap-the-dien-hinh-thads-ninh-thuan-144.html"

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@cache
def _text(name: str) -> str:
    return (HOUSE / name).read_text(encoding="utf-8")


def _sections(text: str, level: int) -> dict[str, str]:
    """Headings of a level and what stands below each, up to the next of that level or above."""
    prose = FENCE.sub(lambda match: match[0].replace("\n#", "\n "), text)
    parts = re.split(rf"^(#{{1,{level}}}) (.+)$", prose, flags=re.MULTILINE)
    heads = zip(parts[1::3], parts[2::3], parts[3::3], strict=True)
    return {title: below for marks, title, below in heads if len(marks) == level}


def _blocks(text: str, *kinds: str) -> Iterator[str]:
    return (match[2] for match in FENCE.finditer(text) if match[1] in kinds)


def _rows(text: str) -> list[list[str]]:
    """Cells of the table rows in a text."""
    lines = (line for line in text.splitlines() if line.startswith("|"))
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


# Commands, options, exit codes


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_section_with_an_example(command: str) -> None:
    section = _sections(_text("docs/commands.md"), 2)[f"`bangvang {command}`"]
    assert any(f"bangvang {command}" in block for block in _blocks(section, "sh"))


def test_no_command_is_described_that_does_not_exist() -> None:
    told = re.findall(r"^## `bangvang (.+)`$", _text("docs/commands.md"), re.MULTILINE)
    assert sorted(told) == sorted(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_and_argument_is_a_row_and_no_other_is(command: str) -> None:
    section = _sections(_text("docs/commands.md"), 2)[f"`bangvang {command}`"]
    told = {name.split()[0] for row in _rows(section) for name in re.findall(r"`([^`]+)`", row[0])}
    params = [param for param in COMMANDS[command].params if param.name != "help"]
    options = {name for param in params for name in (*param.opts, *param.secondary_opts) if name.startswith("-")}
    arguments = {str(param.metavar) for param in params if not param.opts[0].startswith("-")}
    assert told == options | arguments


def test_options_of_the_program_itself_are_told() -> None:
    options = {name for param in PROGRAM.params for name in param.opts if name.startswith("--")} | {"--help", "-h"}
    assert [name for name in options if f"`{name}`" not in _text("docs/commands.md")] == []


def test_the_table_of_exit_codes_is_that_of_the_program() -> None:
    section = _sections(_text("docs/commands.md"), 2)["Exit codes"]
    assert {row[0]: row[1] for row in _rows(section)[2:]} == {str(code.value): text for code, text in MEANINGS.items()}


# Examples


def _shell_lines() -> list[tuple[str, str]]:
    """Of `console` blocks test_examples.py holds the answers too."""
    return [
        (path.name, line.split("  #")[0].strip())
        for path in DOCS
        for block in _blocks(path.read_text(encoding="utf-8"), "sh")
        for line in block.splitlines()
        if line.strip() and not line.startswith("#")
    ]


@pytest.mark.parametrize(("file", "line"), _shell_lines())
def test_every_line_of_a_shell_block_is_a_command_that_exists(file: str, line: str) -> None:
    program, *words = shlex.split(line)
    if program == "make":
        targets = re.findall(r"^(\w+):", _text("Makefile"), re.MULTILINE)
        assert set(words) <= set(targets)
        return
    assert Path(program).name == "bangvang"
    if words[0].startswith("-"):
        assert words[0] in {name for param in PROGRAM.params for name in param.opts}
        return
    size = 2 if " ".join(words[:2]) in COMMANDS else 1
    with COMMANDS[" ".join(words[:size])].make_context(f"{file}: {line}", words[size:]) as context:
        for gold in context.params.get("gold") or ():
            assert (HOUSE / gold).exists()
        if context.params.get("title"):
            assert resolve(context.params["title"])


def test_the_readme_quotes_make_run_and_make_test() -> None:
    for name in ("README.md", "README.vi.md"):
        block = next(_blocks(_text(name), "sh"))
        assert [line.split()[:2] for line in block.splitlines()] == [["make", "run"], ["make", "test"]]


def _statements() -> list[tuple[str, str]]:
    written = [(path.name, sql) for path in DOCS for sql in _blocks(path.read_text(encoding="utf-8"), "sql")]
    typed = [(file, shlex.split(line)) for file, line in _shell_lines()]
    return written + [(file, words[2]) for file, words in typed if words[1:2] == ["query"]]


@pytest.mark.parametrize(("file", "sql"), _statements())
def test_every_sql_statement_gives_rows_on_the_sample(sample: Home, file: str, sql: str) -> None:
    _, rows = run_query(sample.published, sql)
    assert rows, file


@pytest.mark.parametrize(("file", "line"), [(file, line) for file, line in _shell_lines() if " search " in line])
def test_every_search_finds_something_in_the_sample(sample: Home, file: str, line: str) -> None:
    found = CliRunner().invoke(app, [*shlex.split(line)[1:], "--home", str(sample.root)])
    assert (found.exit_code, "no fact found" in found.stderr) == (0, False), file


@pytest.mark.parametrize("name", ["README.md", "README.vi.md"])
def test_the_readme_shows_a_fact_that_the_sample_site_gives(name: str) -> None:
    parsed = parse_file(DATA / "sample_site" / SAMPLE_PAGE)
    (quoted,) = re.findall(r"^> (.+)$", _text(name), re.MULTILINE)
    assert quoted in parsed.article.text
    shown = json.loads(next(_blocks(_text(name), "json")))
    facts = [as_dict(parsed.article, record) for record in parsed.records]
    (fact,) = [fact for fact in facts if shown.items() <= fact.items()]
    assert fact["quote"] in quoted
    assert (fact["evidence"]["person"]["basis"], fact["evidence"]["unit"]["basis"]) == ("stated", "completed")


# Codes, data files, fields


def _documented_codes(section: str) -> dict[str, str]:
    below = _sections(_text("docs/issue-codes.md"), 2)[section]
    return {row[0].strip("`"): row[1] for row in _rows(below) if row[0].startswith("`")}


def test_every_issue_code_is_documented_with_its_severity() -> None:
    told = _documented_codes("Issue codes") | dict.fromkeys(_documented_codes("Reasons of the extractor"), "")
    wrong = {code: row.severity for code, row in issue_codes().items() if told.get(code) not in ("", row.severity)}
    assert wrong == {}


def test_every_reason_of_the_extractor_is_documented() -> None:
    told = set(_documented_codes("Reasons of the extractor"))
    stops = {row["reason"] for row in _csv("mention_stops.csv")}
    assert stops
    assert stops <= told <= stops | set(issue_codes())


def test_every_code_of_fetching_and_of_pages_has_advice() -> None:
    below = _sections(_text("docs/issue-codes.md"), 3)
    codes = [row[0].strip("`") for name in ("Fetching", "Pages") for row in _rows(below[name])[2:]]
    assert [code for code in codes if code not in source_advice()] == []


def test_no_issue_code_is_documented_that_is_not_listed() -> None:
    assert set(_documented_codes("Issue codes")) <= set(issue_codes())


def _csv(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


DATA_FILES = sorted(path.name for path in DATA.iterdir() if path.suffix in (".csv", ".txt"))
DATA_FOLDERS = sorted(f"{path.name}/" for path in DATA.iterdir() if path.is_dir() and path.name != "__pycache__")


@pytest.mark.parametrize("name", [*DATA_FILES, *DATA_FOLDERS])
def test_every_data_file_has_a_section_that_names_its_readers(name: str) -> None:
    section = _sections(_text("docs/data-files.md"), 3)[f"`{name}`"]
    readers = re.findall(r"`((?:scrapers|extractors|pipeline)/[\w/]+\.py)`", section)
    assert readers or name == "gold/"
    if name in DATA_FILES:
        assert any(name in _text(reader) for reader in readers)


@pytest.mark.parametrize("name", [name for name in DATA_FILES if name.endswith(".csv")])
def test_every_column_is_a_row_and_no_other_is(name: str) -> None:
    section = _sections(_text("docs/data-files.md"), 3)[f"`{name}`"]
    assert [row[0].strip("`") for row in _rows(section)[2:]] == list(_csv(name)[0])


def test_no_data_file_is_described_that_does_not_exist() -> None:
    assert sorted(_sections(_text("docs/data-files.md"), 3)) == sorted(f"`{n}`" for n in [*DATA_FILES, *DATA_FOLDERS])


def test_every_key_of_a_source_is_told() -> None:
    section = _sections(_text("docs/data-files.md"), 3)["`sources/`"]
    assert {row[0].strip("`") for row in _rows(section)[2:]} == set(Source.model_fields)


def test_every_gold_file_is_told() -> None:
    section = _sections(_text("docs/data-files.md"), 3)["`gold/`"]
    assert [path.name for path in (DATA / "gold").glob("*.jsonl") if f"`{path.name}`" not in section] == []


def test_the_readme_tells_the_range_of_the_floors() -> None:
    floors = tomllib.loads((DATA / "gold" / "floor.toml").read_text(encoding="utf-8")).values()
    true = [100 * end(floor[measure] for floor in floors) for measure in ("core", "strict") for end in (min, max)]
    for name in ("README.md", "README.vi.md"):
        told = [int(number) for number in re.findall(r"(\d+)%", _text(name))]
        assert [abs(ours - real) < 5 for ours, real in zip(told, true, strict=True)] == [True] * 4, true


def test_every_field_of_the_record_is_told() -> None:
    told = {name for row in _rows(_sections(_text("docs/record.md"), 2)["Fields"]) for name in _codes_in(row[0])}
    assert set(AwardRecord.model_fields) <= told


def test_the_parse_contract_names_every_key() -> None:
    told = {name for row in _rows(_text("docs/parse.md")) for name in _codes_in(row[0])}
    assert told == set(CONTRACT)
    assert [key for key in EXTRA if f"`{key}`" not in _text("docs/parse.md")] == []


def _codes_in(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


# Links and paths


def _anchors(path: Path) -> set[str]:
    prose = FENCE.sub("", path.read_text(encoding="utf-8"))
    heads = re.findall(r"^#+ (.+)$", prose, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_every_relative_link_leads_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", path.read_text(encoding="utf-8")):
        file, _, anchor = target.partition("#")
        to = (path.parent / file).resolve() if file else path
        assert to.exists(), target
        assert not anchor or anchor in _anchors(to), target


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_every_path_in_code_marks_exists(path: Path) -> None:
    prose = FENCE.sub("", path.read_text(encoding="utf-8"))
    folders = "schemas|scrapers|extractors|pipeline|data|docs|tests"
    named = re.findall(rf"`((?:{folders})/[\w./-]*)`", prose)
    assert [name for name in named if not (HOUSE / name).exists() and not re.search(r"[A-Z]{4}", name)] == []


def test_every_page_that_the_code_refers_to_exists() -> None:
    sources = [
        path for top in ("schemas", "scrapers", "extractors", "pipeline") for path in (HOUSE / top).rglob("*.py")
    ]
    named = {name for path in sources for name in re.findall(r"docs/[\w-]+\.md", path.read_text(encoding="utf-8"))}
    assert named
    assert [name for name in named if not (HOUSE / name).exists()] == []


def test_the_readme_links_every_page_of_docs() -> None:
    for readme in ("README.md", "README.vi.md"):
        assert [p.name for p in (HOUSE / "docs").glob("*.md") if f"(docs/{p.name})" not in _text(readme)] == []


def test_the_two_readmes_are_twins() -> None:
    ours, theirs = _text("README.md"), _text("README.vi.md")
    assert len(_sections(ours, 2)) == len(_sections(theirs, 2)) > 4
    for kind in ("json", "sql"):
        assert list(_blocks(ours, kind)) == list(_blocks(theirs, kind))
    commands = [[line.split("  #")[0] for block in _blocks(text, "sh") for line in block.splitlines()]
                for text in (ours, theirs)]  # fmt: skip
    assert commands[0] == commands[1]
    assert len(ours.splitlines()) < 150


# Recipes of CONTRIBUTING.md

READ = """
import json, sys
from pathlib import Path
import data.loader
data.loader.ROOT = Path(sys.argv[1])
from extractors import extract
from scrapers.text.plain import article_from_text
for text in json.loads(sys.argv[2]):
    article = article_from_text(text, url="file:///a", doc="a")
    records = extract(article).records
    print(json.dumps([[b.kind for b in article.blocks], [r.model_dump(mode="json") for r in records]]))
"""


def _recipes() -> dict[str, tuple[str, str, str]]:
    """By heading: data file, line, sentence."""
    found = {}
    for head, section in _sections(_text("CONTRIBUTING.md"), 3).items():
        (file, *_), lines = re.findall(r"`data/([\w.]+)`", section) or [""], list(_blocks(section, "csv"))
        if lines:
            (sentence,) = re.findall(r"^> (.+)$", section, re.MULTILINE)
            found[head] = (file, lines[0].strip(), sentence)
    return found


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Any, Any]]:
    """By heading: what is read in the sentence of a recipe without its line and with it."""
    recipes = _recipes()
    told = {}
    for when in ("without", "with"):
        folder = tmp_path_factory.mktemp(when)
        for name in DATA_FILES:
            shutil.copy(DATA / name, folder)
        for file, line, _ in recipes.values():
            _settle(folder / file, line, wanted=when == "with")
        texts = [f"Hội nghị tổng kết công tác thi đua\n\n{sentence}\n" for *_, sentence in recipes.values()]
        command = [sys.executable, "-c", READ, str(folder), json.dumps(texts)]
        done = subprocess.run(command, capture_output=True, text=True, cwd=HOUSE, check=False)
        assert done.returncode == 0, done.stderr
        told[when] = [json.loads(line) for line in done.stdout.splitlines()]
    return dict(zip(recipes, zip(told["without"], told["with"], strict=True), strict=True))


def _settle(path: Path, line: str, *, wanted: bool) -> None:
    """The file without the rows that begin like `line`, and with `line` itself when it is wanted."""
    key = line.partition(",")[0] if path.name != "boilerplate.csv" else line
    rows = [row for row in path.read_text(encoding="utf-8").splitlines() if not (row + ",").startswith(f"{key},")]
    path.write_text("\n".join([*rows, *([line] if wanted else [])]) + "\n", encoding="utf-8")


@pytest.mark.parametrize("recipe", _recipes())
def test_a_recipe_changes_what_is_read_in_its_sentence(readings: dict[str, tuple[Any, Any]], recipe: str) -> None:
    without, with_line = readings[recipe]
    assert without != with_line


def test_each_sort_of_line_has_its_recipe(readings: dict[str, tuple[Any, Any]]) -> None:
    records = {recipe: [len(reading[1]) for reading in pair] for recipe, pair in readings.items()}
    assert records == {
        "A title": [0, 1],
        "A printed form of a title": [0, 1],
        "An abbreviation": [1, 1],
        "The head of an organisation's name": [0, 1],
        "A cue": [0, 1],
        "A stop phrase": [1, 0],
        "A boilerplate cue": [0, 0],
    }
    assert readings["An abbreviation"][1][1][0]["unit"] == "Chi cục Quản lý thị trường tỉnh Hà Nam"
    assert readings["A boilerplate cue"][1][0][1] == "boilerplate"


def test_the_source_of_the_recipe_is_a_valid_source(tmp_path: Path) -> None:
    section = _sections(_text("CONTRIBUTING.md"), 3)["A source"]
    path = tmp_path / "source.toml"
    path.write_text(next(_blocks(section, "toml")), encoding="utf-8")
    source = read_source(path)
    assert not source.enabled
    assert source.article_pattern
    assert re.search(source.article_pattern, "https://baohanam.example/thi-dua/tong-ket-2023-51384.html")
