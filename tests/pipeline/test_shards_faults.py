"""What goes wrong with shards is told in one line each, and costs no more than it must."""

import socket
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from test_ingest_warc import HTML, LONG, page, write
from test_shards import NUMBER, extracted, reading, shard, task, text_of, told_off
from workbench import make_article, rows, run

from extractors import EXTRACTOR_VERSION
from pipeline.errors import PipelineError, UsageError
from pipeline.progress import Lines
from pipeline.session import Extractor, session
from pipeline.settings import Home
from pipeline.shards import clusters, pages, parts
from pipeline.shards.parts import parts_of
from pipeline.shards.pools import Promise
from pipeline.shards.version import FILES, reader_version
from pipeline.shards.work import Task, do
from pipeline.steps.shards import Shards
from schemas import Article
from scrapers.text.plain import article_from_text


class Death(BaseException):
    """Of a process, in the tests that need none of their own."""


class Done:
    """A promise about what was done at once, or broke off."""

    def __init__(self, what: Callable[[], None]) -> None:
        self.result = what


class Here:
    """A pool that does its tasks in this process, when they are asked for."""

    size = 1
    deaths: tuple[type[Exception], ...] = (Death,)  # type: ignore[assignment]
    die_together = True

    def __init__(self, work: Callable[[Task], None] = do) -> None:
        self.work = work
        self.is_gone = False

    def submit(self, task: Task) -> Promise:
        return Done(lambda: self.work(task))

    def mend(self) -> None:
        pass

    def check(self) -> None:
        if self.is_gone:
            raise PipelineError("gone")


def messages(home: Home, more: str = "") -> list[tuple[str, str]]:
    query = f"SELECT code, message FROM issue WHERE closed_at IS NULL {more} ORDER BY ALL"
    return [(str(code), str(message)) for code, message in rows(home.work, query)]


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "ROWS", 10)


def test_a_page_whose_parsing_kills_is_left_out_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(raw: str, *, url: str, doc: str) -> Article:
        if "TỬ VONG" in raw:
            raise Death
        return article_from_text(raw, url=url, doc=doc)

    monkeypatch.setattr(pages, "article_from_text", parse)
    texts = [text_of(number) for number in range(1, NUMBER)]
    texts[14] = text_of(15, "TỬ VONG")
    opened = extracted(tmp_path, [shard(tmp_path / "a.parquet", texts)], Here())
    assert rows(opened.home.work, "SELECT count(*) FROM award") == [(NUMBER - 2,)]
    assert messages(opened.home) == [("page-failed", "the process that read it died")]
    assert rows(opened.home.work, "SELECT subject FROM issue") == [("https://example.vn/14.html",)]


def test_a_bug_while_parsing_costs_one_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "canonical_url", lambda url: 1 // 0 if "/1." in url else url)
    texts = [text_of(1), text_of(2), text_of(3)]
    opened = extracted(tmp_path, [shard(tmp_path / "a.parquet", texts)], Here())
    assert rows(opened.home.work, "SELECT count(*) FROM award") == [(2,)]
    assert [code for code, _ in messages(opened.home)] == ["page-failed"]


def test_a_process_that_dies_before_it_notes_a_step_is_told_as_that(tmp_path: Path) -> None:
    def dies(cut: Task) -> None:
        cut.mark.write_text("")  # as a kill between truncation and writing leaves it
        raise Death

    opened = extracted(tmp_path, [shard(tmp_path / "a.parquet", [text_of(1)])], Here(dies))
    ((code, message),) = messages(opened.home)
    assert (code, opened.failed) == ("unreadable-file", 1)
    assert "dies each time" in message


def test_what_a_run_told_of_its_pages_the_next_one_tells_again(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"url": ["https://a.vn/1", None, " "], "text": [text_of(1), text_of(2), text_of(3)]}), path)
    runs = [extracted(tmp_path, [path], Here(work)) for work in (do, lambda cut: None)]
    assert [opened.failed for opened in runs] == [2, 2]
    assert [code for code, _ in messages(runs[1].home)] == ["address-refused"]


def test_an_issue_is_closed_once_its_shard_is_read(tmp_path: Path) -> None:
    path = shard(tmp_path / "a.parquet", [text_of(1)])
    whole = path.read_bytes()
    path.write_bytes(whole[:99])
    assert len(messages(extracted(tmp_path, [path], Here()).home)) == 1
    path.write_bytes(whole)
    assert messages(extracted(tmp_path, [path], Here()).home) == []


def test_results_that_lie_among_the_shards_are_none(tmp_path: Path) -> None:
    path = shard(tmp_path / "a.parquet", [text_of(1)])
    for paths in ([path], [path, tmp_path / "shards"]):
        opened = extracted(tmp_path, paths, Here())
    assert len(list((tmp_path / "shards").glob("*.parquet"))) == 1
    assert rows(opened.home.work, "SELECT count(*) FROM award") == [(1,)]


def test_hidden_files_of_a_folder_are_no_shards(tmp_path: Path) -> None:
    (tmp_path / ".ipynb_checkpoints").mkdir()
    for name in ("a.parquet", ".b.parquet", ".ipynb_checkpoints/a.parquet"):
        shard(tmp_path / name, [text_of(1)])
    assert [Path(part.shard).name for part in parts_of([tmp_path], told_off)] == ["a.parquet"]


def test_lists_in_plain_text_do_not_replace_what_is_stored(tmp_path: Path) -> None:
    url = "https://khac.example/1.html"
    whole = write(tmp_path / "a.warc.gz", (url, page("Tin khen thưởng", f"<p>{text_of(1)}</p>"), HTML))
    body = f"Trang chủ\nGiới thiệu\n{text_of(2)}\n{text_of(3)}\n{LONG}"
    plain = write(tmp_path / "a.wet", (url, body.encode(), "text/plain"), kind="conversion")
    counts = "SELECT count FROM award ORDER BY count"
    assert rows(extracted(tmp_path / "new", [plain], Here()).home.work, counts) == [(2,), (3,)]
    assert rows(extracted(tmp_path / "old", [whole, plain], Here()).home.work, counts) == [(1,)]


