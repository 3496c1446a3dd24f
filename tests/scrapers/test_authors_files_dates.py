"""Who wrote an article, when, and which files come with it, as pages print and declare them."""

import json
from datetime import date

import pytest

from schemas import Article, BlockKind, Selectors, Source
from scrapers.pages.article import article_from_html
from scrapers.pages.author import author_in
from scrapers.pages.dateline import without_counters

TITLE = "Xã Đồng Bằng khen thưởng 15 gia đình hiếu học"
LONG = (
    "Sáng nay, Ủy ban nhân dân xã đã tổ chức hội nghị biểu dương các gia đình hiếu học tiêu biểu, tặng Giấy khen cho "
    "15 gia đình có nhiều con em đạt thành tích cao trong học tập và rèn luyện suốt năm học vừa qua."
)


def read(body: str = "", head: str = "", top: str = "", selectors: Selectors | None = None) -> Article:
    source = Source(
        name="bao",
        title="Báo",
        listings=("https://bao.example/",),
        article_pattern="-",
        selectors=selectors or Selectors(),
    )
    html = f"<html><head>{head}</head><body>{top}<div><h1>{TITLE}</h1>{body}<p>{LONG}</p></div></body></html>"
    return article_from_html(html, url="https://www.bao.example/tin/a-1.html", doc="a-1", source=source)


def linked(**values: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(values)}</script>"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Tác giả: Lê Thị Na", "Lê Thị Na"),
        ("Tác giả bài viết: Lê Thị Na - Nguồn: Báo Đồng Bằng", "Lê Thị Na"),
        ("Bài, ảnh: Minh Tâm", "Minh Tâm"),
        ("Lê Thị Na (lethina@bao.example)", "Lê Thị Na"),
        ("Duy Lộc (BLC)", "Duy Lộc"),
        ("Duy Lộc - HĐND tỉnh", "Duy Lộc - HĐND tỉnh"),
        ("ÁNH TUYẾT", "ÁNH TUYẾT"),
        ("Ý Nhi", "Ý Nhi"),
        ("toasoan@bao.example", None),
        ("https://bao.example/tac-gia/na", None),
        ("facebook.com/bao", None),
        ("(BLC)", None),
        ("(TTXVN)", None),
        ("PV", None),
        ("P.V", None),
        ("H.L", "H.L"),
        ("BTĐKT", None),
        ("", None),
        ("Na " * 40, None),
    ],
)
def test_a_line_names_an_author_or_nobody(line: str, name: str | None) -> None:
    assert author_in(line) == name


def test_the_printed_author_comes_before_the_declared_one() -> None:
    head = "<meta name=author content='Lê Thị Na'>"
    assert read("<i class=who>Tác giả: Duy Lộc</i>", head, selectors=Selectors(author=".who")).author == "Duy Lộc"
    assert read("<i class=who>(BLC)</i>", head, selectors=Selectors(author=".who")).author == "Lê Thị Na"
    assert read().author is None


@pytest.mark.parametrize(
    "head",
    [
        "<meta property=og:site_name content='Báo Đồng Bằng'>",
        f"<title>{TITLE} - Báo Đồng Bằng</title>",
        f"<title>{TITLE}</title><meta name=description content='Tin trong xã - Tin tức - Báo Đồng Bằng'>",
        linked(**{"@type": "NewsArticle", "publisher": {"@type": "Organization", "name": "Báo Đồng Bằng"}}),
    ],
)
def test_the_name_of_the_site_is_no_author(head: str) -> None:
    assert read(head=f"<meta name=author content='Báo Đồng Bằng'>{head}").author is None
    assert read(head=f"<meta name=author content='Lê Thị Na'>{head}").author == "Lê Thị Na"


def test_authors_of_json_ld() -> None:
    na, loc = {"@type": "Person", "name": "Lê Thị Na"}, {"@type": "Person", "name": "Duy Lộc"}
    assert read(head=linked(**{"@type": "NewsArticle", "author": [na, loc]})).author == "Lê Thị Na, Duy Lộc"
    assert read(head=linked(**{"@type": "NewsArticle", "author": "Duy Lộc"})).author == "Duy Lộc"
    assert read(head=linked(author={"@type": "NewsMediaOrganization", "name": "Đồng Bằng"})).author is None


def test_the_author_printed_last_stays_in_the_text() -> None:
    signed = article_from_html(
        f"<h1>{TITLE}</h1><p>{LONG}</p><p><b>Duy Lộc</b></p>", url="https://bao.example/a-1.html", doc="a-1"
    )
    assert signed.text == f"{TITLE}\n{LONG}\nDuy Lộc"
    assert signed.blocks[-1].kind is BlockKind.PARAGRAPH


@pytest.mark.parametrize(
    "head",
    [
        linked(**{"@graph": [{"@type": "WebSite"}, {"@type": "NewsArticle", "datePublished": "2019-12-24T08:00"}]}),
        linked(**{"@type": "WebPage", "mainEntity": {"@type": "Article", "datePublished": "2019-12-24"}}),
        linked(**{"@graph": [[{"@type": "Article", "datePublished": "24/12/2019"}]]}),
        '<script type=\'application/ld+json\'>//<![CDATA[\n{"datePublished":"2019-12-24"}\n//]]></script>',
        "<meta property=article:published_time content='2019-12-24T08:00:00+07:00'>",
        "<meta property=og:published_time content='2019-12-24'>",
        "<meta itemprop=datePublished content='24-12-2019 08:00'>",
        "<meta name=pubdate content='2019-12-24'>",
    ],
)
def test_declared_dates(head: str) -> None:
    assert read(head=head, top="<div>Thứ hai, 05/01/2026 - 08:27</div>").published == date(2019, 12, 24)


