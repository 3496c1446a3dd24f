"""However a run ends, those are told whom the settings name; that they cannot be told changes nothing."""

import base64
import signal
import subprocess
import time
from collections.abc import Iterator
from typing import Any

import pytest
from commands import PROGRAM, bangvang, messages, process
from fake_extractor import fake
from listeners import MailListener, WebListener, mail_listener, web_listener
from workbench import make_article, rows, run

from pipeline.lock import run_lock
from pipeline.settings import Home

TEXT = "3 Bằng khen năm 2020 cho đơn vị Sở Y tế."
TOKEN = "s3cret-token"


@pytest.fixture(autouse=True)
def fake_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.session.default_extractor", fake)


@pytest.fixture
def web() -> Iterator[WebListener]:
    with web_listener() as told:
        yield told


@pytest.fixture
def mail() -> Iterator[MailListener]:
    with mail_listener() as told:
        yield told


def heartbeat(web: WebListener) -> str:
    return f'[notify]\nheartbeat_url = "{web.base}/{TOKEN}?create=1"\n'


def webhook(web: WebListener, when: str = "always") -> str:
    return f'[notify]\nwhen = "{when}"\nwebhook_url = "{web.base}/{TOKEN}"\n'


def letter(mail: MailListener, when: str = "always", more: str = "") -> str:
    return (
        f'[notify]\nwhen = "{when}"\n[notify.email]\nhost = "127.0.0.1"\nport = {mail.port}\nsecurity = "none"\n'
        f'from = "bangvang@example.vn"\nto = ["a@example.vn", "b@example.vn"]\n{more}'
    )


