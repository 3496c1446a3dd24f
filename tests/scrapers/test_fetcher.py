"""The fetcher against a small server: polite, patient, and never led into a private network."""

import asyncio
import gzip
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from ipaddress import ip_address
from typing import Any

import pytest
from small_site import Answer, Site, serving

from schemas import Snapshot
from scrapers.errors import (
    AddressRefused,
    BadStatus,
    FetchError,
    HostRests,
    RobotsDisallowed,
    RobotsUnreachable,
    TimedOut,
    TooLarge,
    TooManyRedirects,
    Unreachable,
)
from scrapers.net import addresses
from scrapers.net.blocking import Blocking, blocking
from scrapers.net.failures import retry_after
from scrapers.net.pace import Pace


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as served:
        yield served


@pytest.fixture
def fetcher() -> Iterator[Blocking]:
    with blocking(
        contact="https://bangvang.example; someone", timeout=0.5, max_bytes=2000, max_redirects=3, first_wait=0.001
    ) as made:
        yield made


def test_a_page_comes_with_what_is_known_of_it(site: Site, fetcher: Blocking) -> None:
    url = site.put("/bai-1.html", "Giấy khen")
    exchange, body = fetcher.fetch(url, site.source())
    assert body.decode() == "Giấy khen"
    assert (exchange.url, exchange.final_url, exchange.status, exchange.source) == (url, url, 200, "bao-thu")
    assert exchange.content_type == "text/html; charset=utf-8"
    agent = site.request_headers[-1]["User-Agent"]
    assert agent.startswith("bangvang/")
    assert agent.endswith("(+https://bangvang.example; someone)")


def test_robots_txt_is_asked_once_and_obeyed(site: Site, fetcher: Blocking) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /rieng*\n")
    url = site.put("/bai-1.html", "x")
    with pytest.raises(RobotsDisallowed):
        fetcher.fetch(site.put("/rieng-tu.html", "x"), site.source())
    fetcher.fetch(url, site.source())
    assert site.asked == ["/robots.txt", "/bai-1.html"]


def test_robots_txt_that_fails_stops_us_and_one_that_is_missing_does_not(site: Site, fetcher: Blocking) -> None:
    url = site.put("/bai-1.html", "x")
    fetcher.fetch(url, site.source())
    site.put("/robots.txt", Answer(b"", 503))
    with blocking(attempts=2, first_wait=0.001) as fresh, pytest.raises(RobotsUnreachable):
        fresh.fetch(url, site.source())


def test_a_busy_server_is_asked_again(site: Site, fetcher: Blocking) -> None:
    url = site.put("/bai-1.html", Answer(b"", 503), Answer(b"", 429), "xong")
    assert fetcher.fetch(url, site.source()).body == b"xong"
    assert site.asked.count("/bai-1.html") == 3


def test_retry_after_is_waited_for(site: Site, fetcher: Blocking) -> None:
    url = site.put("/bai-1.html", Answer(b"", 503, {"Retry-After": "1"}), "xong")
    start = time.monotonic()
    assert fetcher.fetch(url, site.source()).body == b"xong"
    assert time.monotonic() - start >= 1


def test_a_retry_after_beyond_patience_gives_up(site: Site, fetcher: Blocking) -> None:
    late = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    url = site.put("/bai-1.html", Answer(b"", 503, {"Retry-After": late}), "xong")
    with pytest.raises(BadStatus, match="503"):
        fetcher.fetch(url, site.source())
    assert site.asked.count("/bai-1.html") == 1


def test_a_host_that_wants_an_hour_of_rest_is_not_asked_for_other_pages(site: Site, fetcher: Blocking) -> None:
    busy = site.put("/bai-1.html", Answer(b"", 429, {"Retry-After": "3600"}))
    other = site.put("/bai-2.html", "xong")
    with pytest.raises(BadStatus, match="429"):
        fetcher.fetch(busy, site.source())
    with pytest.raises(HostRests, match="left alone for 3") as caught:
        fetcher.fetch(other, site.source())
    assert caught.value.code == "fetch-too-many-requests"
    assert "/bai-2.html" not in site.asked


