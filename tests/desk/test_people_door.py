"""Hosts, proxies, guessing, sizes, headers."""

from pathlib import Path

import pytest
from people_bench import PASSWORD, Clock, desk, published_home, two_users
from signed import Client

from pipeline.desk.headers import HEADERS
from pipeline.desk.security.access import Access
from pipeline.desk.security.patience import FORGOTTEN, Patience
from pipeline.desk.security.sessions import Sessions
from pipeline.desk.security.users import Users
from pipeline.desk.security.viewer import Role
from pipeline.errors import UsageError
from pipeline.settings import Home
from pipeline.settings_file import DeskSettings, read_settings

PROXY = "10.0.0.7"
BEHIND: dict[str, object] = {"public_host": "vang.example.vn", "proxy_addresses": ["10.0.0.0/24"]}
BY_HEADER: dict[str, object] = {**BEHIND, "proxy_header": "X-Remote-User"}
SENT = {"Host": "vang.example.vn", "X-Forwarded-For": "1.2.3.4", "X-Forwarded-Proto": "https"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return published_home(tmp_path_factory.mktemp("door"))


@pytest.fixture(scope="module")
def users(tmp_path_factory: pytest.TempPathFactory) -> Users:
    return two_users(tmp_path_factory.mktemp("users"))


# Hosts


@pytest.mark.parametrize("host", ["127.0.0.1:8321", "localhost:9", "localhost", "LOCALHOST", "[::1]:8321"])
def test_names_of_this_machine_are_answered(home: Home, host: str) -> None:
    assert Client(desk(home)).get("/reviews", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8321", "", "[::1].x"]
)
def test_a_name_that_somebody_else_made_lead_here_is_not(home: Home, host: str) -> None:
    client = Client(desk(home))
    for path in ("/reviews", "/static/desk.css", "/login"):
        assert client.get(path, headers={"Host": host}).status_code == 400


def test_the_public_name_and_the_address_asked_for_are_answered(home: Home, users: Users) -> None:
    client = Client(desk(home, users, host="10.0.0.1", settings=BEHIND), follow_redirects=False)
    for host in ("vang.example.vn", "vang.example.vn:443", "10.0.0.1:8321"):
        assert client.get("/login", headers={"Host": host}).status_code == 200


# Proxies


def test_the_name_that_a_proxy_sends_is_believed_with_the_role_of_the_users_file(home: Home, users: Users) -> None:
    client = Client(desk(home, users, settings=BY_HEADER), client=(PROXY, 5))
    lan = client.get("/reviews", headers={**SENT, "X-Remote-User": "lan"})
    minh = client.get("/reviews", headers={**SENT, "X-Remote-User": "minh"})
    assert (lan.status_code, "/reviews/publish" in lan.text) == (200, True)
    assert (minh.status_code, "/reviews/publish" in minh.text) == (200, False)
    assert "/logout" not in lan.text


@pytest.mark.parametrize(
    ("peer", "name"), [("10.0.1.7", "lan"), ("127.0.0.1", "lan"), (PROXY, "stranger"), (PROXY, ""), (PROXY, None)]
)
def test_nobody_else_is_believed_and_strangers_stay_out(home: Home, users: Users, peer: str, name: str | None) -> None:
    client = Client(desk(home, users, settings=BY_HEADER), client=(peer, 5))
    headers = {} if name is None else {"X-Remote-User": name}
    assert client.get("/reviews", headers={**SENT, **headers}).status_code == 403


def test_a_header_sent_twice_is_nobody(home: Home, users: Users) -> None:
    client = Client(desk(home, users, settings=BY_HEADER), client=(PROXY, 5))
    told = [*SENT.items(), ("X-Remote-User", "minh"), ("X-Remote-User", "lan")]
    assert client.get("/reviews", headers=told).status_code == 403


def test_over_https_the_cookie_is_secure(home: Home, users: Users) -> None:
    client = Client(desk(home, users, settings=BEHIND), client=(PROXY, 5), base_url="https://vang.example.vn")
    told = client.get("/login", headers=SENT).headers["set-cookie"]
    assert told.startswith("__Host-bangvang-")
    assert "Secure" in told.split("; ")
    direct = Client(desk(home, users, settings=BEHIND), client=("10.9.9.9", 5))
    direct.cookies.clear()
    assert "Secure" not in direct.get("/login", headers=SENT).headers["set-cookie"]


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"])
def test_a_proxy_that_the_settings_do_not_name_makes_nobody_an_auditor(home: Home, header: str) -> None:
    assert Client(desk(home)).get("/reviews", headers={header: "1.2.3.4"}).status_code == 403


def test_a_shared_desk_without_users_is_open_to_nobody(home: Home) -> None:
    for app in (desk(home, settings=BEHIND), desk(home, host="0.0.0.0")):
        assert Client(app).get("/reviews").status_code == 403


def test_another_machine_is_not_the_person_at_the_keyboard(home: Home) -> None:
    assert Client(desk(home), client=("192.168.1.9", 5)).get("/reviews").status_code == 403


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.vn"])
def test_it_does_not_listen_to_other_machines_without_users(tmp_path: Path, users: Users, host: str) -> None:
    nobody, sessions = Users(tmp_path / "none.json"), Sessions(b"s" * 32)
    with pytest.raises(UsageError, match="bangvang users add"):
        Access(nobody, sessions, host=host).check()
    Access(nobody, sessions, host="127.0.0.1").check()
    Access(users, sessions, host=host).check()
    Access(nobody, sessions, DeskSettings.model_validate(BY_HEADER), host).check()


def test_when_the_list_of_users_is_damaged_nobody_comes_in(home: Home, tmp_path: Path) -> None:
    users = two_users(tmp_path)
    client = Client(desk(home, users))
    client.sign_in("lan", PASSWORD)
    assert client.get("/reviews").status_code == 200
    users.path.write_text("[{}]", encoding="utf-8")
    answer = client.get("/reviews")
    assert (answer.status_code, str(tmp_path) in answer.text) == (503, False)


# Guessing


def test_wrong_passwords_are_slowed_down_and_the_right_one_waits_too(home: Home, users: Users) -> None:
    clock = Clock()
    client = Client(desk(home, users, clock), follow_redirects=False)
    assert [client.sign_in("lan", "wrong wrong") for _ in range(5)] == [403] * 5
    answer = client.post("/login", data={"name": "lan", "password": PASSWORD})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "2")
    clock.now += 2
    assert client.sign_in("lan", PASSWORD) == 303


