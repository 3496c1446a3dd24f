"""Feeds: what they list, however broken; nothing but the feed is read."""

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.discover.entry import Entry
from scrapers.discover.feeds import feed_entries
from scrapers.errors import ListingUnreadable
from scrapers.issues import issue_of

URL = "https://bao.example/rss/home.rss"
ITEM = "<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate></item>"


def rss(*items: str, head: str = "") -> bytes:
    feed = f"<rss version='2.0'><channel>{''.join(items)}</channel></rss>"
    return f"<?xml version='1.0' encoding='utf-8'?>{head}{feed}".encode()


def item(link: str = "https://bao.example/bai-1.html", title: str = "Cờ thi đua", date: str = "") -> str:
    return ITEM.format(title=title, link=link, date=date)


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("27-07-2020 09:52", date(2020, 7, 27)),
        ("Thứ Hai, 27/07/2020 - 09:52", date(2020, 7, 27)),
        ("Mon, 27 Jul 2020 09:52:00 +0700", date(2020, 7, 27)),
        ("Mon, 27 Jul 2020 18:30:00 GMT", date(2020, 7, 28)),
        ("2020-07-27T18:30:00Z", date(2020, 7, 28)),
        ("2020-07-27 18:30:00", date(2020, 7, 27)),
        ("7/27/2020 9:52:00 AM", date(2020, 7, 27)),
        ("hôm qua", None),
        ("", None),
    ],
)
def test_dates_are_those_of_vietnam_in_vietnamese_order(printed: str, day: date | None) -> None:
    assert [entry.published for entry in feed_entries(rss(item(date=printed)), URL)] == [day]


def test_links_and_titles_are_plain() -> None:
    title = "<![CDATA[Đón nhận <b>Cờ</b> thi đua &amp; Bằng khen]]>"
    link = "<![CDATA[ /tin/bai-1.html?b=1&a=2&utm_source=rss ]]>"
    assert feed_entries(rss(item(link, title)), URL) == [
        Entry("https://bao.example/tin/bai-1.html?a=2&b=1", "Đón nhận Cờ thi đua & Bằng khen")
    ]
    twice_escaped = feed_entries(rss(item("/bai.aspx?ItemID=1&amp;amp;List=2")), URL)
    assert twice_escaped[0].url == "https://bao.example/bai.aspx?ItemID=1&List=2"


def test_each_address_once_in_the_order_of_the_feed_and_no_other_schemes() -> None:
    items = [item(f"/bai-{number}") for number in (2, 1, 2, 3)]
    guid = "<item><guid isPermaLink='true'>https://bao.example/bai-4</guid></item>"
    found = feed_entries(rss(*items, item("javascript:x()"), item(""), guid), URL)
    assert [entry.url[-1] for entry in found] == ["2", "1", "3", "4"]


def test_atom_with_a_base_of_its_own() -> None:
    atom = (
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://khac.example/tin/'><entry><title>Bài</title>"
        "<link rel='self' href='self'/><link rel='alternate' href='bai-5'/>"
        "<published>2020-07-26T09:00:00+07:00</published><updated>2020-07-27T09:00:00+07:00</updated></entry></feed>"
    )
    assert feed_entries(atom.encode(), URL) == [
        Entry("https://khac.example/tin/bai-5", "Bài", date(2020, 7, 26), date(2020, 7, 27))
    ]


def test_broken_feeds_are_read_as_far_as_they_go() -> None:
    loose = rss("<item><title>Thi đua & khen thưởng&nbsp;<br></title><link>/bai?x=1&y=2</link></item>", item("/bai-2"))
    assert [entry.url for entry in feed_entries(loose, URL)] == [
        "https://bao.example/bai?x=1&y=2",
        "https://bao.example/bai-2",
    ]
    cut = rss(item("/bai-1"), item("/bai-2"))[:-70]
    assert "https://bao.example/bai-1" in [entry.url for entry in feed_entries(cut, URL)]
    assert feed_entries(rss(), URL) == []


@pytest.mark.parametrize(
    "body", [b"", b"   ", b"<!doctype html><h1>404</h1>", b'{"items": []}', b"\0\1\2", b"https://bao.example/feed"]
)
def test_what_is_no_feed_is_called_so(body: bytes) -> None:
    with pytest.raises(ListingUnreadable, match="neither RSS nor Atom") as caught:
        feed_entries(body, URL)
    assert issue_of(caught.value, URL).code == "listing-unreadable"


def test_no_file_is_opened_in_the_place_of_the_feed(tmp_path: Path) -> None:
    other = tmp_path / "feed.xml"
    other.write_bytes(rss(item()))
    with pytest.raises(ListingUnreadable):
        feed_entries(str(other).encode(), URL)
    system = rss(item(title="a&x;b"), head=f"<!DOCTYPE rss [<!ENTITY x SYSTEM '{other.as_uri()}'>]>")
    assert "thi đua" not in str(feed_entries(system, URL)[0].title)


def test_entities_that_grow_without_bound_are_not_expanded() -> None:
    laughs = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
    start = time.process_time()
    found = feed_entries(rss(item(title="&l9;"), head=f"<!DOCTYPE rss [<!ENTITY l0 'lol'>{laughs}]>"), URL)
    assert [len(entry.title or "") < 10 for entry in found] == [True]
    assert time.process_time() - start < 0.5


@given(st.binary(max_size=200))
def test_any_bytes_are_a_feed_or_called_unreadable(body: bytes) -> None:
    for given_body in (body, rss(item())[:90] + body):
        try:
            feed_entries(given_body, URL)
        except ListingUnreadable as error:
            assert error.path == URL


@pytest.mark.parametrize("beginning", [b"<!DOCTYPE", b"<!DOCTYPE[", b"<!DOCTYPE [ ]"])
def test_beginnings_of_a_document_type_without_end_take_no_time(beginning: bytes) -> None:
    start = time.process_time()
    with pytest.raises(ListingUnreadable):
        feed_entries(beginning * 30_000, URL)
    assert time.process_time() - start < 5  # a pattern that looks for each of them takes minutes
