"""Broken and hostile pages: read as far as they can be, else refused quickly and by their own name."""

import time

import pytest

from schemas import Article, Source
from scrapers.errors import ChallengePage, PageTooDeep, RefusalPage, UnreadableInput
from scrapers.families import families
from scrapers.issues import issue_of
from scrapers.pages.article import article_from_html
from scrapers.pages.layout import layout_is_unknown
from scrapers.pages.soup import DEEPEST

TITLE = "Huyện Bình An tuyên dương gia đình văn hóa tiêu biểu"
TEXT = (
    "Tại hội nghị, Chủ tịch Ủy ban nhân dân huyện đã tặng Giấy khen cho 12 hộ gia đình có thành tích xuất sắc trong "
    "phong trào xây dựng đời sống văn hóa ở khu dân cư giai đoạn vừa qua."
)


def read(html: bytes | str, source: Source | None = None) -> Article:
    return article_from_html(html, url="https://bao.example/a-1.html", doc="a-1", source=source)


@pytest.mark.parametrize("tag", ["div", "span", "font", "table><tr><td"])
def test_endless_nesting_is_refused_within_two_seconds(tag: str) -> None:
    hostile = b"<html><body>" + f"<{tag}>".encode() * (10_000_000 // (len(tag) + 2))
    started = time.perf_counter()
    with pytest.raises(PageTooDeep, match="within each other") as caught:
        read(hostile)
    assert time.perf_counter() - started < 2
    assert issue_of(caught.value, "u").code == "page-too-deep"


def test_tags_that_close_by_themselves_are_not_deep() -> None:
    assert TEXT in read(f"<h1>{TITLE}</h1><p>{TEXT}<p>Vì vậy:<ul>{'<li>Hộ' * (DEEPEST + 1)}").text


def test_nuls_are_dropped_and_the_page_is_read() -> None:
    html = f"<h1>{TITLE}</h1><p>{TEXT}</p>".encode()
    assert TEXT in read(html.replace(b"khen", b"kh\0en").replace(b"<p>", b"<p\0>")).text


@pytest.mark.parametrize(
    "end", ["<p>Hộ bà Trần Thị Na", "<p>Hộ bà Trần Thị Na<", "<p>Hộ bà Trần Thị Na</", "<p class='a"]
)
def test_a_page_that_breaks_off_is_read_to_there(end: str) -> None:
    article = read(f"<html><body><div><table><tr><td><h1>{TITLE}</h1><div><p>{TEXT}{end}")
    assert article.title == TITLE
    assert TEXT in article.text
    assert ("Trần Thị Na" in article.text) == ("Trần Thị Na" in end)


CHALLENGES = {
    "cloudflare": "<title>Just a moment...</title><noscript>Enable JavaScript and cookies to continue</noscript>",
    "old cloudflare": "<title>bao.example</title><h1>Checking your browser before accessing bao.example.</h1>"
    "<p>This process is automatic. Your browser will redirect to your requested content shortly.</p>",
    "captcha": "<h2>Verify you are human by completing the action below.</h2><form><input name=g></form>",
    "Vietnamese": "<title>Bảo mật</title><div>Xác minh bạn không phải là robot</div><button>Tiếp tục</button>",
    "Vietnamese, polite": "<p>Vui lòng xác nhận rằng quý vị không phải là người máy.</p>",
    "cookie": "<html><script>document.cookie='D1N=5f2b;path=/';\nwindow.location.reload(true);</script></html>",
    "script": "<body><script src=x></script><script>window._cf_chl_opt={a:1}</script></body>",
}
REFUSALS = {
    "ministry": "<h1>Thông báo từ chối truy cập</h1><p>Yêu cầu của bạn đã bị chặn.</p>",
    "firewall": "<title>Request Rejected</title>The requested URL was rejected. Please consult with your administrator."
    "<br>Your support ID is: 1234567890<br><a href='javascript:history.back()'>[Go Back]</a>",
    "cloudflare": "<title>Attention Required! | Cloudflare</title><h1>Sorry, you have been blocked</h1>",
    "nginx": "<title>403 Forbidden</title><center><h1>403 Forbidden</h1></center><hr><center>nginx</center>",
    "Vietnamese": "<p>Bạn không có quyền truy cập trang này. Mã: 77</p>",
}


@pytest.mark.parametrize("html", CHALLENGES.values(), ids=CHALLENGES)
def test_tests_whether_we_are_human(html: str) -> None:
    with pytest.raises(ChallengePage) as caught:
        read(html)
    assert issue_of(caught.value, "u").code == "challenge-page"


@pytest.mark.parametrize("html", REFUSALS.values(), ids=REFUSALS)
def test_refusals(html: str) -> None:
    with pytest.raises(RefusalPage) as caught:
        read(html)
    assert issue_of(caught.value, "u").code == "refusal-page"


@pytest.mark.parametrize(
    "line",
    [
        "Yêu cầu của bạn đã bị từ chối là dòng chữ mà nhiều người dân gặp khi nộp hồ sơ qua cổng dịch vụ công.",
        "Trang báo lỗi Access Denied suốt buổi sáng, theo phản ánh của bạn đọc.",
        "Khi thấy ô Xác minh bạn không phải là robot, người dân chỉ cần đánh dấu và chờ vài giây.",
        "Thông báo từ chối truy cập khiến nhiều cán bộ không nộp được hồ sơ khen thưởng.",
        "Just a moment là tên tiết mục đoạt giải Nhất.",
    ],
)
def test_a_short_article_that_speaks_of_such_pages_is_read(line: str) -> None:
    assert line in read(f"<h1>{TITLE}</h1><p>{line}</p>").text
    assert (
        read(f"<title>{line}</title><h1>{line}</h1><p>Cán bộ huyện đã khắc phục lỗi này trong ngày.</p>").title == line
    )


def test_a_comment_box_with_a_captcha_does_not_make_a_challenge() -> None:
    box = (
        "<form><p>Xác minh bạn không phải là robot</p></form>" + "<div>Bạn đọc viết về trang tin của huyện.</div>" * 12
    )
    assert (
        TEXT
        in read(
            f"<h1>{TITLE}</h1><div><p>{TEXT}</p><p>{TEXT} Hội nghị kết thúc vào chiều cùng ngày.</p></div>{box}"
        ).text
    )


def test_a_page_built_by_javascript_is_no_challenge() -> None:
    with pytest.raises(UnreadableInput, match="JavaScript") as caught:
        read("<title>Cổng</title><div id=root></div><script>document.cookie='a=1'; start();</script>")
    assert type(caught.value) is UnreadableInput


def test_a_page_that_fits_no_layout_of_its_family_is_known_as_such() -> None:
    values = {"name": "bao", "title": "Báo", "listings": ("https://bao.example/",), "article_pattern": "-"}
    family = next(family for family in families().values() if family.layouts)
    ours, alone = Source.model_validate(values | {"family": family.name}), Source.model_validate(values)
    html = f"<h1>{TITLE}</h1><p>{TEXT}</p>"
    assert layout_is_unknown(read(html, ours), ours)
    assert not layout_is_unknown(read(html, alone), alone)
    assert not layout_is_unknown(read(html, ours).model_copy(update={"layout": f"{family.name}/x"}), ours)
