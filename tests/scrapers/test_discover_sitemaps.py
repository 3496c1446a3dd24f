"""Sitemaps: pages, indexes, news, plain text, gzip; and which parts of an index are visited."""

import gzip
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.discover import sitemaps
from scrapers.discover.entry import Entry
from scrapers.discover.index import children_to_visit, period_of
from scrapers.discover.sitemaps import Sitemap, read_sitemap
from scrapers.errors import ListingUnreadable

URL = "https://bao.example/sitemap.xml"
SPACE = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
NEWS = "xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'"


def urlset(*entries: str, space: str = SPACE, head: str = "") -> bytes:
    return f"<?xml version='1.0' encoding='UTF-8'?>{head}<urlset {space}>{''.join(entries)}</urlset>".encode()


def entry(path: str, more: str = "") -> str:
    return f"<url><loc>https://bao.example{path}</loc>{more}</url>"


def test_pages_with_the_days_of_their_last_change() -> None:
    body = urlset(
        entry("/bai-1.html?b=2&amp;a=1", "<lastmod>2020-07-26T18:00:00Z</lastmod>"),
        "<url><loc><![CDATA[\n /bai-2.html ]]></loc><!-- x --><lastmod>hôm qua</lastmod></url>",
        "<url><lastmod>2020-07-27</lastmod></url><url><loc>ftp://bao.example/x</loc></url>",
    )
    assert read_sitemap(body, URL) == Sitemap(
        (
            Entry("https://bao.example/bai-1.html?a=1&b=2", modified=date(2020, 7, 27)),
            Entry("https://bao.example/bai-2.html"),
        )
    )


NEWS_ENTRY = (
    "<news:news><news:publication><news:name>Báo</news:name></news:publication>"
    "<news:title>Cờ thi &amp; đua</news:title>"
    "<news:publication_date>2020-07-27T09:52:00+07:00</news:publication_date></news:news>"
    "<image:image><image:loc>https://bao.example/anh.jpg</image:loc></image:image>"
)


@pytest.mark.parametrize("space", [f"{SPACE} {NEWS} xmlns:image='urn:image'", SPACE, ""])
def test_news_are_dated_and_titled_with_or_without_declared_names(space: str) -> None:
    found = read_sitemap(urlset(entry("/bai-1", NEWS_ENTRY), space=space), URL)
    assert found.entries == (Entry("https://bao.example/bai-1", "Cờ thi & đua", date(2020, 7, 27)),)


def test_an_index_has_children() -> None:
    body = f"<sitemapindex {SPACE}><sitemap><loc>a.xml.gz</loc><lastmod>2020-07</lastmod></sitemap></sitemapindex>"
    assert read_sitemap(body.encode(), URL) == Sitemap((), (Entry("https://bao.example/a.xml.gz"),))


def test_gzip_and_plain_text_and_feeds() -> None:
    wanted = Sitemap((Entry("https://bao.example/bai-1"),))
    assert read_sitemap(gzip.compress(urlset(entry("/bai-1"))), URL) == wanted
    assert read_sitemap(b"\xef\xbb\xbfhttps://bao.example/bai-1\r\n\r\nrubbish:x\r\n", URL) == wanted
    feed = b"<rss version='2.0'><channel><item><link>https://bao.example/bai-1</link></item></channel></rss>"
    assert read_sitemap(feed, URL) == wanted


def test_broken_ones_are_read_as_far_as_they_go() -> None:
    cut = urlset(entry("/bai-1"), entry("/bai-2"))[:-20]
    assert read_sitemap(cut, URL).entries[0].url == "https://bao.example/bai-1"
    bare = urlset("<url><loc>https://bao.example/bai?a=1&b=2</loc></url>", entry("/bai-2"))
    assert [found.url[-5:] for found in read_sitemap(b"\r\n " + bare, URL).entries][-1] == "bai-2"
    assert read_sitemap(urlset(), URL) == Sitemap()


@pytest.mark.parametrize(
    "body", [b"", b"<!doctype html><title>404</title><url>x</url>", b"{}", b"\x1f\x8bnot gzip", b"\0", b"<a/>"]
)
def test_what_is_no_sitemap_is_called_so(body: bytes) -> None:
    with pytest.raises(ListingUnreadable, match=r"no sitemap|cannot be unpacked"):
        read_sitemap(body, URL)


