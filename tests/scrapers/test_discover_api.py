"""JSON lists of articles: addresses of pages, entries, links."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Api
from scrapers.discover.api import Listed, api_entries, api_page
from scrapers.discover.entry import Entry
from scrapers.errors import ListingUnreadable

URL = "https://api.bao.example/v1/list?page=1"


def api(**values: object) -> Api:
    given: dict[str, object] = {"url": URL, "items": "data.items", "link": "https://bao.example/tin/{slug}"}
    return Api.model_validate(given | values)


def answer(*items: object) -> bytes:
    return json.dumps({"data": {"items": items}}).encode()


def links(link: str, item: object) -> list[str]:
    return [listed.entry.url for listed in api_entries(answer(item, {"slug": "x", "id": 9}), api(link=link), URL)]


@pytest.mark.parametrize(
    ("url", "first", "step", "pages"),
    [
        ("https://a.example/?page={n}", 1, 1, ["https://a.example/?page=1", "https://a.example/?page=2"]),
        ("https://a.example/?skip={n}&take=20", 0, 20, ["https://a.example/?skip=0&take=20"]),
        ("https://a.example/?limit=30", 1, 1, ["https://a.example/?limit=30"] * 2),
    ],
)
def test_addresses_of_pages(url: str, first: int, step: int, pages: list[str]) -> None:
    counted = api(url=url, first=first, step=step)
    assert [api_page(counted, page) for page in range(1, len(pages) + 1)] == pages
    assert api_page(api(url="/{n}", first=0, step=20), 3) == "/40"


def test_entries_with_what_is_known_of_them() -> None:
    body = answer(
        {"slug": "bai-1", "id": 7, "title": " Cờ  thi đua ", "date": "2020-07-26T18:00:00Z"}, {"slug": "bai-2", "id": 8}
    )
    described = api(article="/v1/detail?id={id}", title="data.title", date="data.date")
    assert api_entries(body, described, URL) == [
        Listed(
            Entry("https://bao.example/tin/bai-1", "Cờ thi đua", date(2020, 7, 27)),
            "https://api.bao.example/v1/detail?id=7",
        ),
        Listed(Entry("https://bao.example/tin/bai-2"), "https://api.bao.example/v1/detail?id=8"),
    ]
    assert api_entries(body, api(), URL)[0].json_url is None


@pytest.mark.parametrize(
    ("link", "item", "url"),
    [
        (
            "https://bao.example/{muc.slug}/{slug}-{id}",
            {"muc": {"slug": "xa-hoi"}, "slug": "bai", "id": 7},
            "xa-hoi/bai-7",
        ),
        ("https://bao.example/{slug}", {"slug": "tin/bài 1?"}, "tin/b%C3%A0i%201%3F"),
        ("https://bao.example/?q={slug}", {"slug": "a&b=c"}, "?q=a%26b%3Dc"),
        ("{slug}", {"slug": "https://bao.example/bai?id=1&utm_source=x"}, "bai?id=1"),
        ("https://bao.example/{muc.0.slug}", {"muc": [{"slug": "xa-hoi"}], "slug": ""}, "xa-hoi"),
    ],
)
def test_links_are_made_of_fields(link: str, item: dict[str, object], url: str) -> None:
    assert links(link, item)[0] == f"https://bao.example/{url}"


@pytest.mark.parametrize("item", [{}, {"slug": None}, {"slug": "  "}, {"slug": ["a"]}, None, "bai-1", 7])
def test_entries_without_an_address_are_left_out(item: object) -> None:
    assert links("https://bao.example/tin/{slug}", item) == ["https://bao.example/tin/x"]


def test_an_answer_that_is_the_list_and_one_behind_the_last_page() -> None:
    assert len(api_entries(b'\xef\xbb\xbf[{"slug": "bai-1"}]', api(items=""), URL)) == 1
    assert api_entries(b'{"data": {"items": null}}', api(), URL) == []
    assert api_entries(b'{"data": null}', api(), URL) == []
    assert api_entries(answer(), api(), URL) == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<!doctype html><h1>502</h1>", "no JSON"),
        (b"", "no JSON"),
        (b"\xff\xfe\xfd", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b'{"data": {"items": {"a": 1}}}', "items"),
        (b'{"data": {"items": [{"slag": "bai-1"}]}}', "link"),
    ],
)
def test_what_is_no_list_is_called_so(body: bytes, said: str) -> None:
    with pytest.raises(ListingUnreadable, match=said):
        api_entries(body, api(), URL)


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["data", "items", "slug", "title"]), inner)
    ),
)


@given(VALUES)
def test_any_json_is_a_list_or_called_unreadable(value: object) -> None:
    try:
        found = api_entries(json.dumps(value).encode(), api(), URL)
    except ListingUnreadable as error:
        assert error.path == URL
    else:
        assert all(listed.entry.url.startswith("https://bao.example/") for listed in found)


@pytest.mark.parametrize("link", ["https://bao.example/tin/{slug}", "{slug}"])
def test_half_a_character_is_no_reason_to_break_off(link: str) -> None:
    good = {"slug": "https://bao.example/tin/x"}
    found = api_entries(
        b'{"data": {"items": [{"slug": "a\\ud800"}, ' + json.dumps(good).encode() + b"]}}", api(link=link), URL
    )
    assert found[-1].entry.url.endswith("/tin/x")
