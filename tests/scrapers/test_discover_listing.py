"""Pages of a listing: where they are, which are read, where to stop."""

from datetime import date

import pytest

from schemas import Paging, PagingKind, Source
from scrapers.discover.backfill import Backfill
from scrapers.discover.links import links_of
from scrapers.discover.listing import first_page, further_pages, page_address, pages_to_read

LISTING = "https://bao.example/tin"


def source(**values: object) -> Source:
    given: dict[str, object] = {"name": "bao", "title": "Báo", "listings": [LISTING], "article_pattern": r"/bai-\d+"}
    return Source.model_validate(given | values)


def counted(template: str, kind: PagingKind = PagingKind.NUMBER, first: int = 2, step: int = 1) -> Paging:
    return Paging(kind=kind, template=template, first=first, step=step)


@pytest.mark.parametrize(
    ("listing", "paging", "second", "third"),
    [
        ("/tin", counted("{listing}?page={n}"), "/tin?page=2", "/tin?page=3"),
        ("/tin?muc=4", counted("{listing}?page={n}"), "/tin?muc=4&page=2", "/tin?muc=4&page=3"),
        ("/tin/", counted("{listing}page-{n}/"), "/tin/page-2/", "/tin/page-3/"),
        ("/tin", counted("{listing}page-{n}/"), "/tin/page-2/", "/tin/page-3/"),
        ("/tin/", counted("{listing}/page/{n}"), "/tin/page/2", "/tin/page/3"),
        ("/tin", counted("{listing}-p{n}"), "/tin-p2", "/tin-p3"),
        ("/tin", counted("{listing}?p={n}", first=1), "/tin?p=1", "/tin?p=2"),
        ("/tin", counted("{listing}?start={n}", PagingKind.OFFSET, 20, 20), "/tin?start=20", "/tin?start=40"),
        ("/tin", counted("https://bao.example/ajax?trang={n}"), "/ajax?trang=2", "/ajax?trang=3"),
    ],
)
def test_addresses_of_counted_pages(listing: str, paging: Paging, second: str, third: str) -> None:
    start, site = f"https://bao.example{listing}", source(paging=paging)
    assert page_address(start, paging, 1) == start
    assert further_pages([], start, site, 1) == [f"https://bao.example{second}"]
    assert further_pages([], start, site, 2) == [f"https://bao.example{third}"]


def test_linked_pages_come_from_the_links_each_once() -> None:
    html = "<a href='?page=2'>2</a><a href='?page=3'>3</a><a href='?page=2'>Trang sau</a><a href='/bai-1'>1</a>"
    found = further_pages(links_of(html, LISTING), LISTING, source(), 1)
    assert found == [f"{LISTING}?page=2", f"{LISTING}?page=3"]


def test_which_pages_are_read() -> None:
    linked, by_number = source(max_pages=3), source(max_pages=3, paging=counted("{listing}?page={n}"))
    assert pages_to_read(linked) == range(1, 4)
    assert pages_to_read(linked, Backfill(pages=range(5, 9))) == range(5, 9)
    assert len(pages_to_read(linked, Backfill(since=date(2015, 1, 1)))) == 1000
    assert first_page(by_number, Backfill(pages=range(5, 9))) == 5
    assert first_page(linked, Backfill(pages=range(5, 9))) == 1
    assert first_page(by_number) == 1


def test_days_that_are_wanted() -> None:
    july = Backfill(since=date(2020, 7, 1), until=date(2020, 7, 31))
    before, within, after = date(2020, 6, 30), date(2020, 7, 31), date(2020, 8, 1)
    assert [july.wants(day) for day in (before, within, after, None)] == [False, True, False, True]
    assert july.is_past([before, None])
    assert not july.is_past([before, within])
    assert not july.is_past([None])
    assert not Backfill().is_past([before])
