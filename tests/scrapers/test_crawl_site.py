"""A crawl of a small site: every new article once, and an issue for whatever fails."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pdf_maker import make_pdf
from small_site import Answer, Site, serving
from visiting import visited

from schemas import Article, Exchange, Issue, Severity
from scrapers import crawl
from scrapers.archive.store import Archive
from scrapers.discover.identity import article_id, canonical_url, doc_of
from scrapers.discover.links import links_of, next_pages
from scrapers.read import reading_of

LONG = (
    "Hội nghị đã nghe báo cáo kết quả công tác thi đua, khen thưởng của ngành trong năm qua, thảo luận phương hướng và "
    "nhiệm vụ năm tới với nhiều ý kiến tâm huyết của các đại biểu đến từ khắp các đơn vị trong toàn tỉnh nhà."
)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as served:
        yield served


def article(number: int, extra: str = "") -> str:
    title = f"Xã số {number} đón nhận Cờ thi đua"
    return f"<title>{title}</title><h1>{title}</h1><p>0{number}/03/2020 08:00</p><p>{LONG}</p>{extra}"


def listing(*links: str) -> str:
    return "<ul>" + "".join(f"<li><a href='{link}'>{link.rsplit('=')[-1]}</a></li>" for link in links) + "</ul>"


Found = tuple[list[Article], list[Issue]]


def read(site: Site, folder: Path, known: set[str] | None = None, **values: object) -> Found:
    """Articles and issues of a night; `known` holds ids of articles."""
    stored = known or set()
    found = visited(site.source(**values), folder, lambda ids: {key for key in ids if key in stored})
    return [x for x in found if isinstance(x, Article)], [x for x in found if isinstance(x, Issue)]


def test_pages_of_a_listing_are_followed_and_articles_read_once(site: Site, tmp_path: Path) -> None:
    site.put("/tin", listing("/bai-1.html?utm_source=x", "/bai-1.html#binh-luan", "/gioi-thieu", "?page=2"))
    site.put("/tin?page=2", listing("/bai-2.html", "/bai-1.html", "?page=1", "?page=2", "?page=3"))
    site.put("/tin?page=1", listing("/bai-1.html"))
    site.put("/tin?page=3", listing("/bai-3.html", "/bao-cao.pdf", "https://elsewhere.example/other.pdf"))
    for number in (1, 2, 3):
        site.put(f"/bai-{number}.html", article(number))
    site.put("/bao-cao.pdf", make_pdf([["Báo cáo kết quả thi đua, khen thưởng", "Giấy khen: 12 tập thể."]]))
    articles, issues = read(site, tmp_path)
    assert issues == []
    assert [a.doc for a in articles] == ["bai-1", "bai-2", "bai-3", "bao-cao"]
    assert [str(a.published) for a in articles[:3]] == ["2020-03-01", "2020-03-02", "2020-03-03"]
    assert articles[0].url == site.base + "/bai-1.html"
    assert articles[0].article_id == article_id(articles[0].url)
    assert {a.source for a in articles} == {"bao-thu"}
    assert len(list(Archive(tmp_path).snapshots())) == 1 + 4 + 4
    assert "/gioi-thieu" not in site.asked


def test_known_articles_are_not_fetched_and_nothing_new_is_no_issue(site: Site, tmp_path: Path) -> None:
    site.put("/tin", listing("/bai-1.html"))
    assert read(site, tmp_path, {article_id(site.base + "/bai-1.html")}) == ([], [])
    assert "/bai-1.html" not in site.asked


def test_a_listing_without_articles_is_an_issue(site: Site, tmp_path: Path) -> None:
    site.put("/tin", listing("/gioi-thieu"))
    articles, issues = read(site, tmp_path)
    assert articles == []
    assert [(i.code, i.severity, i.subject) for i in issues] == [("listing-empty", Severity.ERROR, site.base + "/tin")]


def test_a_listing_that_cannot_be_fetched_is_not_called_empty(site: Site, tmp_path: Path) -> None:
    assert [issue.code for issue in read(site, tmp_path)[1]] == ["fetch-gone"]


def test_failures_are_issues_and_the_rest_goes_on(site: Site, tmp_path: Path) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /bai-2")
    site.put("/tin", listing(*(f"/bai-{number}.html" for number in range(1, 9))))
    site.put("/bai-1.html", "<div id=root></div>")
    site.put("/bai-2.html", article(2))
    site.put("/bai-3.html", Answer(b"", 500))
    site.put("/bai-4.html", "<h1>Thông báo từ chối truy cập</h1>")
    site.put("/bai-5.html", make_pdf([[]]))
    site.put("/bai-6.html", f"<h1>English news of the day</h1><p>{'The prize was given to three people. ' * 9}</p>")
    site.put("/bai-7.html", Answer(b"PK\x03\x04\0\0\0\0", 200, {"Content-Type": "application/zip"}))
    site.put("/bai-8.html", article(8))
    articles, issues = read(site, tmp_path)
    assert [a.doc for a in articles] == ["bai-8"]
    assert [(issue.subject.rsplit("/", 1)[1], issue.code) for issue in issues] == [
        ("bai-1.html", "page-without-article"),
        ("bai-2.html", "robots-disallowed"),
        ("bai-3.html", "fetch-busy"),
        ("bai-4.html", "refusal-page"),
        ("bai-5.html", "pdf-without-text"),
        ("bai-6.html", "not-vietnamese"),
        ("bai-7.html", "document-unreadable"),
    ]


def test_reports_attached_to_articles_are_read_too(site: Site, tmp_path: Path) -> None:
    site.put("/tin", listing("/bai-1.html"))
    site.put("/bai-1.html", article(1, "<a href='/files/danh-sach.pdf'>Danh sách kèm theo</a>"))
    site.put("/files/danh-sach.pdf", make_pdf([["Danh sách tập thể được tặng Giấy khen năm 2020"]]))
    page, report = read(site, tmp_path)[0]
    assert (page.doc, page.attachments, page.attached_to) == ("bai-1", (site.base + "/files/danh-sach.pdf",), None)
    assert (report.doc, report.attached_to) == ("danh-sach", page.url)


def test_limits_are_told(site: Site, tmp_path: Path) -> None:
    site.put("/tin", listing("/bai-1.html", "/bai-2.html", "?page=2"))
    for number in (1, 2):
        site.put(f"/bai-{number}.html", article(number))
    articles, issues = read(site, tmp_path, max_articles=1, max_pages=1)
    assert [a.doc for a in articles] == ["bai-1"]
    assert [issue.code for issue in issues] == ["crawl-limit"]
    assert "/tin?page=2" not in site.asked


@pytest.mark.parametrize(
    ("start", "link", "followed"),
    [
        ("/tin", "<a href='/tin?page=2'>2</a>", True),
        ("/tin/", "<a href='/tin/trang-2.html'>Trang sau</a>", True),
        ("/tin.html", "<a href='/tin/page/2'>›</a>", True),
        ("/tin", "<a href='/tin-p2' rel=next>tiếp</a>", True),
        ("/tin", "<a href='/the-thao?page=2'>2</a>", False),
        ("/tin", "<a href='/tin?page=2'>Ảnh trong ngày</a>", False),
        ("/tin", "<a href='/tin/bai-2.html'>2</a>", False),
        ("/tin", "<a href='https://khac.example/tin?page=2'>2</a>", False),
        ("/tin", "<a href='javascript:next()'>Trang sau</a>", False),
    ],
)
def test_which_links_lead_to_the_next_page(site: Site, start: str, link: str, followed: bool) -> None:
    page = site.base + start
    assert bool(list(next_pages(links_of(link, page), page, site.source()))) == followed


def test_identity_of_addresses() -> None:
    assert canonical_url("HTTP://Bao.Example/a?b=2&a=1&utm_source=fb#x") == "http://bao.example/a?a=1&b=2"
    assert article_id("http://bao.example/a?b=2&a=1") == article_id("http://bao.example/a?a=1&b=2#top")
    assert article_id("http://bao.example/a?ItemID=1") != article_id("http://bao.example/a?ItemID=2")
    assert doc_of("http://bao.example/tin/View_Detail.aspx?ItemID=54") == "View_Detail-54"
    assert doc_of("http://bao.example/") == article_id("http://bao.example/")


@pytest.mark.parametrize("fault", [KeyError("x"), OSError("image file is truncated")])
def test_a_fault_of_ours_costs_one_page(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def reading(exchange: Exchange, *rest: Any) -> Any:
        if exchange.url.endswith("/bai-1.html"):
            raise fault
        return reading_of(exchange, *rest)

    monkeypatch.setattr(crawl, "reading_of", reading)
    site.put("/tin", listing("/bai-1.html", "/bai-2.html"))
    for number in (1, 2):
        site.put(f"/bai-{number}.html", article(number))
    articles, issues = read(site, tmp_path)
    assert [a.doc for a in articles] == ["bai-2"]
    assert [(i.code, i.subject) for i in issues] == [("page-failed", site.base + "/bai-1.html")]


def test_files_of_articles_are_read_although_the_limit_of_articles_is_met(site: Site, tmp_path: Path) -> None:
    """Another visit does not read the article again, and would never meet them."""
    site.put("/tin", listing("/bai-1.html", "/bai-2.html", "/bai-3.html"))
    for number in (1, 2, 3):
        site.put(f"/bai-{number}.html", article(number, f"<a href='/files/danh-sach-{number}.pdf'>Danh sách</a>"))
        text = f"Danh sách tập thể được tặng Giấy khen số {number}"
        site.put(f"/files/danh-sach-{number}.pdf", make_pdf([[text]]))
    articles, issues = read(site, tmp_path, max_articles=2)
    assert [a.doc for a in articles] == ["bai-1", "danh-sach-1", "bai-2", "danh-sach-2"]
    assert [issue.code for issue in issues] == ["crawl-limit"]


@pytest.mark.parametrize("target", ["/", "/tin"])
def test_a_page_that_leads_home_is_gone_and_home_is_no_article(site: Site, tmp_path: Path, target: str) -> None:
    site.put("/tin", listing("/bai-1.html") + article(2))
    site.put("/", article(3))
    site.put("/bai-1.html", Answer(b"", 302, {"Location": target}))
    articles, issues = read(site, tmp_path)
    assert articles == []
    assert [(i.code, i.subject) for i in issues] == [("page-without-article", site.base + "/bai-1.html")]
