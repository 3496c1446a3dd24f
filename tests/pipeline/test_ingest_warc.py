"""A WARC file is many articles, each under its own address."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from commands import bangvang
from fake_extractor import fake
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter
from workbench import rows, run_files

from pipeline.progress import Lines
from pipeline.sample import sample_site
from pipeline.session import session
from pipeline.settings import Home
from pipeline.steps import warc
from pipeline.steps.scrape import Plan, scrape
from schemas import Exchange, Source
from scrapers.archive.store import Archive
from scrapers.archive.warc import export_warc
from scrapers.discover.identity import article_id

LONG = (
    "Hội nghị đã nghe báo cáo kết quả công tác thi đua, khen thưởng của ngành trong năm qua, thảo luận phương hướng và "
    "nhiệm vụ năm tới với nhiều ý kiến tâm huyết của các đại biểu đến từ khắp các đơn vị trong toàn tỉnh nhà."
)
AWARD = "<p>Sở Y tế được Chủ tịch Ủy ban nhân dân tỉnh tặng Bằng khen năm 2020.</p>"
SOURCE = Source(
    name="bao-thu",
    title="Báo thử",
    listings=("https://bao.example/tin",),
    article_pattern=r"/bai-\d+\.html",
    id_pattern=r"/(bai-\d+)",
)


@pytest.fixture(autouse=True)
def sources(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(warc, "load_sources", lambda _: [SOURCE])
    yield


def page(title: str, extra: str = "") -> bytes:
    return f"<title>{title}</title><h1>{title}</h1><p>{LONG}</p>{extra}".encode()


def write(path: Path, *pages: tuple[str, bytes, str], kind: str = "response") -> Path:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for url, body, content_type in pages:
            http = StatusAndHeaders("200 OK", [("Content-Type", content_type)], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                url,
                kind,
                payload=io.BytesIO(body),
                length=len(body),
                warc_content_type=content_type if kind == "conversion" else "",
                http_headers=http if kind == "response" else None,
            )
            writer.write_record(record)
    return path


HTML = "text/html; charset=utf-8"


def stored(home: Home) -> list[str]:
    return [url for (url,) in rows(home.work, "SELECT url FROM article ORDER BY url")]


def test_articles_of_a_source_and_award_pages_of_other_sites_are_stored(home: Home, tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.warc.gz",
        ("https://bao.example/bai-1.html?utm_source=x", page("Xã đón nhận Cờ thi đua"), HTML),
        ("https://bao.example/tin", page("Danh sách tin của báo", AWARD), HTML),
        ("https://khac.example/khen.html", page("Sở Y tế được khen", AWARD), HTML),
        ("https://khac.example/thoi-tiet.html", page("Ngày mai trời mưa to ở nhiều nơi"), HTML),
        ("https://khac.example/", page("Trang chủ của tỉnh", AWARD), HTML),
        ("https://khac.example/en.html", b"<h1>News</h1><p>" + b"The prize was given to three people. " * 9, HTML),
        ("https://khac.example/khen.css", page("Sở Y tế được khen", AWARD), "text/css"),
    )
    told = run_files(home, path)
    assert stored(home) == ["https://bao.example/bai-1.html", "https://khac.example/khen.html"]
    assert rows(home.work, "SELECT article_id, source FROM article WHERE source IS NOT NULL") == [
        (article_id("https://bao.example/bai-1.html", SOURCE), "bao-thu")
    ]
    assert told == [f"{path}: 2 articles; 5 passed over"]
    before = rows(home.work, "SELECT * EXCLUDE (last_seen, checked_at) FROM article ORDER BY ALL")
    run_files(home, path)
    assert rows(home.work, "SELECT * EXCLUDE (last_seen, checked_at) FROM article ORDER BY ALL") == before


def test_a_page_that_cannot_be_read_is_an_issue_and_closed_when_it_can(home: Home, tmp_path: Path) -> None:
    url = "https://bao.example/bai-1.html"
    told = run_files(home, write(tmp_path / "a.warc.gz", (url, b"<div id=root></div>", HTML)))
    assert told[0].endswith(": 0 articles; 1 page-without-article")
    assert rows(home.work, "SELECT code, subject FROM issue") == [("page-without-article", url)]
    run_files(home, write(tmp_path / "a.warc.gz", (url, page("Xã đón nhận Cờ thi đua"), HTML)))
    assert rows(home.work, "SELECT count(*) FROM issue WHERE closed_at IS NULL") == [(0,)]


def test_of_a_damaged_file_the_whole_pages_are_stored_and_the_damage_is_named(home: Home, tmp_path: Path) -> None:
    urls = [f"https://bao.example/bai-{number}.html" for number in range(3)]
    path = write(tmp_path / "a.warc.gz", *((url, page(f"Xã số {url[-6]} đón Cờ thi đua"), HTML) for url in urls))
    whole = path.read_bytes()
    path.write_bytes(whole[:-40])
    told = run_files(home, path)
    assert stored(home) == urls[:2]
    assert told[0].endswith(": 2 articles; 1 unreadable-file")
    assert "what comes before is read" in told[1]
    path.write_bytes(whole)
    run_files(home, path)
    assert stored(home) == urls
    assert rows(home.work, "SELECT count(*) FROM issue WHERE closed_at IS NULL") == [(0,)]


def test_a_plain_text_of_a_page_does_not_replace_the_page(home: Home, tmp_path: Path) -> None:
    url, text = "https://bao.example/bai-1.html", f"Trang chủ\nXã đón nhận Cờ thi đua\n{LONG}\n".encode()
    other = "https://bao.example/bai-2.html"
    run_files(home, write(tmp_path / "a.warc.gz", (url, page("Xã đón nhận Cờ thi đua"), HTML)))
    before = rows(home.work, "SELECT text FROM article")
    wet = write(
        tmp_path / "a.wet.gz",
        (url, text, "text/plain"),
        (other, text + AWARD.encode(), "text/plain"),
        kind="conversion",
    )
    run_files(home, wet)
    assert stored(home) == [url, other]
    assert rows(home.work, f"SELECT text FROM article WHERE url = '{url}'") == before


def test_what_a_crawl_archived_gives_the_same_articles_when_exported_and_ingested(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.warc.gz"
    with sample_site() as (source, fetcher), session(home, "run --sample", fake()) as opened:
        scrape(opened, Plan([source], fetcher), Lines(), lambda _: None)
    monkeypatch.setattr(warc, "load_sources", lambda _: [source])
    assert export_warc(Archive(home.archive), path).records > 3
    other = Home(tmp_path / "other")
    run_files(other, path)
    columns = "url, doc, source, title, published, text, blocks, same_as IS NULL"
    crawled, ingested = (rows(h.work, f"SELECT {columns} FROM article ORDER BY url") for h in (home, other))
    assert len(ingested) > 3
    assert ingested == crawled
    identities = {key for (key,) in rows(other.work, "SELECT article_id FROM article")}
    assert identities == {article_id(row[0], source) for row in ingested}


def test_the_command_exports_and_says_how_much(home: Home, tmp_path: Path) -> None:
    exchange = Exchange(
        url="https://bao.example/bai-1.html",
        final_url="https://bao.example/bai-1.html",
        fetched_at=datetime(2024, 1, 2, tzinfo=UTC),
        status=200,
        content_type=HTML,
    )
    Archive(home.archive).keep(exchange, page("Xã đón nhận Cờ thi đua"))
    target = tmp_path / "a.warc.gz"
    done = bangvang("export-warc", target, "--home", home.root)
    assert (done.exit_code, done.stdout) == (0, f"1 records: {target}\n")
    assert bangvang("export-warc", target, "--since", "2024-01-03", "--home", home.root).stdout.startswith("0 records")
    assert bangvang("export-warc", tmp_path / "a.zip", "--home", home.root).exit_code == 2
    next(home.archive.rglob("*.gz")).unlink()
    broken = bangvang("export-warc", target, "--home", home.root)
    assert (broken.exit_code, "no such body" in broken.stderr) == (1, True)


@pytest.mark.parametrize("url", ["http://[1/a", "urn:uuid:x", "//x", "/bai-1.html"])
def test_a_record_whose_address_is_none_is_passed_over(home: Home, tmp_path: Path, url: str) -> None:
    good = ("https://bao.example/bai-1.html", page("Xã đón nhận Cờ thi đua"), HTML)
    told = run_files(home, write(tmp_path / "a.warc.gz", (url, page("Sở Y tế được khen", AWARD), HTML), good))
    assert told[0].endswith(": 1 article; 1 passed over")
