"""The archive goes out as a WARC file and comes back; files of other crawlers are read, whatever is wrong with them."""

import gzip
import io
import tracemalloc
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from schemas import Exchange, Issue
from scrapers.archive import payload
from scrapers.archive.store import Archive
from scrapers.archive.warc import export_warc
from scrapers.archive.warc_reader import read_warc
from scrapers.net.exchange import Fetched

PAGE = "<h1>Xã đón nhận Cờ thi đua</h1><p>Hội nghị có nhiều đại biểu.</p>".encode()

SEEN, UNSEEN = "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", "sha1:EOT664TBOPDVOR2S6KOK5BECHAX4Y6WV"


def exchange(path: str, status: int = 200, **values: object) -> Exchange:
    given: dict[str, object] = {
        "url": f"https://bao.example{path}",
        "final_url": f"https://bao.example{path}",
        "source": "bao",
        "fetched_at": datetime(2024, 1, 2, 3, 4, 5, 678901, tzinfo=UTC),
        "status": status,
        "content_type": "text/html; charset=utf-8",
        "headers": {"content-type": "text/html; charset=utf-8", "etag": '"a1"', "content-length": "77"},
    }
    return Exchange.model_validate(given | values)


def told(path: Path) -> list[str]:
    """Addresses of what was read, and codes of what was not."""
    return [found.code if isinstance(found, Issue) else found.exchange.url for found in read_warc(path)]


def read(path: Path) -> list[Fetched]:
    found = list(read_warc(path))
    assert [item for item in found if isinstance(item, Issue)] == []
    return [item for item in found if isinstance(item, Fetched)]


class Crawler:
    """Writes records as other crawlers do."""

    def __init__(self, path: Path, *, packed: bool = True) -> None:
        self.path = path
        self._file = path.open("wb")
        self._writer = WARCWriter(self._file, gzip=packed)

    def add(self, url: str, body: bytes, *, kind: str = "response", **fields: str) -> "Crawler":
        """`http_…` fields are HTTP headers, others those of the record."""
        http = [(name.removeprefix("http_").replace("_", "-"), v) for name, v in fields.items() if "http_" in name]
        own = {name.replace("_", "-"): value for name, value in fields.items() if "http_" not in name}
        headers = StatusAndHeaders("200 OK", http, protocol="HTTP/1.1") if kind in ("response", "revisit") else None
        record = self._writer.create_warc_record(
            url, kind, payload=io.BytesIO(body), length=len(body), warc_headers_dict=own, http_headers=headers
        )
        self._writer.write_record(record)
        return self

    def done(self) -> Path:
        self._file.close()
        return self.path


