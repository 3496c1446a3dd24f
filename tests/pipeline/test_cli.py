import re
import subprocess
import time
from pathlib import Path

import pytest
from commands import PROGRAM, bangvang, process
from typer.models import CommandInfo, TyperInfo

from pipeline.cli import app
from pipeline.cli.choice import chosen_sources
from pipeline.cli.homes import sample_home
from pipeline.cli.report import changed
from pipeline.exit_codes import MEANINGS, ExitCode
from pipeline.store.job import Counts


def _commands_of(group: TyperInfo) -> list[CommandInfo]:
    return group.typer_instance.registered_commands if group.typer_instance else []


HOUSE = Path(__file__).resolve().parents[2]
COMMANDS = [
    *(command.name or "" for command in app.registered_commands),
    *(f"{group.name} {command.name}" for group in app.registered_groups for command in _commands_of(group)),
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(command: str) -> None:
    result = bangvang(*command.split(), "--help")
    assert result.exit_code == 0
    assert f"Example: bangvang {command}" in result.stdout


def test_help_lists_every_exit_code() -> None:
    lines = [line.strip() for line in bangvang("--help").stdout.partition("Exit codes:")[2].splitlines()]
    assert [line for line in lines if line] == [f"{code.value} {MEANINGS[code]}" for code in ExitCode]


def test_help_tells_defaults_in_words_that_are_not_taken_for_markup() -> None:
    shown = " ".join(bangvang("evaluate", "--help").stdout.replace("│", " ").split())
    assert "default: the folder of each GOLD, with subfolders" in shown


@pytest.mark.parametrize("command", ["parse", "ingest"])
def test_the_kinds_of_files_are_told(command: str) -> None:
    told = bangvang(command, "--help").stdout
    assert all(kind in told for kind in ("PDF", "DOCX", "XLSX"))


def test_the_example_of_evaluate_names_what_exists() -> None:
    (example,) = re.findall(r"Example: bangvang evaluate (\S+) --texts (\S+)", bangvang("evaluate", "--help").stdout)
    assert all((HOUSE / name).exists() for name in example)


def test_one_is_told_in_the_singular() -> None:
    assert changed(Counts(articles_new=1, records_new=2)) == "1 new article, 2 new facts"


def test_help_loads_no_heavy_library() -> None:
    heavy = ["duckdb", "pyarrow", "spacy", "httpx", "bs4", "pydantic", "underthesea", "lxml"]
    code = f"import sys, pipeline.cli; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([PROGRAM[0], "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_help_answers_in_under_seven_tenths_of_a_second() -> None:
    def seconds() -> float:
        start = time.perf_counter()
        process("--help")
        return time.perf_counter() - start

    assert min(seconds() for _ in range(5)) < 0.7


def test_an_unknown_command_or_option_is_wrong_usage() -> None:
    assert bangvang("dance").exit_code == 2
    assert bangvang("run", "--dance").exit_code == 2


def test_the_schema_of_a_record_and_of_other_models_can_be_printed() -> None:
    assert '"evidence"' in bangvang("schema").stdout
    assert '"listings"' in bangvang("schema", "--model", "Source").stdout
    assert bangvang("schema", "--model", "Nothing").exit_code == 2


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    command = f"{PROGRAM[0]} -c '{PROGRAM[2]}' schema --model Article | head -c 10; echo ${{PIPESTATUS[0]}}"
    for _ in range(3):
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=tmp_path, check=True)
        assert done.stderr == ""
        assert done.stdout.endswith("0\n")


def test_days_the_wrong_way_round_are_one_line(tmp_path: Path) -> None:
    result = bangvang("run", "--since", "2022-01-01", "--until", "2021-01-01", "--home", tmp_path)
    assert result.exit_code == ExitCode.USAGE
    assert "2022-01-01 is after --until 2021-01-01" in result.stderr


def test_replay_of_a_source_that_is_none_is_one_line(tmp_path: Path) -> None:
    result = bangvang("replay", "--source", "nosuch", "--home", tmp_path)
    assert result.exit_code == ExitCode.USAGE
    assert "nosuch" in result.stderr


def test_the_sample_stays_apart_from_the_home_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BANGVANG_HOME", str(tmp_path))
    assert sample_home(tmp_path).root == tmp_path / "sample"
    assert sample_home(tmp_path / "own").root == tmp_path / "own"


def test_a_broken_source_file_costs_itself_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sources").mkdir()
    good = (
        'name = "bao"\ntitle = "Báo"\nlistings = ["http://127.0.0.1:1/tin"]\narticle_pattern = "x"\nenabled = false\n'
    )
    (tmp_path / "sources" / "bao.toml").write_text(good, encoding="utf-8")
    (tmp_path / "sources" / "bad.toml").write_text("name = ", encoding="utf-8")
    monkeypatch.setattr("data.ROOT", tmp_path)
    sources, wrong = chosen_sources([])
    assert [source.name for source in sources] == ["bao"]
    assert ["bad.toml" in str(error) for error in wrong] == [True]
    assert [source.enabled for source in chosen_sources(["bao"])[0]] == [True]
