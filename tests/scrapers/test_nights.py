"""Several nights: what is known is not asked for, what changed is, and a night that died is taken up."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pdf_maker import make_pdf
from small_site import Answer, Site, serving
from test_crawl_site import article, listing
from visiting import visited

from schemas import Article, Issue, Snapshot, Visit
from scrapers import survey
from scrapers.archive.store import Archive
from scrapers.discover.backfill import Backfill
from scrapers.discover.entry import Entry
from scrapers.discover.feeds import feed_entries
from scrapers.discover.identity import article_id
from scrapers.net.fetch import Fetcher
from scrapers.night import Desk, night
from scrapers.reach import Reach
from scrapers.responses import Responses


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as served:
        yield served


def pages(site: Site, *, pages: int, each: int = 3) -> None:
    """Listings that are counted, the newest article first, and the articles."""
    total = pages * each
    for page in range(1, pages + 1):
        numbers = range(total - (page - 1) * each, total - page * each, -1)
        further = [f"/tin?page={page + 1}"] if page < pages else []
        links = "".join(f"<a href='{url}'>Trang sau</a>" for url in further)
        path = "/tin" if page == 1 else f"/tin?page={page}"
        site.put(path, listing(*(f"/bai-{number}.html" for number in numbers)) + links)
    for number in range(1, total + 1):
        site.put(f"/bai-{number}.html", article(number))


def stored_after(items: list[object]) -> set[str]:
    return {item.article_id for item in items if isinstance(item, Article)}


def test_a_second_night_asks_for_the_first_listing_page_and_what_is_new(site: Site, tmp_path: Path) -> None:
    pages(site, pages=4)
    known = stored_after(list(visited(site.source(), tmp_path)))
    assert len(known) == 12
    site.put("/tin", listing("/bai-13.html", "/bai-12.html", "/bai-11.html") + "<a href='/tin?page=2'>Trang sau</a>")
    site.put("/bai-13.html", article(13))
    site.asked.clear()
    items = visited(site.source(), tmp_path, lambda ids: known & set(ids))
    assert [item.doc for item in items if isinstance(item, Article)] == ["bai-13"]
    assert site.asked == ["/robots.txt", "/tin", "/tin?page=2", "/bai-13.html"]
    (visit,) = [item for item in items if isinstance(item, Visit)]
    assert (visit.requests, visit.pages, visit.listed, visit.known, visit.articles) == (3, 2, 6, 5, 1)


def test_an_unchanged_listing_is_not_sent_again(site: Site, tmp_path: Path) -> None:
    page = listing("/bai-1.html").encode()
    site.put("/tin", Answer(page, 200, {"ETag": '"abc"'}), Answer(b"", 304, {"ETag": '"abc"'}))
    site.put("/bai-1.html", article(1))
    visited(site.source(), tmp_path)
    kept = {snapshot.url: snapshot for snapshot in Archive(tmp_path).snapshots()}
    items = visited(site.source(), tmp_path, earlier=kept.get)
    assert [item.doc for item in items if isinstance(item, Article)] == ["bai-1"]
    (visit,) = [item for item in items if isinstance(item, Visit)]
    assert (visit.not_modified, visit.listed) == (1, 1)
    asked = [headers.get("If-None-Match") for headers in site.request_headers]
    assert asked.count('"abc"') == 1


def test_a_night_that_died_is_taken_up_without_asking_twice(site: Site, tmp_path: Path) -> None:
    """The crawl is left after two articles; what it had fetched is in the archive."""
    pages(site, pages=2)
    archive = Archive(tmp_path)
    began = datetime.now(UTC)

    def desk(tonight: dict[str, Snapshot]) -> Desk:
        make = lambda: Fetcher(attempts=2, first_wait=0.001, record=archive.keep)  # noqa: E731
        return Desk(make, lambda made: Responses(made, archive, tonight), lambda ids: set())

    first = night([site.source()], desk({}))
    taken = [next(first), next(first)]
    first.close()
    assert all(isinstance(found.item, Article) for found in taken)
    before = set(site.asked)
    site.asked.clear()
    second = [found.item for found in night([site.source()], desk(archive.since(began)))]
    assert len([item for item in second if isinstance(item, Article)]) == 6
    again = set(site.asked) & before - {"/robots.txt"}
    assert again <= {"/bai-4.html"}  # at most the one that was on its way when the night died


def test_pages_far_back_are_read_although_all_before_them_is_stored(site: Site, tmp_path: Path) -> None:
    pages(site, pages=4)
    newest = {article_id(f"{site.base}/bai-{number}.html") for number in range(7, 13)}
    archive = Archive(tmp_path)
    desk = Desk(
        lambda: Fetcher(attempts=1, record=archive.keep),
        lambda made: Responses(made, archive),
        lambda ids: newest & set(ids),
        lambda source: Reach(Backfill(pages=range(2, 4))),
    )
    items = [found.item for found in night([site.source(max_pages=1)], desk)]
    assert [item.doc for item in items if isinstance(item, Article)] == ["bai-6", "bai-5", "bai-4"]


def test_a_visit_that_was_cut_short_is_gone_on_with_behind_what_is_stored(site: Site, tmp_path: Path) -> None:
    pages(site, pages=3)
    newest = {article_id(f"{site.base}/bai-{number}.html") for number in range(4, 10)}
    archive = Archive(tmp_path)
    for goes_on, docs in ((False, []), (True, ["bai-3", "bai-2", "bai-1"])):
        desk = Desk(
            lambda: Fetcher(attempts=1, record=archive.keep),
            lambda made: Responses(made, archive),
            lambda ids: newest & set(ids),
            lambda source, goes_on=goes_on: Reach(goes_on=goes_on),  # type: ignore[misc]
        )
        found = [found.item for found in night([site.source()], desk)]
        assert [item.doc for item in found if isinstance(item, Article)] == docs


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Báo</title>
<item><title>Một</title><link>{base}/bai-1.html</link><pubDate>Mon, 27 Jul 2020 09:52:00 +0700</pubDate></item>
<item><title>Giới thiệu</title><link>{base}/gioi-thieu</link></item></channel></rss>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>{base}/sitemap-2020-07.xml</loc></sitemap><sitemap><loc>{base}/sitemap-2019-01.xml</loc></sitemap>
</sitemapindex>"""
URLS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>{base}/bai-2.html</loc><lastmod>2020-07-27</lastmod></url></urlset>"""
LIST = '{"data": [{"slug": "bai-3", "title": "Ba"}]}'
JSON = '{"data": {"title": "Xã số 3 đón nhận Cờ thi đua", "date": "2020-07-28T08:00:00", "content": "<p>%s</p>"}}'


def test_feeds_sitemaps_and_json_lists_lead_to_articles(site: Site, tmp_path: Path) -> None:
    site.put("/rss", FEED.format(base=site.base))
    site.put("/sitemap.xml", INDEX.format(base=site.base))
    site.put("/sitemap-2020-07.xml", URLS.format(base=site.base))
    site.put("/sitemap-2019-01.xml", "<html>gone</html>")
    site.put("/api/list?page=1", LIST)
    site.put("/api/list?page=2", '{"data": []}')
    text = "Hội nghị đã nghe báo cáo kết quả công tác thi đua, khen thưởng của ngành và bàn nhiệm vụ năm tới. "
    site.put("/api/bai-3", JSON % (text * 3))
    for number in (1, 2):
        site.put(f"/bai-{number}.html", article(number))
    api = {
        "url": site.base + "/api/list?page={n}", "items": "data", "link": "/{slug}.html", "article": "/api/{slug}",
        "title": "data.title", "date": "data.date", "body": "data.content",
    }  # fmt: skip
    entrances = {"listings": (), "feeds": [site.base + "/rss"], "sitemaps": [site.base + "/sitemap.xml"], "apis": [api]}
    items = visited(site.source(**entrances), tmp_path)
    assert [(item.doc, str(item.published)) for item in items if isinstance(item, Article)] == [
        ("bai-1", "2020-03-01"), ("bai-2", "2020-03-02"), ("bai-3", "2020-07-28")]  # fmt: skip
    assert [(item.code, item.subject) for item in items if isinstance(item, Issue)] == [
        ("listing-unreadable", site.base + "/sitemap-2019-01.xml")]  # fmt: skip
    assert "/bai-3.html" not in site.asked


def test_days_bound_what_is_filled_in(site: Site, tmp_path: Path) -> None:
    site.put("/sitemap.xml", INDEX.format(base=site.base))
    site.put("/sitemap-2020-07.xml", URLS.format(base=site.base))
    archive = Archive(tmp_path)
    desk = Desk(
        lambda: Fetcher(attempts=1, record=archive.keep),
        lambda made: Responses(made, archive),
        lambda ids: set(),
        lambda source: Reach(Backfill(since=date(2020, 7, 28))),
    )
    source = site.source(listings=(), sitemaps=[site.base + "/sitemap.xml"])
    items = [found.item for found in night([source], desk)]
    assert [item for item in items if isinstance(item, Article | Issue)] == []  # it lists something, of other days
    assert "/sitemap-2019-01.xml" not in site.asked
    assert "/bai-2.html" not in site.asked


def left_by(items: list[object]) -> int:
    (visit,) = [item for item in items if isinstance(item, Visit)]
    return visit.left


@pytest.mark.parametrize(("status", "left"), [(503, 1), (429, 1), (404, 0), (403, 0)])
@pytest.mark.parametrize("path", ["/bai-1.html", "/tin?page=2"])
def test_what_may_be_had_another_night_is_left_for_it(
    site: Site, tmp_path: Path, status: int, left: int, path: str
) -> None:
    """Else the next visit would stop at the articles of the first page, which are stored."""
    pages(site, pages=2)
    site.put(path, Answer(b"", status))
    assert left_by(list(visited(site.source(), tmp_path))) == left


def test_a_limit_that_is_met_to_the_article_leaves_something_too(site: Site, tmp_path: Path) -> None:
    pages(site, pages=4)
    assert left_by(list(visited(site.source(max_articles=6), tmp_path))) > 0
    assert left_by(list(visited(site.source(max_articles=12), tmp_path))) == 0


def test_a_site_that_answers_no_more_is_left_for_the_next_night(site: Site, tmp_path: Path) -> None:
    site.put("/tin", listing(*(f"/bai-{number}.html" for number in range(1, 21))))
    site.put("/bai-1.html", article(1))
    for number in range(2, 21):
        site.put(f"/bai-{number}.html", Answer(b"", 503))
    items = visited(site.source(), tmp_path)
    codes = [item.code for item in items if isinstance(item, Issue)]
    assert codes == ["fetch-busy"] * 5 + ["crawl-limit"]
    assert left_by(list(items)) == 19


def test_files_that_a_visit_left_over_are_read_by_the_one_that_goes_on(site: Site, tmp_path: Path) -> None:
    """Their article is stored, so that nothing else leads to them."""
    page = site.put("/bai-1.html", article(1))
    site.put("/tin", listing("/bai-1.html"))
    text = "Danh sách tập thể được tặng Giấy khen năm 2020"
    files = [(site.put(f"/files/{name}.pdf", make_pdf([[text, name]])), page) for name in ("cu", "moi")]
    known = {article_id(page), article_id(files[0][0])}
    archive = Archive(tmp_path)
    desk = Desk(
        lambda: Fetcher(attempts=1, record=archive.keep),
        lambda made: Responses(made, archive),
        lambda ids: known & set(ids),
        lambda source: Reach(goes_on=True, again=tuple(files)),
    )
    read = [found.item for found in night([site.source()], desk) if isinstance(found.item, Article)]
    assert [(item.url, item.attached_to) for item in read] == [(files[1][0], page)]


def test_a_listing_that_begins_as_another_one_is_read_on(site: Site, tmp_path: Path) -> None:
    """Its first page lists what the other has, and its second what only it has."""
    for number in range(1, 6):
        site.put(f"/bai-{number}.html", article(number))
    site.put("/tin", listing("/bai-5.html", "/bai-4.html"))
    site.put("/khen-thuong", listing("/bai-5.html", "/bai-4.html") + "<a href='/khen-thuong?page=2'>2</a>")
    site.put("/khen-thuong?page=2", listing("/bai-3.html", "/bai-2.html") + "<a href='/khen-thuong?page=3'>3</a>")
    site.put("/khen-thuong?page=3", listing("/bai-3.html", "/bai-2.html") + "<a href='/khen-thuong?page=4'>4</a>")
    listings = [site.base + "/tin", site.base + "/khen-thuong"]
    items = visited(site.source(listings=listings, max_pages=9), tmp_path)
    assert [item.doc for item in items if isinstance(item, Article)] == ["bai-5", "bai-4", "bai-3", "bai-2"]
    assert "/khen-thuong?page=4" not in site.asked  # the third page shows the second again
    known = {article_id(f"{site.base}/bai-{number}.html") for number in (1, 2, 3, 4, 5)}
    site.asked.clear()
    visited(site.source(listings=listings), tmp_path, lambda ids: known & set(ids))
    assert site.asked == ["/robots.txt", "/tin", "/khen-thuong"]


def test_a_large_feed_holds_no_other_site_up(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in the event loop it would stop the clock of all requests, and they would time out."""

    def slow(body: bytes, url: str) -> list[Entry]:
        time.sleep(0.8)
        return feed_entries(body, url)

    monkeypatch.setattr(survey, "feed_entries", slow)
    site.put("/rss", FEED.format(base=site.base))
    site.put("/tin", listing(*(f"/bai-{number}.html" for number in range(1, 6))))
    for number in range(1, 6):
        site.put(f"/bai-{number}.html", article(number))
    began, moments = time.monotonic(), []
    archive = Archive(tmp_path)
    desk = Desk(
        lambda: Fetcher(attempts=1, record=archive.keep), lambda made: Responses(made, archive), lambda ids: set()
    )
    sources = [site.source(name="cham", listings=(), feeds=[site.base + "/rss"]), site.source()]
    for found in night(sources, desk):
        if isinstance(found.item, Article) and found.source.name == "bao-thu":
            moments.append(time.monotonic() - began)
    assert len(moments) == 5
    assert moments[0] < 0.8


