"""Signing in, roles, expiry, forms of our own."""

import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from people_bench import PASSWORD, Clock, desk, published_home, two_users
from signed import Client

from pipeline.desk.security.access import Access
from pipeline.desk.security.forms import HEADER
from pipeline.desk.security.sessions import IDLE, LONGEST
from pipeline.desk.security.users import Users
from pipeline.desk.security.viewer import Role
from pipeline.settings import Home


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return published_home(tmp_path_factory.mktemp("sessions"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def users(tmp_path: Path) -> Users:
    return two_users(tmp_path)


@pytest.fixture
def client(home: Home, users: Users, clock: Clock) -> Iterator[Client]:
    with Client(desk(home, users, clock), follow_redirects=False) as found:
        yield found


def test_without_users_the_person_at_the_keyboard_is_the_auditor(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "hoa")
    page = Client(desk(home)).get("/reviews")
    assert page.status_code == 200
    assert "<span>hoa</span>" in page.text
    assert 'action="/reviews/publish"' in page.text
    assert "/logout" not in page.text


@pytest.mark.parametrize(
    "path", ["/", "/queue", "/reviews", "/sql?q=FROM v_total", "/sql.csv?q=FROM v_total", "/nothing"]
)
def test_with_users_every_page_asks_to_sign_in_and_comes_back(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login?next=%2F")


def test_the_api_tells_strangers_as_json(client: Client) -> None:
    answer = client.get("/api/openapi.json")
    assert (answer.status_code, answer.json()) == (401, {"detail": "sign in first"})


def test_style_and_the_page_to_sign_in_are_for_everybody(client: Client) -> None:
    assert client.get("/static/desk.css").status_code == 200
    page = client.get("/login?next=/queue%3Fx=1")
    assert page.status_code == 200
    assert 'value="/queue?x=1"' in page.text
    assert 'href="/queue"' not in page.text


def test_who_signs_in_goes_on_to_where_it_was_wanted(client: Client) -> None:
    answer = client.post("/login", data={"name": "lan", "password": PASSWORD, "next": "/reviews?page=2"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/reviews?page=2")
    assert client.get("/reviews").status_code == 200


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example", "x"])
def test_signing_in_leads_to_no_other_site(client: Client, to: str) -> None:
    answer = client.post("/login", data={"name": "lan", "password": PASSWORD, "next": to})
    assert answer.headers["location"] == "/"


def test_the_cookie_is_kept_from_scripts_and_other_sites(client: Client) -> None:
    told = client.post("/login", data={"name": "lan", "password": PASSWORD}).headers["set-cookie"]
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(told.split("; "))
    assert "Secure" not in told


def test_a_session_begun_before_signing_in_is_not_the_one_after(client: Client) -> None:
    before = client.access.sessions.read(_cookie(client))
    assert client.sign_in("lan", PASSWORD) == 303
    after = client.access.sessions.read(_cookie(client))
    assert before and after and before.nonce != after.nonce


@pytest.mark.parametrize(("name", "password"), [("lan", "wrong wrong"), ("nobody", PASSWORD), ("", ""), ("lan", "")])
def test_a_wrong_name_and_a_wrong_password_are_told_alike(client: Client, name: str, password: str) -> None:
    answer = client.post("/login", data={"name": name, "password": password})
    assert answer.status_code == 403
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in answer.text


def test_a_password_typed_in_another_unicode_form_is_the_same(client: Client) -> None:
    assert client.sign_in("lan", unicodedata.normalize("NFD", PASSWORD)) == 303


def test_a_reader_sees_everything_and_rules_on_nothing(client: Client) -> None:
    client.sign_in("minh", PASSWORD)
    page = client.get("/reviews")
    assert page.status_code == 200
    assert "/reviews/publish" not in page.text
    assert client.post("/reviews/publish").status_code == 403


def test_signing_out_ends_copies_of_the_cookie_too(client: Client) -> None:
    client.sign_in("lan", PASSWORD)
    copied = _cookie(client)
    assert client.post("/logout").headers["location"] == "/login"
    client.cookies.clear()
    client.cookies.set(client.access.sessions.cookie, copied)
    assert client.get("/reviews").status_code == 303


def test_a_session_ends_when_nobody_is_there(client: Client, clock: Clock) -> None:
    client.sign_in("lan", PASSWORD)
    clock.now += IDLE - 1
    assert client.get("/reviews").status_code == 200
    clock.now += IDLE - 1
    assert client.get("/reviews").status_code == 200
    clock.now += IDLE + 1
    assert client.get("/reviews").status_code == 303


def test_a_session_ends_with_the_day_however_busy_it_is(client: Client, clock: Clock) -> None:
    client.sign_in("lan", PASSWORD)
    for _ in range(LONGEST // 3600):
        assert client.get("/reviews").status_code == 200
        clock.now += 3600
    clock.now += 1
    assert client.get("/reviews").status_code == 303


@pytest.mark.parametrize("change", ["password", "role", "remove", "again"])
def test_a_change_of_a_user_ends_the_sessions_of_that_user_alone(client: Client, users: Users, change: str) -> None:
    client.sign_in("lan", PASSWORD)
    users.change("minh", role=Role.AUDITOR)
    assert client.get("/reviews").status_code == 200
    if change == "password":
        users.change("lan", password="another password")
    elif change == "role":
        users.change("lan", role=Role.READER)
    else:
        users.remove("lan")
    if change == "again":
        users.add("lan", Role.AUDITOR, PASSWORD)
    assert client.get("/reviews").status_code == 303


def test_a_forged_cookie_is_nobody(client: Client) -> None:
    client.sign_in("lan", PASSWORD)
    whole = _cookie(client)
    for forged in (whole[:-2] + "xx", "x", "", whole.replace(".", "..", 1), "W10.x"):
        client.cookies.clear()
        client.cookies.set(client.access.sessions.cookie, forged)
        assert client.get("/reviews").status_code == 303


def test_a_cookie_of_another_home_is_nobody(home: Home, users: Users, tmp_path: Path) -> None:
    access = Access.of(Home(tmp_path / "other"))
    assert access.sessions.read(desk(home, users).state.access.sessions.written(access.sessions.begin("lan"))) is None


def test_the_secret_of_a_home_is_for_its_owner_and_stays(tmp_path: Path) -> None:
    home = Home(tmp_path / "h")
    first = Access.of(home).sessions.cookie
    assert stat.S_IMODE(home.desk_secret.stat().st_mode) == 0o600
    assert Access.of(home).sessions.cookie == first


# Forms


def test_a_form_without_its_token_does_nothing(client: Client) -> None:
    client.sign_in("lan", PASSWORD)
    del client.headers[HEADER]
    assert client.post("/logout").status_code == 403
    assert client.post("/logout", data={"csrf": "x"}).status_code == 403
    assert client.get("/reviews").status_code == 200


def test_the_token_of_a_page_is_taken_in_the_form(client: Client) -> None:
    client.sign_in("lan", PASSWORD)
    token = client.headers.pop(HEADER)
    assert f'name="csrf" value="{token}"' in client.get("/reviews").text
    assert client.post("/logout", data={"csrf": token}).status_code == 303


def test_the_token_of_another_session_is_none(client: Client, home: Home, users: Users, clock: Clock) -> None:
    other = Client(desk(home, users, clock))
    other.sign_in("lan", PASSWORD)
    client.sign_in("lan", PASSWORD)
    client.headers[HEADER] = other.headers[HEADER]
    assert client.post("/logout").status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1.evil.example"},
    ],
)
def test_a_form_from_elsewhere_does_nothing_even_with_a_token(client: Client, headers: dict[str, str]) -> None:
    client.sign_in("lan", PASSWORD)
    assert client.post("/logout", headers=headers).status_code == 403


def test_a_form_of_ours_says_where_it_comes_from(client: Client) -> None:
    client.sign_in("lan", PASSWORD)
    ours = {"Sec-Fetch-Site": "same-origin", "Origin": "http://127.0.0.1:8321"}
    assert client.post("/logout", headers=ours).status_code == 303


def test_the_person_at_the_keyboard_needs_the_token_too(home: Home) -> None:
    client = Client(desk(home), follow_redirects=False)
    del client.headers[HEADER]
    assert client.post("/reviews/publish").status_code == 403


def test_a_form_that_came_too_late_is_told_to_sign_in(client: Client) -> None:
    assert client.post("/reviews/publish").status_code == 401


def _cookie(client: Client) -> str:
    values = [cookie.value for cookie in client.cookies.jar if cookie.name == client.access.sessions.cookie]
    return values[-1] or ""
