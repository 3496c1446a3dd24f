"""The files of deploy/ are what systemd, cron and a container builder read, and name what exists."""

import configparser
import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer

from pipeline.cli import app
from pipeline.exit_codes import ExitCode
from pipeline.settings import CONTACT_VARIABLE, HOME_VARIABLE

HOUSE = Path(__file__).resolve().parents[2]
DEPLOY = HOUSE / "deploy"
PROGRAM = "/opt/bangvang/.venv/bin/bangvang"
HOME = "/var/lib/bangvang"
COMMANDS: Any = typer.main.get_command(app)
DESK = DEPLOY / "bangvang-desk.service"
SERVICES = sorted(set(DEPLOY.glob("*.service")) - {DESK})
TIMERS = sorted(DEPLOY.glob("*.timer"))

HARDENED = {
    "ProtectSystem": "strict",
    "ReadWritePaths": HOME,
    "PrivateTmp": "yes",
    "NoNewPrivileges": "yes",
    "ProtectHome": "yes",
    "User": "bangvang",
    "StateDirectory": Path(HOME).name,
    "Type": "oneshot",
    "KillSignal": "SIGINT",
    "WorkingDirectory": "/opt/bangvang",
}


def _unit(path: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, strict=True, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # directives have their case
    parser.read_string(path.read_text(encoding="utf-8"))
    return parser


def _assert_runs(words: list[str]) -> None:
    """The words are a command line of this program."""
    program, command, *arguments = words
    assert program in (PROGRAM, "bangvang")
    COMMANDS.commands[command].make_context(command, arguments).close()


def test_there_is_a_timer_for_every_service_and_the_other_way_round() -> None:
    assert {path.stem for path in TIMERS} == {path.stem for path in SERVICES} == {"bangvang", "bangvang-backup"}


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_service_is_hardened_and_runs_a_command_that_exists(path: Path) -> None:
    unit = _unit(path)
    assert set(unit.sections()) == {"Unit", "Service"}
    service = unit["Service"]
    assert {name: service.get(name) for name in HARDENED} == HARDENED
    assert re.fullmatch(r"\d+h", service["TimeoutStartSec"])
    assert service["Environment"] == f"{HOME_VARIABLE}={HOME}"
    assert unit["Unit"]["Documentation"].removeprefix("file:///opt/bangvang/") == "docs/running.md"
    _assert_runs(shlex.split(service["ExecStart"]))


def test_the_desk_is_as_hardened_stays_up_and_is_for_this_machine_alone() -> None:
    unit = _unit(DESK)
    service = unit["Service"]
    assert {name: service.get(name) for name in HARDENED} == HARDENED | {"Type": "exec"}
    assert unit["Unit"]["Documentation"].removeprefix("file:///opt/bangvang/") == "docs/desk.md"
    assert (unit["Install"]["WantedBy"], service["Restart"]) == ("multi-user.target", "on-failure")
    assert (service["IPAddressDeny"], service["IPAddressAllow"]) == ("any", "localhost")
    _assert_runs(shlex.split(service["ExecStart"]))


def test_a_night_with_some_failures_is_no_failed_unit_and_knows_its_contact() -> None:
    unit = _unit(DEPLOY / "bangvang.service")
    well = {ExitCode.SOME_FAILED.value, ExitCode.TERMINATED.value}
    assert set(map(int, unit["Service"]["SuccessExitStatus"].split())) == well
    assert unit["Unit"]["After"] == unit["Unit"]["Wants"] == "network-online.target"
    assert unit["Service"]["EnvironmentFile"] == "-/etc/bangvang.env"
    assert CONTACT_VARIABLE in (DEPLOY / "bangvang.service").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", TIMERS, ids=lambda path: path.name)
def test_a_timer_makes_up_for_what_it_missed(path: Path) -> None:
    unit = _unit(path)
    assert set(unit.sections()) == {"Unit", "Timer", "Install"}
    assert unit["Timer"]["Persistent"] == "true"
    assert unit["Install"]["WantedBy"] == "timers.target"
    assert re.fullmatch(r"(Sun )?\*-\*-\* \d\d:00:00", unit["Timer"]["OnCalendar"])


def test_nights_do_not_begin_on_the_hour() -> None:
    assert _unit(DEPLOY / "bangvang.timer")["Timer"]["RandomizedDelaySec"] == "30min"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_itself_finds_nothing_wrong(tmp_path: Path) -> None:
    for path in (*SERVICES, DESK, *TIMERS):
        text = path.read_text(encoding="utf-8").replace(PROGRAM, "/bin/true")  # it looks whether the program is there
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *sorted(tmp_path.iterdir())],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