def test_the_date_of_the_article_comes_before_that_of_the_page() -> None:
    page = {"@type": "WebPage", "datePublished": "2011-01-01"}
    article = {"@type": ["NewsArticle"], "datePublished": "2019-12-24"}
    assert read(head=linked(**{"@graph": [page, article]})).published == date(2019, 12, 24)


@pytest.mark.parametrize(
    "top",
    [
        "<div class=top>Thứ hai, 05/01/2026 - 08:27</div>",
        "<header><time datetime='2026-01-05'>Thứ hai, 05/01/2026</time></header>",
        "<div class=top><time datetime='2026-01-05'>Thứ hai, 05/01/2026</time></div>",
    ],
)
def test_the_date_of_the_visit_is_not_that_of_the_article(top: str) -> None:
    assert read(top=top).published is None
    dated = read("<div>Thứ ba, 24/12/2019</div>", top=top)
    assert dated.published == date(2019, 12, 24)
    assert "2026" not in dated.text
    assert read("<div>Mon, 11/13/2017 - 23:22</div>", top=top).published == date(2017, 11, 13)
    assert read("<span>Submitted by tdkt on Mon, 11/13/2017 - 23:22</span>", top=top).published == date(2017, 11, 13)


def test_a_date_above_the_title_counts_in_the_box_of_the_title_and_where_the_layout_says_so() -> None:
    box = f"<div><div><time datetime='2019-12-24'>24/12/2019</time></div><div><h1>{TITLE}</h1></div><p>{LONG}</p></div>"
    assert article_from_html(box, url="https://bao.example/a-1.html", doc="a-1").published == date(2019, 12, 24)
    top = "<div class=ngay>24/12/2019</div>"
    assert read(top=top, selectors=Selectors(date=".ngay")).published == date(2019, 12, 24)


def test_attached_files() -> None:
    links = (
        "<a href='/files/Danh-sach.PDF'>Danh sách</a><a href='../docs/qd%2012.docx#p2'>Quyết định</a>"
        "<a href='/files/Danh-sach.PDF'>Tải về</a><a href='/down.aspx?file=/a/phu-luc.xlsx'>Phụ lục</a>"
        "<a href='https://bao.example/kem.xls'>Kèm theo</a><a href='https://khac.example/x.pdf'>Nơi khác</a>"
        "<a href='javascript:void(0)'>x</a><a href='http://[hỏng/a.pdf'>y</a><a href='/tin/b-2.html'>Bài khác</a>"
        "<a href='mailto:a@bao.example'>Thư</a><a href='/tai?id=7' class=kem>Tải</a>"
    )
    found = [url.removeprefix("https://").removeprefix("www.") for url in read(links).attachments]
    assert found == [
        "bao.example/files/Danh-sach.PDF",
        "bao.example/docs/qd%2012.docx",
        "bao.example/down.aspx?file=%2Fa%2Fphu-luc.xlsx",
        "bao.example/kem.xls",
    ]
    assert any("/tai?id=7" in url for url in read(links, selectors=Selectors(attachments=".kem")).attachments)


@pytest.mark.parametrize("hidden", ["/a%2Epdf", "/a%2epd%66", "/a.p\ndf", " /a.pdf "])
def test_a_file_is_known_however_its_address_hides_the_suffix(hidden: str) -> None:
    assert len(read(f"<a href='{hidden}'>Danh sách</a>").attachments) == 1


def test_files_of_a_site_that_moved_its_base_address() -> None:
    article = read("<a href='kem/a.pdf'>Danh sách</a>", head="<base href='https://moi.example/tin/'>")
    assert article.attachments == ("https://moi.example/tin/kem/a.pdf",)


@pytest.mark.parametrize("name", ["Sở Xây dựng", "Cổng Thông tin điện tử Sở Xây dựng tỉnh Bình An", "Chi tiết tin", ""])
def test_a_page_that_calls_itself_by_its_site_has_the_title_above_its_text(name: str) -> None:
    top = f"<div class=ten>{name}</div><div>Chủ nhật, 22/11/2026 | 12:20</div><h3 class=title>Tin nổi bật</h3>"
    article = read("<span>24/12/2019</span>", f"<title>{name}</title>", top)
    assert article.title == TITLE
    assert article.published == date(2019, 12, 24)
    assert article.text.startswith(f"{TITLE}\n24/12/2019\n{LONG}")


def test_a_short_title_that_the_page_names_twice_is_kept_although_a_longer_heading_follows() -> None:
    title = "Khen thưởng đột xuất"
    head = f"<title>{title} - Báo</title><meta property=og:title content='{title}'>"
    html = f"{head}<h1>{title}</h1><h2>Ba chiến sĩ cứu hai em nhỏ khỏi dòng nước lũ</h2><p>{LONG}</p>"
    assert article_from_html(html, url="https://bao.example/a-1.html", doc="a-1").title == title


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Ngày đăng: 17/05/2013 | 11761 lượt xem", "Ngày đăng: 17/05/2013"),
        ("09/08/2024 10:05 Số lượt xem: 1.204", "09/08/2024 10:05"),
        ("09:52 - Thứ Hai, 27/07/2020 Lượt xem: 1.204 In bài viết", "09:52 - Thứ Hai, 27/07/2020"),
        ("Thứ Hai, 27/07/2020, 09:52 (GMT+7)", "Thứ Hai, 27/07/2020, 09:52 (GMT+7)"),
    ],
)
def test_what_counts_visits_is_no_part_of_the_date_line(line: str, told: str) -> None:
    assert without_counters(line) == told
