"""`bangvang sources`, as those use it who look after the sites."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import duckdb
import pytest
from commands import bangvang, one_line
from fake_extractor import fake
from workbench import rows

from pipeline.catalogue import issue_codes, source_advice
from pipeline.clock import now
from pipeline.exit_codes import ExitCode
from pipeline.session import session
from pipeline.settings import Home
from pipeline.store.database import open_published
from pipeline.store.sources import store_visits
from pipeline.store.visits import last_visits
from schemas import Issue, Severity, Visit
from scrapers.expect import RULES
from scrapers.fixtures import faults, fixtures_of
from scrapers.sources import read_source

ADDRESS = "https://phongvan.example/vi/news/Thi-dua-khen-thuong/Tong-ket-thi-dua-nam-2023-418.html"
PAGE = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><meta name="generator" content="NukeViet v4.5">
<title>Huyện Phong Vân tổng kết thi đua năm 2023 - Thi đua khen thưởng - Huyện Phong Vân</title>
<meta property="og:site_name" content="Trang tin huyện Phong Vân">
<link rel="alternate" type="application/rss+xml" href="/vi/news/rss/"></head>
<body><nav><a href="/">Trang chủ</a> <a href="/vi/news/Thi-dua-khen-thuong/">Thi đua khen thưởng</a></nav>
<div class="news_column"><h1 class="title">Huyện Phong Vân tổng kết thi đua năm 2023</h1>
<span class="h5">Thứ năm - 04/01/2024 15:20</span>
<div id="news-bodyhtml"><p>Sáng 4/1, UBND huyện Phong Vân tổ chức hội nghị tổng kết công tác thi đua, khen thưởng.</p>
<p>Nhân dịp này, 12 tập thể và 35 cá nhân được Chủ tịch UBND huyện tặng Giấy khen.</p></div></div></body></html>
"""
NAME = "phongvan.example"
SAVED = "Tong-ket-thi-dua-nam-2023-418"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The root of an empty checkout that the commands take for their own."""
    root = tmp_path / "checkout"
    for folder in ("data/sources", "tests/fixtures"):
        (root / folder).mkdir(parents=True)
    monkeypatch.setattr("pipeline.cli.sources.folders.ROOT", root / "data")
    return root


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "bai.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.fixture
def reviewed(checkout: Path, page: Path) -> Path:
    """A source that is on, with a fixture that a person has reviewed: the file of the source."""
    assert bangvang("sources", "new", ADDRESS, "--page", page).exit_code == ExitCode.OK
    expectation = checkout / "tests/fixtures" / NAME / f"{SAVED}.toml"
    with expectation.open("a", encoding="utf-8") as file:
        file.write('reviewed = { by = "Người soát", on = 2024-02-01 }\n')
    file_of_source = checkout / "data/sources" / f"{NAME}.toml"
    described = file_of_source.read_text(encoding="utf-8").replace("enabled = false", "enabled = true")
    file_of_source.write_text(described, encoding="utf-8")
    return file_of_source


def visit(hours_ago: float = 1, **changes: Any) -> Visit:
    at: datetime = now() - timedelta(hours=hours_ago)
    usual: dict[str, Any] = {
        "source": NAME,
        "started_at": at,
        "ended_at": at,
        "pages": 1,
        "listed": 20,
        "known": 18,
        "articles": 2,
        "with_title": 2,
        "with_date": 2,
        "with_body": 2,
        "layouts": {"nukeviet/4": 2},
    }
    return Visit.model_validate(usual | {"newest": at.date()} | changes)


def told(home: Home, *visits: Visit, issues: tuple[tuple[str, str], ...] = ()) -> None:
    """Publish a home with these visits and these open issues: code and subject."""
    with session(home, "test", fake()) as opened:
        store_visits(opened.con, visits)
        made = [
            Issue(code=code, severity=Severity.ERROR, message="made up", subject=subject, at=opened.run.started_at)
            for code, subject in issues
        ]
        opened.report(made, "scrape")


def check(home: Home, *arguments: str) -> tuple[int, str]:
    """Exit code and output, on one line, of `check`."""
    result = bangvang("sources", "check", *arguments, "--home", home.root)
    return result.exit_code, " ".join(result.stdout.replace("│", " ").split())


# list


def test_list_shows_each_source_with_its_health_in_one_word(checkout: Path, reviewed: Path, home: Home) -> None:
    off = reviewed.read_text(encoding="utf-8").replace("enabled = true", "enabled = false")
    (reviewed.parent / "khac.example.toml").write_text(off.replace(NAME, "khac.example"), encoding="utf-8")
    told(home, visit())
    lines = bangvang("sources", "list", "--home", home.root).stdout.splitlines()
    (well,) = (line for line in lines if NAME in line)
    (other,) = (line for line in lines if "khac.example" in line)
    assert [word in well for word in ("Trang tin huyện Phong Vân", "nukeviet", "có", "tốt")] == [True] * 4
    assert "tắt" in other


def test_list_without_a_source_says_how_to_begin_one(checkout: Path, home: Home) -> None:
    result = bangvang("sources", "list", "--home", home.root)
    assert result.exit_code == ExitCode.OK
    assert one_line(result.stderr)


# check


def test_a_source_with_a_reviewed_page_and_a_usual_visit_is_healthy(reviewed: Path, home: Home) -> None:
    told(home, visit())
    assert check(home)[0] == ExitCode.OK
    assert check(home)[1].endswith("every source that is on is healthy")


def test_an_empty_listing_is_told_with_its_code_and_what_to_do(reviewed: Path, home: Home) -> None:
    told(home, visit(25), visit(1, listed=0, known=0, articles=0, with_date=0, layouts={}))
    code, output = check(home)
    assert code == ExitCode.SOME_FAILED
    assert "listing-empty" in output
    assert "Sửa listings hoặc article_pattern" in output
    assert output.endswith(f"not healthy: {NAME}")


def test_silence_is_judged_as_of_today_even_when_no_run_looked(reviewed: Path, home: Home) -> None:
    told(home, visit(24 * 40))
    assert "nothing-new-for-too-long" in check(home)[1]


def test_a_source_that_is_off_does_not_change_the_exit_code(reviewed: Path, home: Home) -> None:
    reviewed.write_text(reviewed.read_text(encoding="utf-8").replace("enabled = true", "enabled = false"))
    told(home, visit(listed=0, known=0, articles=0))
    code, output = check(home)
    assert (code, "listing-empty" in output) == (ExitCode.OK, True)


def test_a_single_page_that_failed_is_told_and_does_no_harm(reviewed: Path, home: Home) -> None:
    told(home, visit(failed=1), issues=(("page-without-article", f"https://{NAME}/vi/news/a/b-1.html"),))
    code, output = check(home)
    assert (code, "nhắc page-without-article" in output) == (ExitCode.OK, True)


@pytest.mark.parametrize("failed", [2, 3])
def test_pages_that_fail_harm_their_source_when_as_many_failed_as_were_read(
    reviewed: Path, home: Home, failed: int
) -> None:
    told(home, visit(failed=failed), issues=(("refusal-page", f"https://{NAME}/vi/news/a/b-1.html"),))
    assert check(home)[0] == (ExitCode.SOME_FAILED if failed == 3 else ExitCode.OK)


def test_a_listing_that_cannot_be_fetched_harms_its_source(reviewed: Path, home: Home) -> None:
    told(home, visit(), issues=(("fetch-forbidden", f"https://{NAME}/vi/news/Thi-dua-khen-thuong/"),))
    assert check(home)[0] == ExitCode.SOME_FAILED


def test_issues_of_other_hosts_are_not_those_of_the_source(reviewed: Path, home: Home) -> None:
    told(home, visit(), issues=(("robots-unreachable", "https://khac.example/robots.txt"),))
    assert check(home)[0] == ExitCode.OK


def test_a_page_that_is_read_otherwise_than_confirmed_is_told(checkout: Path, reviewed: Path, home: Home) -> None:
    told(home, visit())
    (checkout / "tests/fixtures" / NAME / f"{SAVED}.txt").write_text("Nội dung khác\n", encoding="utf-8")
    code, output = check(home)
    assert (code, "fixture-fails" in output) == (ExitCode.SOME_FAILED, True)
    assert "expected 'Nội dung khác'" not in output, "a difference of whole texts is cut"


def test_a_file_that_is_not_valid_is_told_and_the_rest_is_checked(reviewed: Path, home: Home) -> None:
    (reviewed.parent / "hong.example.toml").write_text('name = "hong.example"\n', encoding="utf-8")
    told(home, visit())
    code, output = check(home)
    assert (code, "source-invalid" in output) == (ExitCode.SOME_FAILED, True)
    assert output.endswith("not healthy: hong.example")


def test_check_of_one_name_is_about_that_source_only(reviewed: Path, home: Home) -> None:
    (reviewed.parent / "hong.example.toml").write_text('name = "hong.example"\n', encoding="utf-8")
    told(home, visit())
    assert check(home, NAME)[0] == ExitCode.OK


def test_a_name_that_is_none_is_answered_with_one_near_to_it(reviewed: Path, home: Home) -> None:
    result = bangvang("sources", "check", "phongvan.exampel", "--home", home.root)
    assert result.exit_code == ExitCode.USAGE
    assert one_line(result.stderr)
    assert NAME in result.stderr.partition("no such source")[2]


def test_without_saved_pages_and_without_a_published_file_check_says_so_and_goes_on(
    checkout: Path, reviewed: Path, home: Home
) -> None:
    (checkout / "tests").rename(checkout / "moved")
    result = bangvang("sources", "check", "--home", home.root)
    assert result.exit_code == ExitCode.OK
    assert ["no saved pages" in line or "nothing is published" in line for line in result.stderr.splitlines()] == [
        True,
        True,
    ]
    assert "never-visited" in result.stdout


def test_a_file_published_before_visits_were_kept_is_read_as_one_without_visits(reviewed: Path, home: Home) -> None:
    told(home, visit())
    with duckdb.connect(str(home.published)) as con:
        con.execute("DROP TABLE visit")
    code, output = check(home)
    assert (code, "never-visited" in output) == (ExitCode.OK, True)


def test_visits_come_back_as_they_were_stored(home: Home) -> None:
    seen = [visit(hours, articles=hours) for hours in (3, 1, 2)]
    told(home, *seen)
    assert rows(home.published, "SELECT count(*) FROM visit") == [(3,)]
    with closing(open_published(home.published)) as con:
        assert last_visits(con, NAME, 2) == [seen[1], seen[2]]


# check --live


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def _live(checkout: Path, home: Home, listing: str) -> tuple[int, str]:
    site = checkout / "site"
    site.mkdir()
    (site / "tin.html").write_text(listing, encoding="utf-8")
    (site / "bai-418.html").write_text(PAGE, encoding="utf-8")
    with serving(site) as base:
        described = (
            f'name = "{NAME}"\ntitle = "Thử"\nfamily = "nukeviet"\nlistings = ["{base}/tin.html"]\n'
            "article_pattern = 'bai-\\d+'\ndelay_seconds = 0\nallow_private = true\n"
        )
        (checkout / "data/sources" / f"{NAME}.toml").write_text(described, encoding="utf-8")
        return check(home, "--live", "--contact", "a@example.vn")


def test_live_shows_robots_the_listing_and_one_article(checkout: Path, home: Home) -> None:
    output = _live(checkout, home, "<a href='/bai-418.html'>Bài</a> <a href='/bai-419.html'>Bài khác</a>")[1]
    assert "không có (404)" in output
    assert "2 bài" in output
    assert "Huyện Phong Vân tổng kết thi đua năm 2023 (04/01/2024" in output


def test_live_tells_an_empty_listing_as_a_reason(checkout: Path, home: Home) -> None:
    (checkout / "tests").rename(checkout / "moved")
    code, output = _live(checkout, home, "<p>Chưa có bài viết nào.</p>")
    assert (code, "lỗi listing-empty" in output) == (ExitCode.SOME_FAILED, True)


# new


def test_new_writes_a_valid_source_that_is_off(checkout: Path, page: Path) -> None:
    result = bangvang("sources", "new", ADDRESS, "--page", page)
    assert result.exit_code == ExitCode.OK
    source = read_source(checkout / "data/sources" / f"{NAME}.toml")
    assert (source.name, source.title, source.family, source.enabled) == (
        NAME,
        "Trang tin huyện Phong Vân",
        "nukeviet",
        False,
    )
    assert source.listings == (f"https://{NAME}/vi/news/Thi-dua-khen-thuong/",)
    assert source.feeds == (f"https://{NAME}/vi/news/rss/",)
    assert (source.article_pattern, source.id_pattern) == (None, None), "the family's fit"


def test_the_skeleton_of_a_fixture_fails_only_for_want_of_a_review(checkout: Path, page: Path) -> None:
    bangvang("sources", "new", ADDRESS, "--page", page)
    source = read_source(checkout / "data/sources" / f"{NAME}.toml")
    (fixture,) = fixtures_of(source, checkout / "tests/fixtures")
    assert fixture.html.read_bytes() == page.read_bytes()
    (fault,) = faults(fixture)
    assert fault.endswith("nobody has reviewed it")


def test_new_tells_what_was_read_and_the_next_steps(checkout: Path, page: Path) -> None:
    output = bangvang("sources", "new", ADDRESS, "--page", page).stdout
    assert "Huyện Phong Vân tổng kết thi đua năm 2023 (2024-01-04), layout nukeviet/4" in output
    assert f"bangvang sources check --live {NAME}" in output


def test_a_second_new_refuses_and_changes_nothing(checkout: Path, page: Path) -> None:
    bangvang("sources", "new", ADDRESS, "--page", page)
    written = {path: path.read_bytes() for path in checkout.rglob("*") if path.is_file()}
    page.write_text(PAGE.replace("2023", "2022"), encoding="utf-8")
    result = bangvang("sources", "new", ADDRESS, "--page", page)
    assert result.exit_code == ExitCode.USAGE
    assert one_line(result.stderr)
    assert {path: path.read_bytes() for path in checkout.rglob("*") if path.is_file()} == written


def test_a_site_of_no_known_family_gets_patterns_from_its_address(checkout: Path, page: Path) -> None:
    page.write_text(PAGE.replace("NukeViet v4.5", "Khác"), encoding="utf-8")
    address = "https://www.bao-phongvan.example/tin/tong-ket-thi-dua-tin418.html"
    assert bangvang("sources", "new", address, "--page", page).exit_code == ExitCode.OK
    source = read_source(checkout / "data/sources/www.bao-phongvan.example.toml")
    assert (source.family, source.listings) == (None, ("https://www.bao-phongvan.example/",))
    assert (source.article_pattern, source.id_pattern) == (r"-tin\d+\.html(?:\?|$)", r"-tin(\d+)\.html(?:\?|$)")


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Huyện Phong Vân tổng kết thi đua năm 2023 - Tin tức - Huyện Phong Vân", "Huyện Phong Vân"),
        ("Huyện Phong Vân tổng kết thi đua năm 2023 | Ban Thi đua - Khen thưởng", "Ban Thi đua - Khen thưởng"),
        ("Huyện Phong Vân tổng kết thi đua năm 2023", NAME),
    ],
)
def test_a_site_without_a_name_is_called_as_its_titles_end(checkout: Path, page: Path, title: str, shown: str) -> None:
    unnamed = PAGE.replace("og:site_name", "og:locale")
    head = "Huyện Phong Vân tổng kết thi đua năm 2023 - Thi đua khen thưởng - Huyện Phong Vân"
    page.write_text(unnamed.replace(head, title), encoding="utf-8")
    bangvang("sources", "new", ADDRESS, "--page", page)
    assert read_source(checkout / "data/sources" / f"{NAME}.toml").title == shown


def test_the_archive_of_a_month_is_no_listing(checkout: Path, page: Path) -> None:
    page.write_text(PAGE.replace("/vi/news/Thi-dua-khen-thuong/", "/2024/01/"), encoding="utf-8")
    bangvang("sources", "new", f"https://{NAME}/2024/01/tong-ket-418.html", "--page", page)
    assert read_source(checkout / "data/sources" / f"{NAME}.toml").listings == (f"https://{NAME}/",)


def test_a_page_on_which_nothing_is_read_still_gives_a_skeleton(checkout: Path, page: Path) -> None:
    page.write_text("<html><body><div id='app'></div></body></html>", encoding="utf-8")
    result = bangvang("sources", "new", "https://spa.example/tin/bai-1.html", "--page", page)
    assert result.exit_code == ExitCode.OK
    assert "JavaScript" in result.stdout
    assert read_source(checkout / "data/sources/spa.example.toml").title == "spa.example"


@pytest.mark.parametrize("address", ["https://phongvan.example/", "phongvan.example/bai-1.html", "ftp://a.example/1"])
def test_what_is_not_the_address_of_an_article_is_wrong_usage(checkout: Path, page: Path, address: str) -> None:
    result = bangvang("sources", "new", address, "--page", page)
    assert result.exit_code == ExitCode.USAGE
    assert one_line(result.stderr)
    assert not [path for path in checkout.rglob("*") if path.is_file()]


def test_new_writes_into_no_folder_that_is_not_a_checkout(page: Path, tmp_path: Path) -> None:
    result = bangvang("sources", "new", ADDRESS, "--page", page, "--into", tmp_path)
    assert result.exit_code == ExitCode.USAGE
    assert one_line(result.stderr)


# Advice


def test_every_code_that_a_visit_can_raise_has_advice() -> None:
    assert set(RULES) <= set(source_advice())


def test_advice_is_for_issue_codes_and_otherwise_says_what_it_means() -> None:
    unexplained = {code for code, row in source_advice().items() if not (row.meaning_vi or code in issue_codes())}
    assert unexplained == set()
