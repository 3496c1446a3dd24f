"""A look at a site as it is now, with a reader that answers from memory."""

import json
from datetime import UTC, datetime

import pytest

from pipeline.live import fetch_page, look
from schemas import Exchange, Source
from scrapers.errors import BadStatus, FetchError, RobotsDisallowed, TimedOut, Unreachable
from scrapers.net.exchange import Fetched

HOST = "https://bao.example"
TEXT = (
    "<h1>Xã Tân Hòa đón nhận Cờ thi đua của Chính phủ</h1><p>Sáng nay, xã Tân Hòa long trọng đón nhận Cờ thi đua.</p>"
)


class Memory:
    """Answers by address: a page, an error, or no such page; `asked` in order."""

    def __init__(self, answers: dict[str, str | FetchError]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def fetch(self, url: str, source: Source) -> Fetched:
        self.asked.append(url)
        answer = self.answers.get(url.removeprefix(HOST), BadStatus(url, 404))
        if isinstance(answer, FetchError):
            raise answer
        exchange = Exchange(url=url, final_url=url, fetched_at=datetime(2026, 3, 1, tzinfo=UTC), status=200)
        return Fetched(exchange, answer.encode())


def source(**values: object) -> Source:
    given: dict[str, object] = {"name": "bao.example", "title": "Báo", "article_pattern": r"-\d+\.html$"}
    return Source.model_validate(given | (values or {"listings": [f"{HOST}/tin"]}))


def test_robots_the_listing_and_its_first_article_are_asked_for_and_nothing_else() -> None:
    reader = Memory({"/tin": "<a href='/a-1.html'>A</a><a href='/b-2.html'>B</a>", "/a-1.html": TEXT})
    sights = list(look(source(), reader))
    assert reader.asked == [f"{HOST}{path}" for path in ("/robots.txt", "/tin", "/a-1.html")]
    assert [sight.issue for sight in sights] == [None, None, None]
    assert sights[1].seen == "2 bài"
    assert sights[2].seen.startswith("Xã Tân Hòa đón nhận Cờ thi đua của Chính phủ (không rõ ngày, ")


def test_a_feed_is_looked_at_where_there_is_no_listing() -> None:
    feed = f"<rss><item><link>{HOST}/a-1.html</link></item><item><link>{HOST}/a-1.html</link></item></rss>"
    reader = Memory({"/rss": feed, "/a-1.html": TEXT})
    sights = list(look(source(feeds=[f"{HOST}/rss"]), reader))
    assert [sight.seen for sight in sights][1] == "1 bài"
    assert sights[2].issue is None


@pytest.mark.parametrize(
    ("answers", "codes"),
    [
        ({"/tin": "<p>Chưa có bài viết.</p>"}, [None, "listing-empty"]),
        ({"/tin": RobotsDisallowed(f"{HOST}/tin", "closed")}, [None, "robots-disallowed"]),
        ({"/robots.txt": Unreachable(f"{HOST}/robots.txt", "no host"), "/tin": ""}, ["fetch-failed", "listing-empty"]),
        ({"/tin": "<a href='/a-1.html'>A</a>", "/a-1.html": TimedOut("", "late")}, [None, None, "fetch-timeout"]),
        ({"/tin": "<a href='/a-1.html'>A</a>", "/a-1.html": "<div></div>"}, [None, None, "page-without-article"]),
    ],
)
def test_what_goes_wrong_is_told_with_its_code(answers: dict[str, str | FetchError], codes: list[str | None]) -> None:
    assert [sight.issue and sight.issue.code for sight in look(source(), Memory(answers))] == codes


def test_a_new_site_is_fetched_with_the_sitemaps_that_its_robots_name() -> None:
    reader = Memory({"/a-1.html": TEXT, "/robots.txt": f"User-agent: *\nAllow: /\nSitemap: {HOST}/sitemap.xml\n"})
    page, sitemaps = fetch_page(f"{HOST}/a-1.html", reader)
    assert (page.url, page.body.decode(), sitemaps) == (f"{HOST}/a-1.html", TEXT, [f"{HOST}/sitemap.xml"])


def test_a_new_site_without_robots_names_no_sitemap() -> None:
    assert fetch_page(f"{HOST}/a-1.html", Memory({"/a-1.html": TEXT}))[1] == []


def test_a_list_in_json_is_looked_at_as_a_crawl_reads_it() -> None:
    api = {"url": f"{HOST}/api?page={{n}}", "items": "data", "link": "/bai---id{id}", "article": "/api/{id}"}
    body = json.dumps({"title": "Xã Tân Hòa đón nhận Cờ thi đua", "content": TEXT})
    reader = Memory({"/api?page=1": '{"data": [{"id": 7}]}', "/api/7": body})
    sights = list(look(source(apis=[api]), reader))
    assert reader.asked[1:] == [f"{HOST}/api?page=1", f"{HOST}/api/7"]
    assert [sight.issue for sight in sights] == [None, None, None]
    assert sights[1].seen == "1 bài"