@pytest.mark.parametrize(
    ("days", "asked"), [(("", "", ""), 3), (("2020-07-27",) * 3, 3), (("2020-07-27", "2020-07-20", "2020-07-13"), 1)]
)
def test_a_sitemap_of_what_is_stored_ends_only_what_is_older(
    site: Site, tmp_path: Path, days: tuple[str, ...], asked: int
) -> None:
    """An index without days, or with the day of its making, may well list its oldest child first."""
    entry, known = "<sitemap><loc>{}/map-{}.xml</loc>{}</sitemap>", set()
    lastmod = [f"<lastmod>{day}</lastmod>" if day else "" for day in days]
    index = "".join(entry.format(site.base, name, day) for name, day in zip("abc", lastmod, strict=True))
    site.put("/sitemap.xml", f"<sitemapindex>{index}</sitemapindex>")
    for number, name in enumerate("abc", 1):
        page = site.put(f"/bai-{number}.html", article(number))
        known |= {article_id(page)} if name != "c" else set()
        site.put(f"/map-{name}.xml", f"<urlset><url><loc>{page}</loc></url></urlset>")
    source = site.source(listings=(), sitemaps=[site.base + "/sitemap.xml"])
    read = [item for item in visited(source, tmp_path, lambda ids: known & set(ids)) if isinstance(item, Article)]
    assert len([path for path in site.asked if path.startswith("/map-")]) == asked
    assert [item.doc for item in read] == (["bai-3"] if asked == 3 else [])
