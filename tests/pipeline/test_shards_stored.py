"""What is stored of shards is what they say, and what is not is told."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import rmtree

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from commands import one_line, process
from test_shards import extracted, reading, shard, text_of
from test_shards_faults import Here, messages
from workbench import make_article, rows, run

from extractors import EXTRACTOR_VERSION
from pipeline.progress import Lines
from pipeline.session import Extractor, Session, session
from pipeline.settings import Home
from pipeline.shards.parts import parts_of
from pipeline.shards.work import Steps, Task, do
from pipeline.steps.shards import Shards
from pipeline.store import load as store
from pipeline.store.errors import explained
from schemas import Article


def test_of_two_pages_under_one_address_the_facts_are_those_of_the_text_that_is_stored(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"url": ["https://a.vn/1"] * 2, "text": [text_of(7), "Bài khác. " + text_of(8)]}), path)
    opened = extracted(tmp_path, [path], Here())
    query = "SELECT count, quote = text[quote_start + 1:quote_end] FROM award JOIN article USING (article_id)"
    assert rows(opened.home.work, query) == [(7, True)]


def _emptied(whole: bytes) -> bytes:
    return b""


def _scribbled_on(whole: bytes) -> bytes:
    footer = int.from_bytes(whole[-8:-4], "little") + 8
    return whole[:4] + b"\xff" * (len(whole) - footer - 4) + whole[-footer:]


@pytest.mark.parametrize(("damaged", "failed"), [(_emptied, [0, 0]), (_scribbled_on, [1, 0])])
def test_damaged_results_are_read_anew(tmp_path: Path, damaged: Callable[[bytes], bytes], failed: list[int]) -> None:
    path = shard(tmp_path / "a.parquet", [text_of(number) for number in range(1, 9)])
    extracted(tmp_path, [path], Here())
    (results,) = (tmp_path / "shards").glob("*.parquet")
    results.write_bytes(damaged(results.read_bytes()))
    Home(tmp_path).work.unlink()
    rmtree(tmp_path / "published")
    assert [extracted(tmp_path, [path], Here()).failed for _ in range(2)] == failed
    assert rows(Home(tmp_path).work, "SELECT count(*) FROM award") == [(8,)]
    assert messages(Home(tmp_path)) == []


def test_a_stored_article_that_cannot_be_read_on_a_cluster_is_told_until_it_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path)
    run(home, make_article(text_of(1), "https://a.vn/1"), make_article(text_of(2), "https://a.vn/2"))
    with monkeypatch.context() as broken:
        whole = Article.model_validate_json
        broken.setattr(Article, "model_validate_json", lambda raw: 1 // 0 if "a.vn/1" in raw else whole(raw))
        assert _extract_stored(home).failed == 1
    ((code, _),) = messages(home)
    assert code == "extractor-failed"
    assert _extract_stored(home).failed == 0
    assert messages(home) == []


def test_a_part_of_stored_articles_that_is_cut_off_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Home(tmp_path)
    run(home, make_article(text_of(1), "https://a.vn/1"))
    with monkeypatch.context() as broken:
        broken.setattr(Steps, "dares", lambda self, step: not step.endswith("sought"))
        assert _extract_stored(home).failed == 1
    ((_, message),) = messages(home)
    assert "the rest of this part is not read" in message
    assert _extract_stored(home).failed == 0
    assert messages(home) == []


def _extract_stored(home: Home) -> Session:
    with session(home, "extract", Extractor(reading, EXTRACTOR_VERSION)) as opened:
        Shards(opened, Here(), home.root / "shards", Lines()).extract_pending(again=True)
    return opened


def test_what_cannot_be_stored_stays_an_open_issue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = store.load

    def fails(job: object, articles: list[Article]) -> object:
        if any(article.url.endswith("/1.html") for article in articles):
            raise duckdb.ConversionException("no")
        return whole(job, articles)  # type: ignore[arg-type]

    path = shard(tmp_path / "a.parquet", [text_of(1), text_of(2), text_of(3)])
    with monkeypatch.context() as broken:
        broken.setattr("pipeline.session.load", fails)
        assert extracted(tmp_path, [path], Here()).failed == 1
    assert [code for code, _ in messages(Home(tmp_path))] == ["page-failed"]
    extracted(tmp_path, [path], Here())
    assert messages(Home(tmp_path)) == []


def test_parts_are_read_again_when_that_is_asked_for(tmp_path: Path) -> None:
    begun: list[str] = []

    def counted(cut: Task) -> None:
        begun.append(cut.part.name)
        if not cut.results.exists():
            begun.append("read")
        do(cut)

    path = shard(tmp_path / "a.parquet", [text_of(1)])
    for again in (False, False, True):
        with session(Home(tmp_path), "extract", Extractor(reading, EXTRACTOR_VERSION)) as opened:
            Shards(opened, Here(counted), tmp_path / "shards", Lines()).extract([path], again=again)
    assert begun.count("read") == 2


def test_a_folder_for_results_without_any_is_refused(tmp_path: Path) -> None:
    told = process("extract", "--out", tmp_path / "x", "--home", tmp_path)
    assert (told.returncode, one_line(told.stderr), "--out" in told.stderr) == (2, True, True)


def test_links_of_a_folder_are_followed_and_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    crawl, elsewhere = tmp_path / "crawl", tmp_path / "elsewhere"
    crawl.mkdir()
    elsewhere.mkdir()
    shard(elsewhere / "a.parquet", [text_of(1)])
    (crawl / "2024").symlink_to(elsewhere)
    (crawl / "round").symlink_to(crawl)
    (crawl / "gone.parquet").symlink_to(tmp_path / "nowhere.parquet")
    (crawl / "b.warc.zst").touch()
    told: list[str] = []
    found = list(parts_of([crawl], lambda path, why: told.append(path.name)))
    assert [Path(part.shard).name for part in found] == ["a.parquet"]
    assert sorted(told) == ["b.warc.zst", "nowhere.parquet"]


def test_an_address_that_is_no_utf8_costs_nothing_but_its_letters(tmp_path: Path) -> None:
    urls = pa.array([b"https://a.vn/1\xff", b"https://a.vn/2"], pa.binary()).view(pa.string())
    pq.write_table(pa.table({"url": urls, "text": [text_of(1), text_of(2)]}), tmp_path / "a.parquet")
    opened = extracted(tmp_path, [tmp_path / "a.parquet"], Here())
    assert rows(opened.home.work, "SELECT count(*) FROM award") == [(2,)]


def test_a_disk_that_is_full_is_not_told_as_a_lack_of_memory(tmp_path: Path) -> None:
    with closing(duckdb.connect()) as con, pytest.raises(duckdb.Error) as caught:
        con.execute(f"SET temp_directory = '{tmp_path}'")
        for limit in ("max_temp_directory_size = '2MB'", "memory_limit = '60MB'", "threads = 1"):
            con.execute(f"SET {limit}")
        con.execute("CREATE TEMP TABLE x AS SELECT sha256(n::VARCHAR) AS s FROM range(3000000) AS t(n)")
    assert "no space left" in str(explained(caught.value))