def test_who_waits_for_his_turn_hears_that_the_host_rests() -> None:
    pace, ends = Pace(), []

    async def turn() -> None:
        async with pace.turn("bao.example", 0.1, 4):
            ends.append(time.monotonic())

    async def all_of_them() -> float:
        waiting = [asyncio.create_task(turn()) for _ in range(3)]
        await asyncio.sleep(0.05)
        pace.pause("bao.example", 0.4)
        paused = time.monotonic()
        await asyncio.gather(*waiting)
        return paused

    paused = asyncio.run(all_of_them())
    assert [end - paused >= 0.4 for end in ends] == [False, True, True]


@pytest.mark.parametrize(
    ("status", "code"), [(404, "fetch-gone"), (410, "fetch-gone"), (403, "fetch-forbidden"), (400, "fetch-status")]
)
def test_a_lasting_refusal_is_not_asked_again(site: Site, fetcher: Blocking, status: int, code: str) -> None:
    url = site.put("/bai-1.html", Answer(b"", status))
    with pytest.raises(BadStatus, match=str(status)) as caught:
        fetcher.fetch(url, site.source())
    assert caught.value.code == code
    assert site.asked.count("/bai-1.html") == 1


def test_redirects_are_followed_and_told(site: Site, fetcher: Blocking) -> None:
    last = site.put("/bai-2.html", "xong")
    url = site.put("/bai-1.html", Answer(b"", 301, {"Location": "bai-2.html"}))
    exchange = fetcher.fetch(url, site.source()).exchange
    assert (exchange.url, exchange.final_url) == (url, last)


@pytest.mark.parametrize("target", ["http://[oops", "javascript:alert(1)", "file:///etc/passwd"])
def test_redirects_to_what_is_no_page(site: Site, fetcher: Blocking, target: str) -> None:
    with pytest.raises(FetchError):
        fetcher.fetch(site.put("/bai-1.html", Answer(b"", 302, {"Location": target})), site.source())


def test_a_status_out_of_range(site: Site, fetcher: Blocking) -> None:
    with pytest.raises(BadStatus, match="999"):
        fetcher.fetch(site.put("/bai-1.html", Answer(b"", 999)), site.source())


def test_endless_redirects(site: Site, fetcher: Blocking) -> None:
    with pytest.raises(TooManyRedirects):
        fetcher.fetch(site.put("/bai-1.html", Answer(b"", 302, {"Location": "/bai-1.html"})), site.source())
    assert site.asked.count("/bai-1.html") == 4


def test_a_redirect_into_a_private_network_is_refused(
    site: Site, fetcher: Blocking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "_is_public", lambda address: address == ip_address("127.0.0.1"))
    inside = site.base.replace("127.0.0.1", "127.0.0.2") + "/bai-2.html"
    url = site.put("/bai-1.html", Answer(b"", 302, {"Location": inside}))
    site.put("/bai-2.html", "mật")
    with pytest.raises(AddressRefused, match=r"127\.0\.0\.2"):
        fetcher.fetch(url, site.source(allow_private=False))
    assert "/bai-2.html" not in site.asked


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/a",
        "http://localhost/a",
        "http://10.1.2.3/",
        "http://192.168.0.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://0.0.0.0/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[64:ff9b:1::a00:1]/",
        "http://[::ffff:0:10.0.0.1]/",
        "http://[::127.0.0.1]/",
        "http://[fec0::1]/",
        "http://[fe80::1]/",
        "http://224.0.0.1/",
        "http://2130706433/",
        "file:///etc/passwd",
        "ftp://bao.example/a",
        "http://",
        "http://bao.example:x/",
    ],
)
def test_private_addresses_and_other_schemes_are_refused(site: Site, fetcher: Blocking, url: str) -> None:
    with pytest.raises(AddressRefused) as caught:
        fetcher.fetch(url, site.source(allow_private=False))
    assert caught.value.code == "address-refused"


