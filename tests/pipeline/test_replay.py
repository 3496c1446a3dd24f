"""What lies in the archive is read again without the network."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from commands import bangvang
from fake_extractor import fake
from workbench import make_article, rows, run

from pipeline.cli import replay as replay_command
from pipeline.errors import LockedError
from pipeline.progress import Lines
from pipeline.rehearsal import rehearsal
from pipeline.session import Session, session
from pipeline.settings import Home
from pipeline.steps.replay import Replay, Told, Wanted, replay
from pipeline.store.issues import store_issues
from schemas import Exchange, Source
from scrapers.archive.store import Archive
from scrapers.discover.identity import article_id
from scrapers.issues import issue
from scrapers.read import article_of

BASE = "https://bao-thu.example"
LONG = (
    "Hội nghị đã nghe báo cáo kết quả công tác thi đua, khen thưởng của ngành trong năm qua, thảo luận phương hướng và "
    "nhiệm vụ năm tới với nhiều ý kiến tâm huyết của các đại biểu đến từ khắp các đơn vị trong toàn tỉnh nhà."
)
SOURCE = Source(
    name="bao-thu",
    title="Báo thử",
    listings=(f"{BASE}/tin",),
    article_pattern=r"/(?:amp/)?bai-\d+\.html",
    id_pattern=None,
)


def page(number: int, fact: str) -> bytes:
    title = f"Xã số {number} nhận thưởng"
    return f"<title>{title}</title><h1>{title}</h1><p>{LONG}</p><p>{fact}</p>".encode()


def keep(home: Home, path: str, body: bytes, *, day: int = 1, status: int = 200) -> Exchange:
    exchange = Exchange(
        url=BASE + path,
        final_url=BASE + path,
        source="bao-thu",
        fetched_at=datetime(2024, 1, day, tzinfo=UTC),
        status=status,
        content_type="text/html; charset=utf-8",
    )
    Archive(home.archive).keep(exchange, body)
    return exchange


ALL = Wanted()


def replayed(home: Home, wanted: Wanted = ALL, source: Source = SOURCE) -> tuple[Told, Session, list[str]]:
    complaints: list[str] = []
    with session(home, "replay", fake()) as opened:
        again = Replay(opened.con, Archive(home.archive), [source])
        replay(opened, again, wanted, Lines(), complaints.append)
    return again.told, opened, complaints


ONE = "3 Bằng khen năm 2020 cho đơn vị Sở Y tế."
TWO = "5 Giấy khen năm 2021 cho cá nhân Sở Y tế."


def test_archived_articles_are_stored_and_a_second_replay_changes_nothing(home: Home) -> None:
    keep(home, "/tin", b"<ul><li><a href='/bai-1.html'>1</a></ul>")
    keep(home, "/bai-1.html", page(1, ONE))
    keep(home, "/bai-2.html", page(2, TWO))
    assert replayed(home)[0] == Told(new=2)
    assert rows(home.work, "SELECT url, source FROM article ORDER BY url") == [
        (f"{BASE}/bai-1.html", "bao-thu"),
        (f"{BASE}/bai-2.html", "bao-thu"),
    ]
    told, again, _ = replayed(home)
    assert told == Told(unchanged=2)
    assert (again.counts.articles_extracted, again.counts.records_new) == (0, 0)


def test_what_a_new_layout_reads_otherwise_is_extracted_again(home: Home) -> None:
    keep(home, "/bai-1.html", page(1, f"{ONE}</p><p class=cut>{TWO}"))
    replayed(home)
    assert rows(home.published, "SELECT count(*) FROM v_award") == [(2,)]
    mended = SOURCE.model_copy(update={"selectors": SOURCE.selectors.model_copy(update={"cut": (".cut",)})})
    told, opened, _ = replayed(home, source=mended)
    assert told == Told(changed=1)
    assert opened.counts.records_withdrawn == 1
    assert rows(home.published, "SELECT title FROM v_award") == [("bang-khen",)]


def test_the_last_good_answer_of_an_address_is_read(home: Home) -> None:
    keep(home, "/bai-1.html", page(1, ONE), day=1)
    keep(home, "/bai-1.html", page(1, TWO), day=2)
    keep(home, "/bai-1.html", b"<h1>Loi</h1>", day=3, status=503)
    assert replayed(home)[0] == Told(new=1)
    assert rows(home.work, "SELECT title FROM award") == [("giay-khen",)]


def test_only_what_is_asked_for_is_read(home: Home) -> None:
    keep(home, "/bai-1.html", page(1, ONE), day=1)
    keep(home, "/bai-2.html", page(2, TWO), day=5)
    since = Wanted(since=datetime(2024, 1, 4, tzinfo=UTC))
    assert replayed(home, Wanted(source="bao-khac"))[0] == Told()
    assert replayed(home, since)[0] == Told(new=1)
    assert rows(home.work, "SELECT url FROM article") == [(f"{BASE}/bai-2.html",)]


def test_a_twin_of_a_stored_article_does_not_take_its_place(home: Home) -> None:
    source = SOURCE.model_copy(update={"id_pattern": r"bai-(\d+)\.html"})
    assert article_id(f"{BASE}/amp/bai-1.html", source) == article_id(f"{BASE}/bai-1.html", source)
    keep(home, "/bai-1.html", page(1, ONE))
    keep(home, "/amp/bai-1.html", page(1, TWO))
    assert replayed(home, source=source)[0] == Told(new=1)
    assert rows(home.work, "SELECT url, award.title FROM award JOIN article USING (article_id)") == [
        (f"{BASE}/bai-1.html", "bang-khen")
    ]


def test_what_a_file_was_attached_to_is_not_forgotten(home: Home) -> None:
    stored = article_of(keep(home, "/bai-1.html", page(1, ONE)), page(1, ONE), SOURCE)
    with session(home, "test", fake()) as opened:
        opened.load([stored.model_copy(update={"attached_to": f"{BASE}/bai-9.html"})])
    assert replayed(home)[0] == Told(unchanged=1)


def test_a_page_that_cannot_be_read_is_an_issue_and_the_stored_article_stays(home: Home) -> None:
    keep(home, "/bai-1.html", page(1, ONE), day=1)
    keep(home, "/bai-2.html", page(2, TWO), day=1)
    replayed(home)
    keep(home, "/bai-1.html", b"<div id=root></div>", day=2)
    next(path for path in (home.archive / "bodies").rglob("*.gz")).unlink()
    told, opened, complaints = replayed(home)
    assert told.failed == opened.failed == len(complaints) >= 1
    assert (f"page-without-article: {BASE}/bai-1.html" in complaints[0]) or "no such body" in complaints[0]
    assert rows(home.published, "SELECT count(*) FROM v_award") == [(2,)]


def test_an_issue_about_a_page_that_reads_well_now_is_closed(home: Home) -> None:
    keep(home, "/bai-1.html", page(1, ONE))
    with session(home, "test", fake()) as opened:
        found = issue("page-without-article", "no article text in the page", f"{BASE}/bai-1.html")
        store_issues(opened.con, [found], "scrape", opened.run)
    replayed(home)
    assert rows(home.work, "SELECT count(*) FROM issue WHERE closed_at IS NULL") == [(0,)]


@pytest.mark.parametrize("kind", [".", "missing"])
def test_a_dry_run_tells_and_changes_nothing(tmp_path: Path, kind: str) -> None:
    root = tmp_path / kind
    if kind == "missing":
        assert bangvang("replay", "--dry-run", "--home", root).exit_code == 4
        return
    assert bangvang("run", "--no-scrape", "--home", root).exit_code == 0
    exchange = Exchange(
        url="http://127.0.0.1:8765/xa-duoc-khen-123.html",
        final_url="http://127.0.0.1:8765/xa-duoc-khen-123.html",
        source="sample-site",
        fetched_at=datetime(2024, 1, 1, tzinfo=UTC),
        status=200,
    )
    Archive(root / "archive").keep(exchange, page(1, ONE))
    dry = bangvang("replay", "--dry-run", "--home", root)
    assert dry.exit_code == 0
    assert dry.stdout.splitlines()[:2] == [exchange.url, "would be: 1 new, 0 changed, 0 unchanged, 0 failed"]
    assert rows(root / "work.duckdb", "SELECT count(*) FROM article") == [(0,)]
    assert "replay: 1 new" in bangvang("replay", "--home", root).stdout
    assert "0 new, 0 changed, 1 unchanged" in bangvang("replay", "--home", root).stdout


@pytest.fixture
def archived(tmp_path: Path) -> Home:
    """A home whose archive holds a page that is not stored."""
    home = Home(tmp_path / "home")
    assert bangvang("run", "--no-scrape", "--home", home.root).exit_code == 0
    exchange = Exchange(
        url="http://127.0.0.1:8765/xa-duoc-khen-123.html",
        final_url="http://127.0.0.1:8765/xa-duoc-khen-123.html",
        source="sample-site",
        fetched_at=datetime(2024, 1, 1, tzinfo=UTC),
        status=200,
    )
    fact = "Năm 2020, Sở Y tế tỉnh Hà Nam được Chủ tịch UBND tỉnh tặng Bằng khen."
    Archive(home.archive).keep(exchange, page(1, fact))
    return home


def test_the_facts_that_change_are_told_before_they_are_written(archived: Home) -> None:
    dry = bangvang("replay", "--dry-run", "--home", archived.root)
    assert "Bằng khen" in dry.stdout
    assert "facts: 1 fact new" in dry.stderr
    assert rows(archived.published, "SELECT count(*) FROM v_award") == [(0,)]
    written = bangvang("replay", "--home", archived.root)
    assert written.stdout.index("replay: 1 new") < written.stdout.index("published:")
    assert rows(archived.published, "SELECT title FROM v_award") == [("bang-khen",)]
    assert rows(archived.published, "SELECT command FROM run ORDER BY started_at DESC LIMIT 1") == [("replay",)]


def test_on_a_terminal_a_replay_asks_and_a_no_leaves_all_as_it_was(
    archived: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = archived.published.read_bytes()
    monkeypatch.setattr(replay_command, "_agreed", lambda yes: False)
    assert "nothing is written" in bangvang("replay", "--home", archived.root).stderr
    assert archived.published.read_bytes() == before
    assert rows(archived.work, "SELECT count(*) FROM article") == [(0,)]
    assert not (archived.root / ".rehearsal").exists()


def test_a_rehearsal_that_fails_leaves_all_as_it_was_and_one_that_was_killed_is_swept(home: Home) -> None:
    run(home, make_article(ONE))
    left = home.root / ".rehearsal" / "work.duckdb"
    left.parent.mkdir()
    left.write_bytes(b"half")
    with pytest.raises(ValueError, match="broken"), rehearsal(home) as copy:
        assert rows(copy.work, "SELECT count(*) FROM article") == [(1,)]
        run(copy, make_article(TWO, "b"))
        raise ValueError("broken")
    assert not left.parent.exists()
    assert rows(home.work, "SELECT count(*) FROM article") == [(1,)]


def test_nobody_else_writes_while_a_replay_is_rehearsed(home: Home) -> None:
    with rehearsal(home), pytest.raises(LockedError):
        run(home, make_article(ONE))
