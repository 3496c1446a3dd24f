"""Whatever a site does, it costs one page and leaves its code; the rest is read, and nothing is lost."""

import gzip
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from hostile import HEAD, PAGE, TEXT, Handler, Hostile, answer, bomb, drip, gzipped, hostile
from legacy_encoders import cp1258, tcvn3
from visiting import visited

from schemas import Article, Issue, Visit
from scrapers.archive.store import Archive
from scrapers.net import addresses
from scrapers.net.fetch import Fetcher

LIMIT = 12_000_000
PATIENT = partial(Fetcher, attempts=2, first_wait=0.001, timeout=0.3, deadline=0.6, max_bytes=LIMIT)


@pytest.fixture
def site() -> Iterator[Hostile]:
    with hostile() as served:
        yield served


def chunks(body: bytes, times: int) -> Handler:
    piece = f"{len(body):x}\r\n".encode() + body + b"\r\n"

    async def send(writer: object) -> None:
        writer.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")  # type: ignore[attr-defined]
        for _ in range(times):
            writer.write(piece)  # type: ignore[attr-defined]
            await writer.drain()  # type: ignore[attr-defined]

    return send


CASES: dict[str, tuple[Handler, str]] = {
    "endless body": (chunks(b"x" * 100_000, 1000), "fetch-too-large"),
    "announced as huge": (answer(b"x", Content_Length=str(10**12)), "fetch-too-large"),
    "slow drip of the body": (drip(HEAD + b"\r\n", b"<p>", 0.05), "fetch-timeout"),
    "slow drip of the head": (drip(HEAD, b"X-A: b\r\n", 0.05), "fetch-timeout"),
    "silence": (drip(b"", b"", 1), "fetch-timeout"),
    "redirect loop": (answer(b"", 302, Location="/bai-0.html"), "fetch-redirects"),
    "redirect to a file": (answer(b"", 302, Location="file:///etc/passwd"), "address-refused"),
    "redirect to gopher": (answer(b"", 302, Location="gopher://127.0.0.1/"), "address-refused"),
    "gzip bomb": (answer(bomb(200_000_000), Content_Encoding="gzip"), "fetch-bomb"),
    "no end behind the end of a packed body": (
        drip(HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(PAGE), b"x" * 1_000_000, 0),
        "fetch-too-large",
    ),
    "large, honestly packed": (gzipped(bytes(range(256)) * 60_000), "fetch-bomb"),
    "gzip that ends early": (answer(gzip.compress(PAGE)[:-20], Content_Encoding="gzip"), "page-incomplete"),
    "not gzip at all": (answer(PAGE, Content_Encoding="gzip"), "page-incomplete"),
    "an encoding nobody asked for": (answer(PAGE, Content_Encoding="br"), "page-incomplete"),
    "shorter than announced": (answer(PAGE, Content_Length=str(len(PAGE) + 100)), "page-incomplete"),
    "401": (answer(b"", 401), "fetch-forbidden"),
    "403": (answer(b"", 403), "fetch-forbidden"),
    "404": (answer(b"", 404), "fetch-gone"),
    "418": (answer(b"", 418), "fetch-status"),
    "429": (answer(b"", 429), "fetch-too-many-requests"),
    "503": (answer(b"", 503), "fetch-busy"),
    "503 with Retry-After": (answer(b"", 503, Retry_After="0"), "fetch-busy"),
    "503 with a broken Retry-After": (answer(b"", 503, Retry_After="soon"), "fetch-busy"),
    "no HTTP": (drip(b"SSH-2.0-OpenSSH_9.2\r\n", b"\r\n", 0.5), "fetch-failed"),
    "refusal under 200": (answer("<h1>Thông báo từ chối truy cập</h1>".encode()), "refusal-page"),
    "empty": (answer(b""), "page-without-article"),
    "binary": (answer(b"\x7fELF\0\0\0" * 100), "page-without-article"),
    "nested divs without end": (answer(b"<div>" * 2_000_000), "page-too-deep"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_hostile_page_costs_itself_only_and_leaves_its_code(site: Hostile, tmp_path: Path, case: str) -> None:
    handler, code = CASES[case]
    site.lists("/bai-0.html", "/bai-1.html")
    site.put("/bai-0.html", handler)
    site.put("/bai-1.html", answer(PAGE))
    began = time.monotonic()
    items = visited(site.source(), tmp_path, fetcher=lambda record: PATIENT(record=record))
    assert [(item.code, item.subject) for item in items if isinstance(item, Issue)] == [
        (code, site.base + "/bai-0.html")]  # fmt: skip
    assert [item.doc for item in items if isinstance(item, Article)] == ["bai-1"]
    (visit,) = [item for item in items if isinstance(item, Visit)]
    assert (visit.listed, visit.articles, visit.failed) == (2, 1, 1)
    assert time.monotonic() - began < 8


def test_a_host_that_asks_for_two_hours_of_rest_is_left_alone(site: Hostile, tmp_path: Path) -> None:
    site.lists(*(f"/bai-{number}.html" for number in range(3)))
    site.put("/bai-0.html", answer(PAGE))
    site.put("/bai-1.html", answer(b"", 429, Retry_After="7200"))
    site.put("/bai-2.html", answer(PAGE))
    items = visited(site.source(), tmp_path, fetcher=lambda record: PATIENT(record=record))
    assert [item.code for item in items if isinstance(item, Issue)] == ["fetch-too-many-requests"] * 2
    assert [item.doc for item in items if isinstance(item, Article)] == ["bai-0"]
    assert (site.asked["/bai-1.html"], site.asked["/bai-2.html"]) == (1, 0)


def test_a_redirect_from_a_public_site_to_loopback_is_refused(
    site: Hostile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The site passes for a public one; what it redirects to does not."""
    monkeypatch.setattr(addresses, "_is_public", lambda address: str(address) == "127.0.0.1")
    inside = site.base.replace("127.0.0.1", "127.0.0.2")
    site.lists("/bai-0.html", "/bai-1.html")
    site.put("/bai-0.html", answer(b"", 302, Location=inside + "/bai-2.html"))
    site.put("/bai-1.html", answer(PAGE))
    items = visited(site.source(allow_private=False), tmp_path, fetcher=lambda record: PATIENT(record=record))
    assert [item.code for item in items if isinstance(item, Issue)] == ["address-refused"]
    assert site.asked["/bai-2.html"] == 0


@pytest.mark.parametrize(
    "body",
    [
        PAGE.replace(b"</p>", b""),
        PAGE[:-200],
        PAGE.replace(b"<p>", b"<p>\0\0"),
        b"<!-- " + PAGE,
        PAGE.decode().encode("utf-16"),
    ],
    ids=["no end tags", "cut in the middle of a word", "NUL bytes", "open comment", "UTF-16"],
)
def test_a_damaged_page_is_read_as_far_as_it_goes_or_told(site: Hostile, tmp_path: Path, body: bytes) -> None:
    site.lists("/bai-0.html", "/bai-1.html")
    site.put("/bai-0.html", answer(body))
    site.put("/bai-1.html", answer(PAGE))
    items = visited(site.source(), tmp_path)
    read = {item.doc: item.text for item in items if isinstance(item, Article)}
    told = [item.code for item in items if isinstance(item, Issue)]
    assert "bai-1" in read
    assert ("bai-0" in read) != (told == ["page-without-article"])
    assert "\0" not in read.get("bai-0", "")


@pytest.mark.parametrize(
    "encoded", [cp1258, tcvn3, lambda text: text.encode("utf-16")], ids=["1258", "TCVN3", "UTF-16"]
)
def test_a_page_in_another_encoding_than_it_says_is_read(
    site: Hostile, tmp_path: Path, encoded: Callable[[str], bytes]
) -> None:
    site.lists("/bai-0.html")
    site.put("/bai-0.html", answer(encoded(PAGE.decode())))
    (article,) = [item for item in visited(site.source(), tmp_path) if isinstance(item, Article)]
    assert article.text.split("\n")[-1].lower() == TEXT.lower()


def test_a_page_in_no_encoding_is_doubted(site: Hostile, tmp_path: Path) -> None:
    site.lists("/bai-0.html")
    site.put("/bai-0.html", answer(PAGE.replace("ế".encode(), b"\x81").replace("ủ".encode(), b"\x90")))
    items = visited(site.source(), tmp_path)
    assert [item.code for item in items if isinstance(item, Issue)] in (["charset-doubtful"], ["not-vietnamese"])


def test_a_changed_layout_is_noted_and_the_article_read_all_the_same(site: Hostile, tmp_path: Path) -> None:
    site.lists("/bai-0.html")
    site.put("/bai-0.html", answer(PAGE))
    items = visited(site.source(family="nukeviet"), tmp_path)
    assert [item.layout for item in items if isinstance(item, Article)] == ["generic"]
    assert [(item.code, item.subject) for item in items if isinstance(item, Issue)] == [
        ("layout-unknown", site.base + "/bai-0.html")]  # fmt: skip


def test_whatever_came_is_in_the_archive_as_it_came(site: Hostile, tmp_path: Path) -> None:
    site.lists("/bai-0.html", "/bai-1.html", "/bai-2.html")
    site.put("/bai-0.html", answer(b"cho thong qua?", 403))
    site.put("/bai-1.html", gzipped(PAGE))
    site.put("/bai-2.html", answer(b"di dau", 302, Location="/bai-1.html"))
    visited(site.source(), tmp_path)
    archive = Archive(tmp_path)
    kept = [
        (snapshot.final_url[len(site.base) :], snapshot.status, archive.body(snapshot.sha256))
        for snapshot in archive.snapshots()
    ]
    assert ("/bai-0.html", 403, b"cho thong qua?") in kept
    assert ("/bai-2.html", 302, b"di dau") in kept
    assert ("/bai-1.html", 200, PAGE) in kept
    assert ("/robots.txt", 404, b"") in kept


def test_a_source_that_hangs_does_not_hold_up_the_others(site: Hostile, tmp_path: Path) -> None:
    site.put("/treo", drip(b"", b"", 1))
    site.lists("/bai-1.html")
    site.put("/bai-1.html", answer(PAGE))
    hanging = site.source(name="bao-treo", listings=[site.base.replace("127.0.0.1", "localhost") + "/treo"])
    items = visited([hanging, site.source()], tmp_path, fetcher=lambda record: PATIENT(record=record))
    kinds = [type(item) for item in items]
    assert kinds.index(Article) < kinds.index(Issue)
    assert {item.source for item in items if isinstance(item, Visit)} == {"bao-treo", "bao-xau"}