def test_a_cut_archive_is_called_so() -> None:
    with pytest.raises(ListingUnreadable, match="cannot be unpacked"):
        read_sitemap(gzip.compress(urlset(entry("/bai-1")))[:-12], URL)


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "LARGEST", 2**20)
    with pytest.raises(ListingUnreadable, match="unpacks to more than 1 MB"):
        read_sitemap(gzip.compress(b" " * (2**20 + 1)), URL)


def test_entities_are_neither_fetched_nor_grown() -> None:
    laughs = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
    head = f"<!DOCTYPE urlset [<!ENTITY l0 'lol'>{laughs}<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
    start = time.process_time()
    found = read_sitemap(urlset(entry("/a&l9;"), entry("/b&x;"), entry("/c"), head=head), URL)
    assert all(len(page.url) < 60 for page in found.entries)
    assert time.process_time() - start < 0.5


def test_ten_thousand_addresses_are_read_in_a_moment() -> None:
    body = urlset(*(entry(f"/tin/bai-{number}.html", "<lastmod>2020-07-27</lastmod>") for number in range(10_000)))
    start = time.process_time()
    assert len(read_sitemap(body, URL).entries) == 10_000
    assert time.process_time() - start < 3  # 0.3 where nothing else runs


@given(st.binary(max_size=200))
def test_any_bytes_are_a_sitemap_or_called_unreadable(body: bytes) -> None:
    for given_body in (body, gzip.compress(body), urlset(entry("/bai"))[:80] + body):
        try:
            read_sitemap(given_body, URL)
        except ListingUnreadable as error:
            assert error.path == URL


@pytest.mark.parametrize(
    ("path", "first", "last"),
    [
        ("/sitemap-article-2020-07.xml", date(2020, 7, 1), date(2020, 7, 31)),
        ("/sitemaps/news-2024-2.xml", date(2024, 2, 1), date(2024, 2, 29)),
        ("/StaticSitemaps/20200727.xml", date(2020, 7, 1), date(2020, 7, 31)),
        ("/2019/sitemap-2020_12_31.xml.gz", date(2020, 12, 1), date(2020, 12, 31)),
        ("/news-2020.xml", date(2020, 1, 1), date(2020, 12, 31)),
        ("/news-2020-27.xml", date(2020, 1, 1), date(2020, 12, 31)),
    ],
)
def test_names_of_sitemaps_tell_a_period(path: str, first: date, last: date) -> None:
    assert period_of(f"https://bao.example{path}") == (first, last)


@pytest.mark.parametrize("path", ["/post-sitemap3.xml", "/sitemap-120200701.xml", "/sitemap-3020.xml", "/20209999.xml"])
def test_numbers_that_are_no_period(path: str) -> None:
    assert period_of(f"https://bao.example{path}") is None


def child(name: str, modified: date | None = None) -> Entry:
    return Entry(f"https://bao.example/{name}.xml", modified=modified)


def visited(children: list[Entry], since: date | None = None, until: date | None = None, most: int = 9) -> list[str]:
    return [url.removeprefix("https://bao.example/")[:-4] for url in children_to_visit(children, since, until, most)]


def test_children_that_can_be_of_interest_the_newest_first() -> None:
    today = date(2020, 8, 2)
    months = [child(f"tin-2020-0{month}", today) for month in (5, 8, 6, 7)] + [child("tin-hom-nay")]
    assert visited(months) == ["tin-hom-nay", "tin-2020-08", "tin-2020-07", "tin-2020-06", "tin-2020-05"]
    assert visited(months, since=date(2020, 7, 31)) == ["tin-hom-nay", "tin-2020-08", "tin-2020-07"]
    assert visited(months, until=date(2020, 6, 1)) == ["tin-hom-nay", "tin-2020-06", "tin-2020-05"]
    assert visited(months, most=2) == ["tin-hom-nay", "tin-2020-08"]


def test_children_that_were_not_changed_since_are_left_out() -> None:
    children = [child("a", date(2020, 7, 1)), child("b", date(2020, 7, 3)), child("c", date(2020, 7, 2)), child("b")]
    assert visited(children, since=date(2020, 7, 2)) == ["b", "c"]


def test_tags_without_end_are_not_parsed() -> None:
    start = time.process_time()
    with pytest.raises(ListingUnreadable, match="tags"):
        read_sitemap(gzip.compress(b"<urlset>" + b"<a/>" * 2_100_000), "https://bao.example/sitemap.xml.gz")
    assert time.process_time() - start < 2