def test_a_name_is_looked_up_once_and_connected_to_as_checked(
    site: Site, fetcher: Blocking, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def look_up(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    site.put("/bai-1.html", "xong")
    url = site.base.replace("127.0.0.1", "bao.example") + "/bai-1.html"
    with pytest.raises(AddressRefused):
        fetcher.fetch(url, site.source(allow_private=False))
    assert fetcher.fetch(url, site.source()).body == b"xong"
    assert site.request_headers[-1]["Host"] == url.split("/")[2]
    assert asked.count("bao.example") == 1  # for the refusal, robots.txt and the page


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(2, 1, 6, "", ("8.8.8.8", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(AddressRefused):
        asyncio.run(addresses.Addresses().checked("http://bao.example/", allow_private=False))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found[:1])
    assert asyncio.run(addresses.Addresses().checked("http://bao.example/", allow_private=False)) == "8.8.8.8"


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"x" * 2001),
        Answer(gzip.compress(b"x" * 500_000), headers={"Content-Encoding": "gzip"}),
    ],
    ids=["large", "bomb"],
)
def test_oversized_bodies(site: Site, fetcher: Blocking, answer: Answer) -> None:
    with pytest.raises(TooLarge):
        fetcher.fetch(site.put("/bai-1.html", answer), site.source())


def test_a_silent_server_times_out(site: Site) -> None:
    silent = socket.create_server(("127.0.0.1", 0))
    with silent, blocking(timeout=0.05, attempts=1) as fetcher, pytest.raises(FetchError) as caught:
        fetcher.fetch(f"http://127.0.0.1:{silent.getsockname()[1]}/bai-1.html", site.source())
    assert isinstance(caught.value.__cause__, TimedOut)


def test_nobody_listens(site: Site) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with blocking(attempts=1) as fetcher, pytest.raises(FetchError) as caught:
        fetcher.fetch(f"http://127.0.0.1:{port}/", site.source())
    assert isinstance(caught.value.__cause__, Unreachable)


def test_requests_to_one_host_keep_their_distance(site: Site, fetcher: Blocking) -> None:
    url = site.put("/bai-1.html", "x")
    start = time.monotonic()
    for _ in range(3):
        fetcher.fetch(url, site.source(delay_seconds=0.1))
    assert time.monotonic() - start >= 0.2


@pytest.mark.parametrize(
    "wait", ["Mon, 01 Jan 2024 00:00:00 +99999999999999999", "Mon, 99999999999999999999 Jan 2024", "?"]
)
def test_a_retry_after_that_is_none_is_as_good_as_missing(wait: str) -> None:
    assert retry_after(wait) is None


@pytest.mark.parametrize("tag", ['"tiếng"', '"a\tb"', '"\x7f"'])
def test_a_tag_that_no_header_can_hold_is_not_sent_back(site: Site, fetcher: Blocking, tag: str) -> None:
    url = site.put("/tin", "xong")
    exchange, body = fetcher.fetch(url, site.source())
    known = Snapshot(**exchange.model_dump(exclude={"headers"}), headers={"etag": tag}, sha256="0" * 64, size=len(body))
    assert fetcher.fetch(url, site.source(), known).body == b"xong"
    assert "If-None-Match" not in site.request_headers[-1]


def test_retries_put_nothing_on_standard_error() -> None:
    script = (
        "import asyncio, scrapers.net.fetch as f; from schemas import Source\n"
        "s = Source(name='a', title='a', listings=('http://127.0.0.1:1/',), article_pattern='x', allow_private=True)\n"
        "try: asyncio.run(f.Fetcher(attempts=2, first_wait=0.001).fetch('http://127.0.0.1:1/', s))\n"
        "except f.FetchError: pass"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr == ""


def test_of_two_sources_at_one_host_the_slower_pace_holds(site: Site, fetcher: Blocking) -> None:
    url = site.put("/bai-1.html", "x")
    slow, fast = site.source(delay_seconds=0.15), site.source(name="bao-nhanh", delay_seconds=0)
    fetcher.fetch(url, slow)
    start = time.monotonic()
    fetcher.fetch(url, fast)
    fetcher.fetch(url.replace("http://", "http://ai@"), fast)
    assert time.monotonic() - start >= 0.25