def night(home: Home, settings: str, *, breaks: Exception | None = None, reads: str = TEXT) -> Any:
    """A run in a home with these settings, over an article that waits for its extractor."""
    run(home, make_article(reads), extractor=fake("fake-0")) if not home.work.exists() else None
    home.settings.write_text(settings, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        if breaks:
            patch.setattr("pipeline.steps.extract.extract_pending", _raising(breaks))
        return bangvang("run", "--no-scrape", "--home", home.root)


def _raising(error: BaseException) -> Any:
    def broken(*given: object, **named: object) -> int:
        raise error

    return broken


@pytest.mark.parametrize(
    ("breaks", "code", "end"),
    [
        (None, 0, ""),
        (RuntimeError("x"), 70, "/fail"),
        (KeyboardInterrupt(), 130, "/fail"),
        (OSError(28, "No space left on device"), 4, "/fail"),
    ],
)
def test_the_heartbeat_tells_the_start_and_how_it_ended(
    home: Home, web: WebListener, breaks: Exception | None, code: int, end: str
) -> None:
    result = night(home, heartbeat(web), breaks=breaks)
    assert result.exit_code == code
    assert web.asked == [f"/{TOKEN}/start?create=1", f"/{TOKEN}{end}?create=1"]


def test_a_run_with_warnings_has_done_its_work_for_the_heartbeat(home: Home, web: WebListener) -> None:
    assert night(home, heartbeat(web), reads=TEXT + " LỖI").exit_code == 1
    assert web.asked[-1] == f"/{TOKEN}?create=1"


def test_the_heartbeat_of_a_run_that_is_refused_tells_no_start(home: Home, web: WebListener) -> None:
    home.prepare()
    home.settings.write_text(heartbeat(web))
    with run_lock(home.lock):
        assert bangvang("run", "--no-scrape", "--home", home.root).exit_code == 3
    assert web.asked == [f"/{TOKEN}/fail?create=1"]


def test_the_webhook_is_sent_counts_state_and_the_worst_issues(home: Home, web: WebListener) -> None:
    night(home, webhook(web), reads=TEXT + " LỖI")
    (told,) = web.posted
    assert (told["state"], told["exit_code"], told["message"]) == ("warnings", 1, "1 input failed")
    assert (told["counts"]["failed"], told["counts"]["records_new"]) == (1, 0)
    assert [(issue["severity"], issue["code"]) for issue in told["issues"]] == [("error", "extractor-failed")]
    assert told["run_id"]
    assert told["started_at"].endswith("Z")
    assert told["home"] == str(home.root)


def test_the_webhook_tells_of_a_run_that_could_not_begin(home: Home, web: WebListener) -> None:
    home.prepare()
    home.settings.write_text(webhook(web, "failed"))
    with run_lock(home.lock):
        bangvang("run", "--no-scrape", "--home", home.root)
    (told,) = web.posted
    assert (told["state"], told["exit_code"], told["run_id"], told["counts"]) == ("refused", 3, None, {})
    assert "another run is going on" in told["message"]


@pytest.mark.parametrize(
    ("when", "told"),
    [("failed", [False, False, True]), ("warnings", [False, True, True]), ("always", [True, True, True])],
)
def test_the_settings_say_after_which_runs_somebody_is_told(
    home: Home, web: WebListener, when: str, told: list[bool]
) -> None:
    runs: list[dict[str, Any]] = [{}, {"reads": TEXT + " LỖI"}, {"breaks": RuntimeError("x")}]
    for number, (how, wanted) in enumerate(zip(runs, told, strict=True)):
        web.posted.clear()
        night(Home(home.root / str(number)), webhook(web, when), **how)
        assert bool(web.posted) is wanted


def test_the_letter_is_vietnamese_and_tells_what_changed_what_is_wrong_and_what_to_do(
    home: Home, mail: MailListener
) -> None:
    result = night(home, letter(mail), reads=TEXT + " LỖI")
    (sent,) = mail.letters
    assert _warnings(result) == []
    assert mail.recipients == ["a@example.vn", "b@example.vn"]
    assert "hoàn tất, có cảnh báo" in sent["Subject"]
    body = sent.get_content()
    parts = [body.index(part) for part in ("Đã thay đổi", "Chưa ổn", "extractor-failed", "Cần làm gì")]
    assert parts == sorted(parts)
    assert "Bộ trích xuất lỗi ở một bài" in body
    assert str(home.root) in body


def test_a_letter_of_a_quiet_night_says_that_nothing_is_to_be_done(home: Home, mail: MailListener) -> None:
    night(home, letter(mail))
    body = mail.letters[0].get_content()
    assert "- Không có gì mới, không có gì đổi." in body
    assert "Không cần làm gì." in body
    assert "Chưa ổn" not in body


def test_the_password_of_the_environment_opens_the_mail_server(
    home: Home, mail: MailListener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BANGVANG_SMTP_PASSWORD", TOKEN)
    night(home, letter(mail, more='user = "bangvang"\n'))
    (said,) = [line for line in mail.said if line.startswith("AUTH")]
    assert base64.b64decode(said.split()[-1]).decode().split("\0")[1:] == ["bangvang", TOKEN]
    assert len(mail.letters) == 1


def _warnings(result: Any) -> list[str]:
    return [line for line in messages(result.stderr) if "not sent" in line]


@pytest.mark.parametrize("fault", ["silent server", "no server", "refusal", "no password", "wrong password", "no tls"])
def test_who_cannot_be_told_is_a_warning_and_the_run_is_what_it_is(
    home: Home, web: WebListener, mail: MailListener, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    monkeypatch.delenv("BANGVANG_SMTP_PASSWORD", raising=False)
    settings = letter(mail, more='user = "bangvang"\n')
    if fault == "silent server":
        monkeypatch.setattr("pipeline.notify.web.PATIENCE", 0.2)
        settings = webhook(web).replace(web.base, "http://10.255.255.1")
    elif fault == "no server":
        settings = webhook(web).replace(web.base, "http://127.0.0.1:1")
    elif fault == "refusal":
        web.status, settings = 500, webhook(web)
    elif fault == "wrong password":
        monkeypatch.setenv("BANGVANG_SMTP_PASSWORD", TOKEN)
        mail.takes_password = False
    elif fault == "no tls":
        settings = settings.replace('"none"', '"starttls"')
    result = night(home, settings)
    assert result.exit_code == 0
    assert len(_warnings(result)) == 1
    assert mail.letters == []
    assert "published" in result.stdout


def test_no_log_holds_an_address_or_a_password(home: Home, web: WebListener, monkeypatch: pytest.MonkeyPatch) -> None:
    web.status = 404
    settings = heartbeat(web) + f'webhook_url = "http://nobody.invalid/{TOKEN}"\n'
    monkeypatch.setenv("BANGVANG_SMTP_PASSWORD", TOKEN)
    results = [night(home, settings + 'when = "always"\n'), night(home, settings, breaks=RuntimeError("x"))]
    assert [len(_warnings(result)) for result in results] == [3, 3]
    for text in (*(result.output for result in results), home.log.read_text(encoding="utf-8")):
        assert TOKEN not in text
        assert "nobody.invalid" not in text


def test_a_bug_in_telling_changes_nothing(home: Home, web: WebListener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.notify.message.payload", _raising(KeyError("a bug")))
    result = night(home, webhook(web))
    assert (result.exit_code, len(_warnings(result))) == (0, 1)


def test_by_default_nobody_is_told(home: Home, web: WebListener, mail: MailListener) -> None:
    assert night(home, "").exit_code == 0
    assert (web.asked, mail.said) == ([], [])


def test_a_night_that_systemd_stops_tells_it_and_the_next_one_completes(home: Home, web: WebListener) -> None:
    home.prepare()
    home.settings.write_text(heartbeat(web))
    command = [*PROGRAM, "run", "--sample", "--home", str(home.root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        end = time.monotonic() + 30
        while not web.asked and time.monotonic() < end:
            time.sleep(0.01)
        running.send_signal(signal.SIGTERM)
        _, told = running.communicate(timeout=30)
    assert running.returncode == 143, told
    assert "Traceback" not in told
    assert web.asked == [f"/{TOKEN}/start?create=1", f"/{TOKEN}/fail?create=1"]
    assert rows(home.work, "SELECT state FROM run") == [("interrupted",)]
    assert process("run", "--sample", "--home", home.root).returncode == 0
    assert web.asked[2:] == [f"/{TOKEN}/start?create=1", f"/{TOKEN}?create=1"]