def chunked(body: bytes) -> bytes:
    pieces = [body[at : at + 50] for at in range(0, len(body), 50)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def test_what_is_exported_comes_back_with_all_that_is_known_of_it(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    kept = [
        (exchange("/tin/bài-1?b=ư", final_url="https://bao.example/cuối"), PAGE),
        (exchange("/cu", 301, headers={"location": "/moi"}, content_type=""), b""),
        (exchange("/mat", 404, source=None), "Không tìm thấy".encode()),
        (exchange("/goi", headers={"content-encoding": "gzip", "content-length": "9"}, content_type=""), PAGE),
    ]
    archive.keep_many(kept)
    exported = export_warc(archive, tmp_path / "a.warc.gz")
    assert (exported.records, exported.damaged) == (4, [])
    assert [(found.exchange, found.body) for found in read(tmp_path / "a.warc.gz")] == kept
    assert list(tmp_path.glob(".*")) == []


def test_other_readers_find_what_the_standard_asks_for(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    archive.keep(exchange("/1"), PAGE)
    export_warc(archive, tmp_path / "a.warc.gz")
    text = gzip.decompress((tmp_path / "a.warc.gz").read_bytes()).decode()
    assert text.startswith("WARC/1.1\r\nWARC-Type: warcinfo\r\n")
    fields = ("WARC-Target-URI: https://bao.example/1", "WARC-Date: 2024-01-02T03:04:05.678901Z", "HTTP/1.1 200 OK")
    assert [
        field for field in (*fields, "WARC-Payload-Digest: sha1:", "WARC-Block-Digest: sha1:") if field not in text
    ] == []


def test_only_what_is_asked_for_is_exported_and_damage_is_told(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    archive.keep(exchange("/cu", fetched_at=datetime(2023, 1, 1, tzinfo=UTC)), b"cu")
    lost = archive.keep(exchange("/mat"), b"mat")
    archive.keep(exchange("/con"), b"con")
    next((tmp_path / "archive").rglob(f"{lost.sha256}.gz")).unlink()
    exported = export_warc(archive, tmp_path / "a.warc.gz", datetime(2024, 1, 1))
    assert (exported.records, len(exported.damaged)) == (1, 1)
    assert "https://bao.example/mat: " in exported.damaged[0]
    assert told(tmp_path / "a.warc.gz") == ["https://bao.example/con"]


def test_an_export_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.warc.gz"
    target.write_bytes(b"alt")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    archive = Archive(tmp_path / "archive")
    archive.keep(exchange("/1"), PAGE)
    monkeypatch.setattr(WARCWriter, "write_record", full)
    with pytest.raises(OSError, match="No space"):
        export_warc(archive, target)
    assert target.read_bytes() == b"alt"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["a.warc.gz"]


@pytest.mark.parametrize("packed", [True, False])
def test_chunks_and_packings_are_undone(tmp_path: Path, packed: bool) -> None:
    crawler = Crawler(tmp_path / "a.warc.gz", packed=packed)
    crawler.add("http://a.example/1", chunked(PAGE), http_Transfer_Encoding="chunked")
    crawler.add(
        "http://a.example/2",
        chunked(gzip.compress(PAGE)),
        http_Transfer_Encoding="chunked",
        http_Content_Encoding="gzip",
    )
    crawler.add("http://a.example/3", zlib.compress(PAGE), http_Content_Encoding="deflate")
    crawler.add("http://a.example/4", PAGE, http_Content_Encoding="gzip")  # unpacked already, as archives have it
    crawler.add("http://a.example/5", PAGE, kind="resource", Content_Type="text/html")
    found = read(crawler.done())
    assert [item.body for item in found] == [PAGE] * 5
    assert found[4].exchange.content_type == "text/html"


def test_plain_texts_of_common_crawl_are_read(tmp_path: Path) -> None:
    text = "Sở Y tế được tặng Cờ thi đua.".encode()
    crawler = Crawler(tmp_path / "a.wet.gz").add(
        "http://a.example/1", text, kind="conversion", Content_Type="text/plain", WARC_Date="2024-05-06T07:08:09Z"
    )
    (found,) = read(crawler.done())
    assert (found.body, found.exchange.content_type, found.exchange.status) == (text, "text/plain", 200)
    assert found.exchange.fetched_at == datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)


def test_requests_and_what_else_a_crawler_notes_are_passed_over(tmp_path: Path) -> None:
    crawler = Crawler(tmp_path / "a.warc.gz").add("http://a.example/1", b"fetchTimeMs: 5", kind="metadata")
    assert told(crawler.done()) == []


def test_bombs_and_giants_are_named_and_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(payload, "MAX_BYTES", 100_000)
    crawler = Crawler(tmp_path / "a.warc.gz")
    crawler.add("http://a.example/1", gzip.compress(b"0" * 100_001), http_Content_Encoding="gzip")
    crawler.add("http://a.example/2", b"0" * 100_001)
    crawler.add("http://a.example/3", gzip.compress(b"0" * 100_000), http_Content_Encoding="gzip")
    assert told(crawler.done()) == ["fetch-bomb", "fetch-too-large", "http://a.example/3"]


def test_what_cannot_be_read_is_an_issue_and_the_rest_goes_on(tmp_path: Path) -> None:
    crawler = Crawler(tmp_path / "a.warc.gz")
    crawler.add("http://a.example/cut", PAGE, WARC_Truncated="length")
    crawler.add("http://a.example/broken", gzip.compress(PAGE)[:-12], http_Content_Encoding="gzip")
    crawler.add("http://a.example/br", b"\x0b\x02", http_Content_Encoding="br")
    crawler.add("http://a.example/undated", PAGE, WARC_Date="hôm qua")
    crawler.add("http://a.example/bent", PAGE, WARC_Block_Digest="sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ")
    crawler.add("http://a.example/ok", PAGE)
    found = list(read_warc(crawler.done()))
    issues = [(item.code, item.subject.rsplit("/", 1)[1]) for item in found if isinstance(item, Issue)]
    assert issues == [("page-incomplete", name) for name in ("cut", "broken", "br", "undated", "bent")]
    assert told(crawler.path)[-1] == "http://a.example/ok"


def test_a_revisit_of_what_the_file_holds_is_quiet_and_another_is_told(tmp_path: Path) -> None:
    crawler = Crawler(tmp_path / "a.warc.gz").add("http://a.example/1", PAGE, WARC_Payload_Digest=SEEN)
    crawler.add("http://a.example/1", b"", kind="revisit", WARC_Payload_Digest=SEEN)
    crawler.add("http://a.example/2", b"", kind="revisit", WARC_Payload_Digest=UNSEEN)
    assert told(crawler.done()) == ["http://a.example/1", "page-incomplete"]


def cuts(data: bytes) -> Iterator[bytes]:
    yield from (data[: len(data) * part // 10] for part in range(1, 10))
    yield data[:-3]


@pytest.mark.parametrize("packed", [True, False])
def test_of_a_file_that_breaks_off_all_before_the_break_is_read(tmp_path: Path, packed: bool) -> None:
    crawler = Crawler(tmp_path / "a.warc.gz", packed=packed)
    urls = [f"http://a.example/{n}" for n in range(23)]
    for url in urls:
        crawler.add(url, chunked(PAGE), http_Transfer_Encoding="chunked")
    data = crawler.done().read_bytes()
    assert told(crawler.path) == urls
    for place, cut in enumerate(cuts(data)):
        crawler.path.write_bytes(cut)
        found = told(crawler.path)
        assert found[:-1] == urls[: len(found) - 1]
        assert len(found) - 1 >= place * 2
        assert found[-1] == "unreadable-file"


def test_files_that_are_none_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    for data in (
        b"khong phai WARC",
        gzip.compress(b"khong phai WARC"),
        gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\n\r\n"),
    ):
        path.write_bytes(data)
        assert told(path) == ["unreadable-file"]
    path.write_bytes(b"")
    assert told(path) == ["unreadable-file"]


def test_a_damaged_byte_in_the_middle_is_told_and_standard_error_stays_ours(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    crawler = Crawler(tmp_path / "a.warc", packed=False)
    for number in range(3):
        crawler.add(f"http://a.example/{number}", PAGE)
    data = crawler.done().read_bytes()
    crawler.path.write_bytes(data.replace(b"Content-Length: ", b"Content-Length: 1", 1))
    assert "unreadable-file" in told(crawler.path)
    assert capfd.readouterr().err == ""


def test_memory_stays_flat(tmp_path: Path) -> None:
    crawler = Crawler(tmp_path / "a.warc.gz")
    for number in range(60):
        crawler.add(f"http://a.example/{number}", bytes([number]) * 500_000)
    path = crawler.done()
    tracemalloc.start()
    assert sum(1 for _ in read_warc(path)) == 60
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000_000