# cron


RANGES = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))


def test_every_line_of_the_crontab_is_a_time_and_a_command_that_exists() -> None:
    lines = [line for line in (DEPLOY / "crontab").read_text(encoding="utf-8").splitlines() if line]
    settings = dict(line.split("=", 1) for line in lines if re.match(r"[A-Z_]+=", line))
    assert settings == {"MAILTO": "bangvang", HOME_VARIABLE: HOME}
    jobs = [line.split(maxsplit=5) for line in lines if re.match(r"[\d*]", line)]
    assert [line for line in lines if not re.match(r"[A-Z_]+=|#|[\d*]", line)] == []
    assert {job[5].split()[1] for job in jobs} == {"run", "backup", "doctor"}
    for *fields, command in jobs:
        for field, (low, high) in zip(fields, RANGES, strict=True):
            assert field == "*" or low <= int(field) <= high
        assert "%" not in command  # a line end for cron
        _assert_runs(shlex.split(command))
    assert f"#{CONTACT_VARIABLE}=" in "".join(lines)


# Containers


INSTRUCTIONS = {
    "FROM", "RUN", "WORKDIR", "COPY", "USER", "ENV", "VOLUME", "STOPSIGNAL", "HEALTHCHECK", "ENTRYPOINT", "CMD",
}  # fmt: skip


def _instructions() -> list[tuple[str, str]]:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ").splitlines()
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in joined]


def _told(name: str) -> list[str]:
    return [rest for instruction, rest in _instructions() if instruction == name]


def test_the_container_file_has_only_instructions_that_there_are_and_runs_as_nobody_special() -> None:
    names = [name for name, _ in _instructions()]
    assert names[0] == "FROM"
    assert set(names) <= INSTRUCTIONS
    assert _told("FROM") == ["docker.io/library/python:3.11-slim"]
    assert _told("USER") == ["bangvang"]
    assert max(at for at, name in enumerate(names) if name in ("RUN", "COPY")) < names.index("USER")
    assert [f"{HOME_VARIABLE}={HOME}" in rest for rest in _told("ENV")] == [True]
    assert _told("VOLUME") == [HOME]
    assert _told("STOPSIGNAL") == ["SIGINT"]


def test_what_the_container_copies_exists_and_is_not_ignored() -> None:
    copied = [word for rest in _told("COPY") for word in rest.split()[:-1]]
    for name in (".dockerignore", ".containerignore"):
        lines = (HOUSE / name).read_text(encoding="utf-8").splitlines()
        assert "*" in lines
        assert {line[1:] for line in lines if line.startswith("!")} == set(copied)
    assert [name for name in copied if not (HOUSE / name).exists()] == []
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    packages = {name.rstrip("*") for name in project["tool"]["setuptools"]["packages"]["find"]["include"]}
    assert packages <= set(copied)


def test_the_container_installs_what_the_lock_names_with_its_hashes() -> None:
    runs = " ".join(_told("RUN"))
    assert "--require-hashes -r requirements.lock" in runs
    assert "--no-deps --no-build-isolation -e ." in runs
    assert {"tesseract-ocr", "tesseract-ocr-vie"} <= set(runs.split())
    assert "setuptools==" in (HOUSE / "requirements.lock").read_text(encoding="utf-8")


def test_what_the_container_starts_exists() -> None:
    words = [re.findall(r'"([^"]+)"', rest) for name in ("ENTRYPOINT", "CMD") for rest in _told(name)]
    _assert_runs([word for part in words for word in part])
    (health,) = _told("HEALTHCHECK")
    _assert_runs(shlex.split(health.partition("CMD ")[2].partition(">")[0]))
