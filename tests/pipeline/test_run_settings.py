import re
from datetime import timedelta
from pathlib import Path

import pytest
from commands import bangvang, one_line
from pydantic import BaseModel

from pipeline.budget import duration
from pipeline.errors import UsageError
from pipeline.settings import Home
from pipeline.settings_file import (
    DeskSettings,
    EmailSettings,
    NotifySettings,
    RunSettings,
    Settings,
    When,
    read_settings,
)

WHOLE = """
[run]
budget = "5h"
keep_publications = 3

[notify]
when = "failed"
heartbeat_url = "https://hc.example/abc"

[notify.email]
host = "mail.example.vn"
from = "bangvang@example.vn"
to = ["thidua@example.vn"]
"""


def settings_of(folder: Path, text: str) -> Path:
    path = folder / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_all_is_off(tmp_path: Path) -> None:
    settings = read_settings(tmp_path / "settings.toml")
    assert (settings.run.budget, settings.run.keep_publications) == (None, 7)
    told = settings.notify
    assert (told.when, told.heartbeat_url, told.webhook_url, told.email) == (When.WARNINGS, None, None, None)


def test_a_file_says_what_its_owner_wants(tmp_path: Path) -> None:
    settings = read_settings(settings_of(tmp_path, WHOLE))
    assert (settings.run.budget, settings.run.keep_publications) == (timedelta(hours=5), 3)
    assert settings.notify.when is When.FAILED
    assert settings.notify.email
    assert (settings.notify.email.sender, settings.notify.email.to) == ("bangvang@example.vn", ["thidua@example.vn"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[run]\nbudgett = "5h"', "run.budgett: there is no such setting"),
        ('[run]\nbudget = "soon"', "run.budget: 'soon' is no length of time"),
        ('[run]\nkeep_publications = "7"', "run.keep_publications"),
        ("[run]\nkeep_publications = 0", "run.keep_publications"),
        ('[notify]\nwhen = "never"', "notify.when"),
        ('[notify]\nwebhook_url = "chat.example"', "notify.webhook_url: write a web address"),
        ('[notify.email]\nhost = "x"\nfrom = "a@b.vn"\nto = []', "notify.email.to"),
        ('[notify.email]\nhost = "x"\nto = ["a@b.vn"]', "notify.email.from: is missing"),
        ('[notify.email]\nhost = "x"\nfrom = "a@b.vn"\nto = ["a, b"]', "notify.email.to.0: write one mail address"),
        ("[run", "not readable as TOML"),
    ],
)
def test_what_is_wrong_is_named_with_its_file_and_key(tmp_path: Path, text: str, told: str) -> None:
    path = settings_of(tmp_path, text)
    with pytest.raises(UsageError) as caught:
        read_settings(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_password_in_the_file_is_sent_to_the_environment_and_not_shown(tmp_path: Path) -> None:
    path = settings_of(tmp_path, WHOLE + 'password = "s3cret"')
    with pytest.raises(UsageError, match="BANGVANG_SMTP_PASSWORD") as caught:
        read_settings(path)
    assert "s3cret" not in str(caught.value)


def test_addresses_that_may_hold_a_token_are_never_shown(tmp_path: Path) -> None:
    assert "hc.example" not in repr(read_settings(settings_of(tmp_path, WHOLE)))
    with pytest.raises(UsageError) as caught:
        read_settings(settings_of(tmp_path, '[notify]\nheartbeat_url = "hc.example/token"'))
    assert "token" not in str(caught.value)


@pytest.mark.parametrize(("written", "minutes"), [("5h", 300), ("90m", 90), ("1h30m", 90), ("0.5h", 30), ("30 s", 0.5)])
def test_a_length_of_time_is_written_as_people_say_it(written: str, minutes: float) -> None:
    assert duration(written) == timedelta(minutes=minutes)


@pytest.mark.parametrize("written", ["", "5", "h", "-5h", "0m", "5h x"])
def test_what_is_no_length_of_time_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="no length of time"):
        duration(written)


def test_a_run_with_wrong_settings_is_one_line_and_2(home: Home) -> None:
    home.prepare()
    settings_of(home.root, "[run]\nbudgett = 1")
    result = bangvang("run", "--no-scrape", "--home", home.root)
    assert (result.exit_code, one_line(result.stderr)) == (2, True)
    assert "run.budgett" in result.stderr
    assert not home.work.exists()


def test_a_wrong_budget_on_the_command_line_is_one_line_and_2(home: Home) -> None:
    result = bangvang("run", "--no-scrape", "--budget", "soon", "--home", home.root)
    assert (result.exit_code, one_line(result.stderr)) == (2, True)
    assert "--budget" in result.stderr


DOCS = (Path(__file__).resolve().parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")


def _keys() -> set[str]:
    sections: dict[str, type[BaseModel]] = {
        "run": RunSettings, "notify": NotifySettings, "notify.email": EmailSettings, "desk": DeskSettings,
    }  # fmt: skip
    assert set(Settings.model_fields) == {"run", "notify", "desk"}
    fields = {
        f"{name}.{field.alias or key}" for name, model in sections.items() for key, field in model.model_fields.items()
    }
    return fields - {"notify.email"}


def test_every_key_is_told_in_the_docs_and_no_other_is() -> None:
    section = DOCS.partition("## The settings file")[2].partition("```")[0]
    assert set(re.findall(r"`((?:run|notify|desk)\.[a-z_.]+)`", section)) == _keys()


def test_the_example_of_the_docs_is_valid(tmp_path: Path) -> None:
    example = DOCS.partition("```toml\n")[2].partition("```")[0]
    settings = read_settings(settings_of(tmp_path, example))
    assert settings.run.budget == timedelta(hours=5)
    assert settings.notify.email
