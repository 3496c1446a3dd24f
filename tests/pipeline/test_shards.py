"""Shards give the facts that the same pages give one by one, whoever reads them and whoever dies of it."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import fake_extractor
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from test_ingest_warc import HTML, page, write
from workbench import make_article, rows, run

from extractors import EXTRACTOR_VERSION
from pipeline.errors import PipelineError, UsageError
from pipeline.progress import Lines
from pipeline.session import Extractor, Session, session
from pipeline.settings import Home
from pipeline.shards import clusters, pages, parts, pools, work
from pipeline.shards.parts import parts_of
from pipeline.shards.pools import Pool
from pipeline.shards.results import read_results
from pipeline.shards.work import Task, do
from pipeline.steps.ingest import ingest
from pipeline.steps.shards import Shards
from pipeline.steps.warc import Page
from pipeline.store.stated import Stated
from schemas import Article, Extraction
from scrapers.pages.article import article_from_html

FACTS = "SELECT article_id, unit, count, quote_start, flags FROM award ORDER BY ALL"
NUMBER = 60


def reading(article: Article) -> Extraction:
    """In another process: TỬ VONG kills it, LỖI is an error, CHẬM takes its time."""
    if "TỬ VONG" in article.text:
        os._exit(9)
    if "CHẬM" in article.text:
        time.sleep(0.05)
    return fake_extractor.extract(article, EXTRACTOR_VERSION)


def told_off(path: Path, why: str) -> None:
    pytest.fail(f"{path}: {why}")


def text_of(number: int, more: str = "") -> str:
    return f"{more} {number} Bằng khen năm 2020 cho đơn vị Sở {number}."


def shard(path: Path, texts: list[str]) -> Path:
    urls = [f"https://example.vn/{number}.html" for number in range(len(texts))]
    pq.write_table(pa.table({"url": urls, "text": texts}), path, row_group_size=10)
    return path


def extracted(root: Path, paths: list[Path], pool: Pool) -> Session:
    with session(Home(root), "extract", Extractor(reading, EXTRACTOR_VERSION)) as opened:
        Shards(opened, pool, root / "shards", Lines()).extract(paths)
    return opened


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "ROWS", 10)


@pytest.fixture(scope="module")
def scheduler() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed", reason="Dask is not installed: pip install bangvang[cluster]")
    import dask  # noqa: PLC0415 - comes with distributed

    told = {"distributed.scheduler.allowed-failures": 1, "distributed.admin.tick.limit": "1h"}
    with (
        dask.config.set(told),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
        ) as cluster,
    ):
        yield cluster


@pytest.fixture(scope="module")
def processes() -> Iterator[Pool]:
    with pools.processes(2) as running:
        yield running


@pytest.fixture(params=["processes", "cluster"])
def pool(request: pytest.FixtureRequest) -> Iterator[Pool]:
    if request.param == "processes":
        yield request.getfixturevalue("processes")
    else:
        address = request.getfixturevalue("scheduler").scheduler_address
        with clusters.cluster(address, EXTRACTOR_VERSION) as cluster:
            yield cluster


def test_whoever_reads_them_shards_give_the_facts_of_their_pages(tmp_path: Path, pool: Pool) -> None:
    texts = [text_of(number) for number in range(1, NUMBER)] + ["Tin thời tiết."]
    opened = extracted(tmp_path / "home", [shard(tmp_path / "a.parquet", texts)], pool)
    run(Home(tmp_path / "alone"), *(make_article(text, f"https://example.vn/{n}.html") for n, text in enumerate(texts)))
    units = "SELECT unit, count FROM award ORDER BY ALL"
    assert rows(opened.home.work, units) == rows(Home(tmp_path / "alone").work, units)
    assert opened.counts.articles_extracted == NUMBER - 1  # the weather is not parsed


def test_a_worker_killed_midway_loses_nothing_and_tells_nothing_twice(tmp_path: Path, scheduler: Any) -> None:
    path = shard(tmp_path / "a.parquet", [text_of(number, "CHẬM") for number in range(1, NUMBER)])
    folder = tmp_path / "home" / "shards"

    def kill(pid: int) -> None:
        while not list(folder.glob("*.parquet")):
            time.sleep(0.01)
        os.kill(pid, signal.SIGKILL)

    with clusters.cluster(scheduler.scheduler_address, EXTRACTOR_VERSION) as pool:
        victim = next(iter(pool.ask(os.getpid).values()))
        threading.Thread(target=kill, args=[victim], daemon=True).start()
        opened = extracted(tmp_path / "home", [path], pool)
        assert victim not in pool.ask(os.getpid).values()
    counted = "SELECT count(*), count(DISTINCT record_id), sum(count) FROM award"
    assert rows(opened.home.work, counted) == [(NUMBER - 1, NUMBER - 1, sum(range(1, NUMBER)))]
    assert opened.failed == 0


def test_only_the_page_that_kills_is_lost_and_it_is_named(tmp_path: Path, pool: Pool) -> None:
    texts = [text_of(number) for number in range(1, NUMBER)]
    texts[14] = text_of(15, "TỬ VONG")
    opened = extracted(tmp_path / "home", [shard(tmp_path / "a.parquet", texts)], pool)
    assert rows(opened.home.work, "SELECT count(*) FROM award") == [(NUMBER - 2,)]
    ((message,),) = rows(opened.home.work, "SELECT message FROM issue WHERE code = 'extractor-failed'")
    assert "https://example.vn/14.html" in str(message)


def test_an_error_of_the_extractor_costs_one_page_and_is_told(tmp_path: Path, pool: Pool) -> None:
    texts = [text_of(1), text_of(2, "LỖI"), text_of(3)]
    opened = extracted(tmp_path / "home", [shard(tmp_path / "a.parquet", texts)], pool)
    assert (opened.failed, opened.counts.articles_extracted) == (1, 2)


def test_stored_articles_are_read_by_a_cluster_as_by_this_process(tmp_path: Path, scheduler: Any) -> None:
    articles = [make_article(text_of(number), f"a{number}") for number in range(1, NUMBER)]
    for name in ("home", "alone"):
        run(Home(tmp_path / name), *articles)
    with (
        clusters.cluster(scheduler.scheduler_address, EXTRACTOR_VERSION) as pool,
        session(Home(tmp_path / "home"), "extract", Extractor(reading, EXTRACTOR_VERSION)) as opened,
    ):
        Shards(opened, pool, tmp_path / "shards", Lines()).extract_pending()
    assert opened.counts.articles_extracted == NUMBER - 1
    assert rows(opened.home.work, FACTS) == rows(Home(tmp_path / "alone").work, FACTS)
    assert list((tmp_path / "shards").iterdir()) == []


def task(tmp_path: Path, texts: list[str]) -> Task:
    (part,) = parts_of([shard(tmp_path / "a.parquet", texts)], told_off)
    return Task(part, str(tmp_path), reading, EXTRACTOR_VERSION)


def test_a_part_done_twice_is_one_file_and_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    once = task(tmp_path, [text_of(1), text_of(2)])
    do(once)
    monkeypatch.setattr(work, "told_by", lambda *_: pytest.fail("read again"))
    do(once)
    assert sorted(tmp_path.glob("*.parquet")) == sorted([tmp_path / "a.parquet", once.results])
    assert not list(tmp_path.glob(".*"))


def test_a_part_that_is_broken_off_leaves_no_results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cut = task(tmp_path, [text_of(1), text_of(2)])
    monkeypatch.setattr(work, "told_by", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        do(cut)
    assert not cut.results.exists()
    assert [path.name for path in tmp_path.iterdir() if not path.name.endswith(".at")] == ["a.parquet"]


def test_results_can_be_asked_by_themselves(tmp_path: Path) -> None:
    done = task(tmp_path, [text_of(3), "nghi ngờ Bằng khen"])
    do(done)
    query = "SELECT url, f.unit, f.count, f.year_from FROM (SELECT url, unnest(facts) AS f FROM read_parquet(?))"
    assert duckdb.execute(query, [str(done.results)]).fetchall() == [("https://example.vn/0.html", "Sở 3", 3, 2020)]
    ((readings, issues),) = list(read_results(done.results))
    told = [one.told for one in readings if isinstance(one.told, Stated)]
    assert [one.rejects[0]["reason"] for one in told[1:]] == ["unknown-title"]
    assert [one.article_id for one in told] == [one.article.article_id for one in readings]
    assert issues == []


def test_pages_come_one_at_a_time_and_no_more_are_read_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []

    def gate(text: bytes) -> bool:
        seen.append(text)
        return True

    monkeypatch.setattr(pages, "may_hold_award", gate)
    path = tmp_path / "a.parquet"
    pq.write_table(
        pa.table({"url": [f"https://example.vn/{n}" for n in range(500)], "text": ["Bằng khen"] * 500}), path
    )
    (part,) = parts_of([path], told_off)
    assert isinstance(next(iter(pages.pages(part))), Page)
    assert len(seen) == 1


def test_a_page_in_html_is_parsed_only_when_it_names_an_award(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []

    def parse(html: str, *, url: str, doc: str) -> Article:
        parsed.append(html)
        return article_from_html(html, url=url, doc=doc)

    monkeypatch.setattr(pages, "article_from_html", parse)
    body = "<html><body><h1>Khen</h1><p>{}</p></body></html>"
    named = body.format("Sở Y tế được tặng B&#7857;ng <b>khen</b> của Thủ tướng Chính phủ năm 2020. " * 9)
    path = tmp_path / "a.parquet"
    pq.write_table(
        pa.table({"url": ["https://a.vn/1", "https://a.vn/2"], "html": [named, body.format("Trời mưa.")]}), path
    )
    (part,) = parts_of([path], told_off)
    for found in pages.pages(part):
        assert isinstance(found, Page)
        found.read()
    assert parsed == [named]


@pytest.mark.parametrize(("columns", "missing"), [({"url": ["a"]}, "text or html"), ({"text": ["a"]}, "url")])
def test_a_parquet_file_without_the_columns_is_refused_in_one_line(
    tmp_path: Path, columns: dict[str, list[str]], missing: str
) -> None:
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    with pytest.raises(UsageError, match=missing):
        list(parts_of([tmp_path], told_off))


def test_what_is_no_shard_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="neither a Parquet nor a WARC file"):
        list(parts_of([tmp_path / "missing.warc.gz"], told_off))


def test_damaged_shards_are_named_and_the_others_read(tmp_path: Path, processes: Pool) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    whole = shard(folder / "a.parquet", [text_of(1), text_of(2)]).read_bytes()
    (folder / "b.parquet").write_bytes(whole[:200])
    (folder / "c.parquet").write_bytes(b"PAR1" + bytes(len(whole) // 2) + whole[4 + len(whole) // 2 :])
    opened = extracted(tmp_path / "home", [folder], processes)
    assert rows(opened.home.work, "SELECT count(*) FROM award") == [(2,)]
    assert opened.failed == 2
    named = rows(opened.home.work, "SELECT message FROM issue WHERE code = 'unreadable-file' ORDER BY message")
    assert [Path(str(message).split(":")[0]).name for (message,) in named] == ["b.parquet", "c.parquet"]


def test_an_address_where_nobody_answers_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="Dask is not installed")
    monkeypatch.setattr(clusters, "PATIENCE", 0.5)
    with pytest.raises(UsageError, match="no Dask scheduler"), clusters.cluster("tcp://127.0.0.1:9", EXTRACTOR_VERSION):
        pass


def test_workers_of_another_version_are_refused(scheduler: Any) -> None:
    with (
        pytest.raises(PipelineError, match="install the same"),
        clusters.cluster(scheduler.scheduler_address, "0-other"),
    ):
        pass


def test_the_pages_of_a_warc_file_give_the_facts_that_ingest_gives(tmp_path: Path, processes: Pool) -> None:
    told = [
        (f"https://khac.example/{n}.html", page("Tin khen thưởng", f"<p>{text_of(n)}</p>"), HTML) for n in range(1, 9)
    ]
    path = write(tmp_path / "a.warc.gz", *told)
    with session(Home(tmp_path / "alone"), "ingest", Extractor(reading, EXTRACTOR_VERSION)) as opened:
        ingest(opened, [path], Lines(), print)
    extracted(tmp_path / "home", [path], processes)
    assert rows(Home(tmp_path / "home").work, FACTS) == rows(Home(tmp_path / "alone").work, FACTS)
    assert rows(Home(tmp_path / "home").work, "SELECT count(*) FROM award") == [(8,)]