def test_each_further_guess_waits_twice_as_long_and_all_is_forgotten_in_time() -> None:
    clock = Clock()
    patience, waits = Patience(clock), []
    for _ in range(9):
        while wait := patience.wait("lan", "1.1.1.1"):
            waits.append(wait)
            clock.now += wait
    assert waits == [2, 3, 5, 9]
    assert patience.wait("lan", "1.1.1.1") > 9
    clock.now += FORGOTTEN
    assert patience.wait("lan", "1.1.1.1") == 0


def test_a_stranger_elsewhere_does_not_shut_a_user_out_but_an_address_that_tries_all_names_waits() -> None:
    patience = Patience(Clock())
    for _ in range(6):
        patience.wait("lan", "6.6.6.6")
    assert patience.wait("lan", "1.1.1.1") == 0
    tries = [patience.wait(f"name{number}", "7.7.7.7") for number in range(31)]
    assert tries[29] == 0 < tries[30]


def test_guesses_behind_a_proxy_are_counted_by_who_is_behind_it(home: Home, users: Users) -> None:
    client = Client(desk(home, users, settings=BEHIND), client=(PROXY, 5), base_url="http://vang.example.vn")
    for _ in range(5):
        client.post("/login", data={"name": "lan", "password": "x"}, headers={"X-Forwarded-For": "9.9.9.9, 6.6.6.6"})
    wrong = {"name": "lan", "password": "x"}
    assert client.post("/login", data=wrong, headers={"X-Forwarded-For": "8.8.8.8, 6.6.6.6"}).status_code == 429
    assert client.post("/login", data=wrong, headers={"X-Forwarded-For": "5.5.5.5"}).status_code == 403


# Sizes and headers


def test_what_is_too_long_is_not_read(home: Home) -> None:
    client = Client(desk(home))
    assert client.post("/reviews/publish", content=b"x" * 3_000_000).status_code == 413
    assert client.post("/reviews/publish", content=iter([b"x"])).status_code == 411


def test_every_kind_of_answer_has_the_headers(home: Home, users: Users, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(desk(home), follow_redirects=False, raise_server_exceptions=False)
    stranger = Client(desk(home, users), follow_redirects=False)
    answers = [
        client.get("/reviews"),
        client.get("/nothing"),
        client.get("/reviews?page=0"),
        client.get("/language/en"),
        client.get("/api/openapi.json"),
        client.get("/api/v1/nothing"),
        client.get("/sql.csv?q=FROM v_total"),
        client.get("/reviews", headers={"Host": "evil.example"}),
        client.post("/reviews/publish", headers={"Origin": "null"}),
        client.delete("/reviews"),
        stranger.get("/reviews"),
        stranger.get("/login"),
        stranger.get("/api/v1/x"),
    ]
    monkeypatch.setattr("pipeline.desk.pages.reviews.reviewers", lambda store: 1 / 0)
    answers.append(client.get("/reviews"))
    assert {answer.status_code for answer in answers} == {200, 303, 400, 401, 403, 404, 405, 422, 500}
    for answer in answers:
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "ZeroDivisionError" not in answers[-1].text


def test_style_may_be_kept_but_is_asked_for_again(home: Home) -> None:
    client = Client(desk(home))
    first = client.get("/static/desk.css")
    assert first.headers["cache-control"] == "no-cache"
    assert client.get("/static/desk.css", headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    assert first.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]


def test_a_link_on_another_site_is_followed_in_a_step_of_our_own(home: Home) -> None:
    followed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    answer = Client(desk(home)).get('/reviews?act=added&subject="><script>', headers=followed)
    assert answer.status_code == 200
    assert 'content="0;url=/reviews?act=added&amp;subject=' in answer.text
    assert "<script" not in answer.text
    assert "set-cookie" not in answer.headers


# Settings


@pytest.mark.parametrize(
    "text",
    [
        'public_host = "https://vang.example.vn"',
        'proxy_addresses = ["proxy"]',
        "proxy_addresses = [5]",
        'proxy_header = "X-Remote-User"',
        'proxy_header = "X Remote"\nproxy_addresses = ["127.0.0.1"]',
        "port = 5",
    ],
)
def test_wrong_settings_are_told_in_one_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(f"[desk]\n{text}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"settings\.toml: desk"):
        read_settings(path)


def test_right_settings_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('[desk]\npublic_host = "a.vn"\nproxy_addresses = ["::1"]\nproxy_header = "X-U"\n', encoding="utf-8")
    assert read_settings(path).desk.proxy_header == "X-U"
    assert Role.READER.value == "reader"