def test_text_that_is_no_utf8_costs_nothing_but_its_letters(tmp_path: Path) -> None:
    bad = [text_of(1).encode() + b"\xff", text_of(2).encode()]
    texts = pa.array(bad, pa.binary()).view(pa.string())
    pq.write_table(pa.table({"url": ["https://a.vn/1", "https://a.vn/2"], "text": texts}), tmp_path / "a.parquet")
    opened = extracted(tmp_path, [tmp_path / "a.parquet"], Here())
    assert rows(opened.home.work, "SELECT count(*) FROM award") == [(2,)]


@pytest.mark.parametrize(
    ("column", "values"), [("url", [1]), ("text", [b"a"]), ("text", [1]), ("html", [1.5]), ("html", [["a"]])]
)
def test_a_column_of_another_type_is_refused_in_one_line(tmp_path: Path, column: str, values: Sequence[object]) -> None:
    columns = {"url": ["https://a.vn/1"], **({} if column == "html" else {"text": ["a"]}), column: values}
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    with pytest.raises(UsageError, match=f"column {column} must hold text"):
        list(parts_of([tmp_path], told_off))


def test_a_column_of_a_user_that_is_called_article_is_none_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"url": ["https://a.vn/1"], "text": [text_of(1)], "article": ["hello"]}), path)
    assert extracted(tmp_path, [path], Here()).counts.articles_extracted == 1


def test_shards_of_stored_articles_go_also_when_the_run_breaks_off(tmp_path: Path) -> None:
    run(Home(tmp_path), make_article(text_of(1)))
    pool = Here(lambda _: 1 // 0)  # type: ignore[arg-type]
    pool.is_gone = True
    with (
        pytest.raises(PipelineError, match="gone"),
        session(Home(tmp_path), "extract", Extractor(reading, EXTRACTOR_VERSION)) as opened,
    ):
        Shards(opened, pool, tmp_path / "shards", Lines()).extract_pending(again=True)
    assert list((tmp_path / "shards").iterdir()) == []


def test_a_worker_with_another_extractor_reads_nothing(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="not 0-other"):
        do(task(tmp_path, [text_of(1)])._replace(version="0-other"))


def test_a_shard_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    path = shard(tmp_path / "a.parquet", [text_of(1)])
    again = tmp_path / "x" / ".." / "a.parquet"
    (tmp_path / "x").mkdir()
    assert len(list(parts_of([path, tmp_path, again], print))) == 1


def test_a_worker_with_another_reader_reads_nothing(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match=r"reader .*, not 0-other"):
        do(task(tmp_path, [text_of(1)])._replace(reader="0-other"))


def test_results_of_another_reader_are_not_taken(tmp_path: Path) -> None:
    by_ours = task(tmp_path, [text_of(1)])
    do(by_ours)
    assert by_ours.results.exists()
    assert not by_ours._replace(reader="0-other").results.exists()


@pytest.mark.parametrize("changed", ["scrapers/pages/main.py", "pipeline/store/stated.py", "data/sources/a.toml"])
def test_the_reader_is_another_one_when_its_code_or_data_change(tmp_path: Path, changed: str) -> None:
    for name in (*FILES, "scrapers/pages/main.py", "data/sources/a.toml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"1\n")
    before = reader_version(tmp_path)
    (tmp_path / "README.md").write_text("x")
    assert reader_version(tmp_path) == before
    (tmp_path / changed).write_bytes(b"1\r\n")
    assert reader_version(tmp_path) == before
    (tmp_path / changed).write_bytes(b"2\n")
    assert reader_version(tmp_path) != before


def test_results_that_a_worker_left_elsewhere_are_missed_aloud(tmp_path: Path) -> None:
    opened = extracted(tmp_path, [shard(tmp_path / "a.parquet", [text_of(1)])], Here(lambda task: None))
    ((code, message),) = messages(opened.home)
    assert (opened.failed, code, "which all workers must share" in message) == (1, "unreadable-file", True)


def test_workers_without_bangvang_are_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> str:
        raise ModuleNotFoundError("No module named 'extractors'")

    distributed = pytest.importorskip("distributed", reason="Dask is not installed")
    with distributed.LocalCluster(n_workers=1, processes=False, dashboard_address=":0") as local:
        monkeypatch.setattr(clusters, "_version", missing)
        with pytest.raises(PipelineError, match="install it on all"), clusters.cluster(local.scheduler_address, "1"):
            pass


def test_an_address_where_something_else_answers_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="Dask is not installed")
    monkeypatch.setattr(clusters, "PATIENCE", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(
            target=lambda: server.accept()[0].sendall(b"HTTP/1.1 400 Bad Request" * 9), daemon=True
        ).start()
        port = server.getsockname()[1]
        with pytest.raises(UsageError, match="no Dask scheduler"), clusters.cluster(f"tcp://127.0.0.1:{port}", "1"):
            pass


def test_a_scheduler_that_goes_ends_the_run_in_one_line(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="Dask is not installed")
    paths = [shard(tmp_path / f"{number}.parquet", [text_of(1, "CHẬM")]) for number in range(9)]
    with (
        distributed.LocalCluster(n_workers=1, processes=False, dashboard_address=":0") as local,
        clusters.cluster(local.scheduler_address, EXTRACTOR_VERSION) as pool,
    ):
        local.close()
        with pytest.raises(PipelineError, match="scheduler is gone"):
            extracted(tmp_path, paths, pool)
