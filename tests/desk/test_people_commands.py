"""`bangvang audit` and `bangvang users` as they are typed."""

import json
import re
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from people_bench import PASSWORD, published_home
from typer.testing import CliRunner, Result

from pipeline.cli import app
from pipeline.desk.security.passwords import is_right
from pipeline.desk.security.users import Users
from pipeline.desk.security.viewer import Role
from pipeline.errors import StorageError
from pipeline.settings import Home

PROGRAM = (sys.executable, "-c", "from pipeline.cli import main; main()")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return published_home(tmp_path_factory.mktemp("commands"))


def _typed(home: Home, *words: str, told: str = "") -> Result:
    return CliRunner().invoke(app, [*words, "--home", str(home.root)], input=told)


# Users


@pytest.fixture
def empty(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def test_a_user_is_added_with_a_password_that_is_only_kept_as_a_hash(empty: Home) -> None:
    assert (
        _typed(empty, "users", "add", "lan", "--role", "auditor", "--password-stdin", told=f"{PASSWORD}\n").exit_code
        == 0
    )
    text = empty.users.read_text(encoding="utf-8")
    (row,) = json.loads(text)
    assert (row["name"], row["role"]) == ("lan", "auditor")
    assert row["password"].startswith("$argon2id$")
    assert PASSWORD not in text
    assert is_right(PASSWORD, row["password"])
    assert stat.S_IMODE(empty.users.stat().st_mode) == 0o600
    assert [path.name for path in empty.root.iterdir()] == ["desk-users.json"]


def test_they_are_listed_changed_and_removed(empty: Home) -> None:
    for name in ("minh", "lan"):
        _typed(empty, "users", "add", name, "--role", "reader", told=f"{PASSWORD}\n")
    assert _typed(empty, "users", "role", "lan", "auditor").exit_code == 0
    assert _typed(empty, "users", "passwd", "lan", told="another password\n").exit_code == 0
    assert _typed(empty, "users", "list", "--format", "csv").stdout == "name,role\nlan,auditor\nminh,reader\n"
    assert _typed(empty, "users", "remove", "minh").exit_code == 0
    assert _typed(empty, "users", "list", "--format", "csv").stdout == "name,role\nlan,auditor\n"
    kept = Users(empty.users).all()["lan"].password
    assert is_right("another password", kept)
    assert not is_right(PASSWORD, kept)


def test_each_change_breaks_the_seal(empty: Home) -> None:
    users = Users(empty.users)
    users.add("lan", Role.READER, PASSWORD)
    seals = {users.all()["lan"].seal}
    users.change("lan", role=Role.AUDITOR)
    seals.add(users.all()["lan"].seal)
    users.change("lan", password=PASSWORD)
    seals.add(users.all()["lan"].seal)
    assert len(seals) == 3


@pytest.mark.parametrize(
    ("words", "told", "says"),
    [
        (("add", "lan", "--role", "reader"), "short\n", "10 to 200"),
        (("add", "lan", "--role", "reader"), "", "10 to 200"),
        (("add", "lan", "--role", "reader"), "x" * 201, "10 to 200"),
        (("add", "lan lan", "--role", "reader"), f"{PASSWORD}\n", "without blanks"),
        (("add", "minh", "--role", "reader"), f"{PASSWORD}\n", "there is such a user"),
        (("remove", "lan"), "", "no such user"),
        (("role", "lan", "reader"), "", "no such user"),
        (("passwd", "lan"), "", "no such user"),
    ],
)
def test_what_will_not_do_is_told_in_one_line(empty: Home, words: tuple[str, ...], told: str, says: str) -> None:
    Users(empty.users).add("minh", Role.READER, PASSWORD)
    result = _typed(empty, "users", *words, told=told)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert says in result.stderr
    assert list(Users(empty.users).all()) == ["minh"]


def test_there_is_no_option_for_a_password(empty: Home) -> None:
    assert _typed(empty, "users", "add", "lan", "--role", "reader", "--password", PASSWORD).exit_code == 2


@pytest.mark.parametrize("text", ["", "{}", "[", '[{"name": "lan"}]', '[{"name": "", "role": "auditor"}]'])
def test_a_damaged_list_of_users_is_nobody_and_loud(empty: Home, text: str) -> None:
    empty.root.mkdir()
    empty.users.write_text(text, encoding="utf-8")
    with pytest.raises(StorageError, match=r"desk-users\.json"):
        Users(empty.users).all()


def test_names_are_one_in_every_unicode_form(empty: Home) -> None:
    users = Users(empty.users)
    users.add("hue\u0302\u0301", Role.READER, PASSWORD)
    assert users.get("hu\u1ebf") is not None


# The desk


@contextmanager
def _audit(home: Home, *words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [*PROGRAM, "audit", "--port", "0", "--home", str(home.root), *words]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        yield process, process.stdout.readline()
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_tells_its_address_when_it_answers_and_ends_cleanly(home: Home, number: signal.Signals) -> None:
    with _audit(home) as (process, line):
        address = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert address, line
        assert urllib.request.urlopen(f"{address[0]}reviews").status == 200
        process.send_signal(number)
        out, err = process.communicate(timeout=20)
        assert (process.returncode, out, err) == (0, "", "")


def test_it_is_ready_soon(home: Home) -> None:
    began = time.monotonic()
    with _audit(home):
        assert time.monotonic() - began < 8  # 2 s on a machine with nothing else to do: docs/desk.md


def test_a_port_that_is_taken_is_told_in_one_line(home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = _typed(home, "audit", "--port", str(taken.getsockname()[1]))
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "port is taken" in result.stderr


def test_without_a_publication_it_says_how_to_begin_and_makes_nothing(empty: Home) -> None:
    result = _typed(empty, "audit", "--port", "0")
    assert (result.exit_code, result.stderr.count("\n")) == (4, 1)
    assert "nothing is published yet" in result.stderr
    assert not empty.root.exists()


def test_it_listens_beyond_this_machine_only_with_users(home: Home) -> None:
    result = _typed(home, "audit", "--host", "0.0.0.0", "--port", "0")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "bangvang users add" in result.stderr


def test_wrong_settings_end_it(tmp_path: Path) -> None:
    home = published_home(tmp_path)
    home.settings.write_text('[desk]\nproxy_header = "X-U"\n', encoding="utf-8")
    result = _typed(home, "audit", "--port", "0")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "proxy_addresses" in result.stderr
