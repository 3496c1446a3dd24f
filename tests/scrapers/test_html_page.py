"""Web pages: article found, furniture cut, offsets right."""

import unicodedata
from datetime import date
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import Article, BlockKind, Selectors, Source
from scrapers.errors import RefusalPage, UnreadableInput
from scrapers.pages.article import article_from_html

K = BlockKind
TITLE = "Sở Xây dựng tỉnh Bình An tổng kết công tác thi đua năm 2021"
LONG = (
    "Hội nghị đã nghe báo cáo kết quả công tác thi đua, khen thưởng của ngành trong năm qua, thảo luận phương hướng và "
    "nhiệm vụ năm tới với nhiều ý kiến tâm huyết của các đại biểu đến từ khắp các đơn vị trong toàn tỉnh nhà."
)
MORE = LONG.replace("Hội nghị", "Các đại biểu")
MENU = "<ul class='menu'>" + "".join(f"<li><a href='/{n}'>Chuyên mục {n}</a></li>" for n in range(40)) + "</ul>"


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    """The first page loads data and trafilatura, which is no part of how long a page takes."""
    read(page(f"<h1>{TITLE}</h1><p>{LONG}</p>"))


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"


def read(html: bytes | str, selectors: Selectors | None = None) -> Article:
    source = Source(
        name="bao",
        title="Báo",
        listings=("https://bao.example/",),
        article_pattern="-",
        selectors=selectors or Selectors(),
    )
    return article_from_html(html, url="https://bao.example/a-1.html", doc="a-1", source=source)


def blocks(article: Article) -> list[tuple[BlockKind, str]]:
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


def sharepoint() -> str:
    return page(
        f"<form id=aspnetForm><div><a href=#>Sign In</a></div>{MENU}<div id=ctl00_x_g_1><h3>{TITLE}</h3>"
        f"<span>05/07/2022</span><div>{TITLE}</div><div><p>{LONG}</p><p>{MORE}</p>"
        "<p>Cục trưởng tặng Giấy khen cho 07 tập thể.</p></div><div>Các tin đã đưa ngày:</div></div></form>",
        f"<title>{TITLE}</title>",
    )


def old_portal() -> str:
    return page(
        f"<table><tr><td>{MENU}</td><td><h1>Báo Bình An điện tử</h1>Thứ hai, 05/01/2026 - 08:27<br><b>{TITLE}</b><br>"
        f"Cập nhật lúc 14:05, 05/07/2022<br>{LONG}<br>- 12 tập thể được tặng Giấy khen;<br>{MORE}"
        "<br>Các tin khác<br>- <a href=/z>Xã Đồng Tâm đón nhận Huân chương</a></td><td>Quảng cáo</td></tr></table>",
        f"<title>{TITLE}</title>",
    )


def onecms() -> str:
    return page(
        f"<header><a href=/>Báo</a></header><h1 class=sc-longform-header-title>{TITLE}</h1>"
        "<span class=sc-longform-header-date>05/07/2022 10:00</span>"
        "<p class=sc-longform-header-sapo>Lời dẫn của bài.</p>"
        f"<div class='entry entry-no-padding'><p>{LONG}</p>"
        "<figure><img><figcaption>Trao Giấy khen</figcaption></figure>"
        f"<p>Trao Giấy khen</p><p>{MORE}</p></div><div class=related-news><h3>{TITLE} lần thứ hai</h3></div>",
    )


def webcenter() -> str:
    return page(
        f"{MENU}<div class=content><h3 class=text-do>{TITLE}</h3>"
        "<span class=text-ngayxam-page>(05/07/2022 10:27)</span>"
        f"<div id=content-print><div>{LONG}</div><div>{MORE}</div></div></div><div>Lượt xem: 12</div>",
    )


def press() -> str:
    return page(
        f"<nav>{MENU}</nav><article class=story><h1 class=article__title>{TITLE}</h1><div class=article__meta>"
        "<time datetime='2022-07-05T08:00'>05/07/2022 08:00</time></div>"
        "<div class=article__sapo>Lời dẫn của bài.</div>"
        f"<div class=article__body><p>{LONG}</p><p>{MORE}</p></div></article><aside><p>{LONG} Bài khác.</p></aside>",
        "<meta property=article:published_time content='2022-07-05T08:00:00+07:00'>",
    )


def nukeviet() -> str:
    return page(
        f"<div class=breadcrumbs>Trang chủ » Tin</div><div class=news_column><h1 class=title>{TITLE}</h1>"
        "<span class=h5>Thứ ba - 05/07/2022 15:20</span><div class=hometext>Lời dẫn của bài.</div>"
        "<div id=news-bodyhtml>"
        f"<p>{LONG}</p><p>{MORE}</p></div></div><div id=newsCommentsTab>Ý kiến bạn đọc</div>",
    )


@pytest.mark.parametrize("frame", [sharepoint, old_portal, onecms, webcenter, press, nukeviet])
def test_frames(frame: object) -> None:
    assert callable(frame)
    article = read(frame())
    said = [text for kind, text in blocks(article)]
    assert said.count(LONG) == said.count(MORE) == 1
    assert said.count(TITLE) == 1
    assert article.published == date(2022, 7, 5)
    dateline = next(text for kind, text in blocks(article) if kind is K.DATELINE)
    assert "05/07/2022" in dateline
    cut = ("Chuyên mục", "Sign In", "Các tin", "Đồng Tâm", "Lượt xem", "Ý kiến", "Bài khác", "Trang chủ", "lần thứ hai")
    assert not [word for word in cut if word in article.text]


def test_the_site_name_in_h1_is_not_the_title() -> None:
    article = read(
        page(f"<h1>Báo Bình An điện tử</h1>{MENU}<h2>{TITLE}</h2><p>{LONG}</p>", f"<title>{TITLE} | Báo</title>")
    )
    assert article.title == TITLE
    assert blocks(article)[0] == (K.TITLE, TITLE)


def test_visit_date_in_the_header_is_not_that_of_publication() -> None:
    top = "<div class=top>Thứ hai, 05/01/2026 - 08:27</div>"
    assert read(page(f"{top}<h1>{TITLE}</h1><p>{LONG}</p>")).published is None
    dated = read(page(f"{top}<h1>{TITLE}</h1><div>Thứ ba, 24/12/2019</div><p>{LONG}</p>"))
    assert dated.published == date(2019, 12, 24)
    assert (K.DATELINE, "Thứ ba, 24/12/2019") in blocks(dated)
    assert "2026" not in dated.text


def test_declared_date_wins_over_printed_and_json_ld_is_read() -> None:
    head = '<script type=application/ld+json>{"@graph":[{"datePublished":"2019-12-24T08:00:00+07:00"}]}</script>'
    assert read(page(f"<h1>{TITLE}</h1><p>25/12/2019</p><p>{LONG}</p>", head)).published == date(2019, 12, 24)
    broken = "<script type=application/ld+json>{oops</script>"
    assert read(page(f"<h1>{TITLE}</h1><p>25/12/2019</p><p>{LONG}</p>", broken)).published == date(2019, 12, 25)


def test_structure() -> None:
    article = read(
        page(
            f"<h1>{TITLE}</h1><div><p>{LONG}</p><h2>Kết quả</h2><p><b>Đối với cá nhân</b></p>"
            "<ul><li>- 12 Giấy khen</li></ul>"
            f"<p>Một<br>Hai</p><p>  Ba&nbsp; \n bốn </p><p>{MORE}</p></div>"
        )
    )
    assert blocks(article)[2:8] == [
        (K.HEADING, "Kết quả"),
        (K.HEADING, "Đối với cá nhân"),
        (K.LIST_ITEM, "12 Giấy khen"),
        (K.PARAGRAPH, "Một"),
        (K.PARAGRAPH, "Hai"),
        (K.PARAGRAPH, "Ba bốn"),
    ]
    assert article.text == "\n".join(text for _, text in blocks(article))


def test_table_rows_keep_their_columns() -> None:
    rows = (
        "<tr><th>TT<th>Đơn vị<th>Danh hiệu</tr><tr><td>1<td rowspan=2>Khoa Nội<td>Giấy khen</tr>"
        "<tr><td>2<td>Cờ thi đua</tr><tr><td colspan=2>Cộng<td></tr>"
    )
    article = read(page(f"<h1>{TITLE}</h1><p>{LONG}</p><table>{rows}</table><p>{LONG}</p>"))
    found = [block for block in article.blocks if block.kind is K.TABLE_ROW]
    assert [[article.text[s:e] for s, e in row.cells] for row in found] == [
        ["TT", "Đơn vị", "Danh hiệu"],
        ["1", "Khoa Nội", "Giấy khen"],
        ["2", "", "Cờ thi đua"],
        ["Cộng", "", ""],
    ]
    assert "1 | Khoa Nội | Giấy khen" in article.text.split("\n")


def test_a_caption_told_twice_is_kept_once() -> None:
    assert [text for kind, text in blocks(read(onecms())) if kind is K.CAPTION] == ["Trao Giấy khen"]


def test_selectors_of_the_source_win() -> None:
    body = f"<div id=a><p>{LONG}</p><p>Ghi chú</p></div><p>{LONG}{MORE}</p>"
    html = page(f"<h1>Trang tin của huyện nhà</h1><i id=t>{TITLE}</i>{body}")
    article = read(html, Selectors(title="#t", body="#a", cut=("#a p + p",)))
    assert [text for _, text in blocks(article)] == [TITLE, LONG]


def test_what_the_source_names_is_not_cut_with_a_footer() -> None:
    html = page(f"<h1>{TITLE}</h1><footer>Đăng bởi <i id=d>05/07/2022</i></footer><div id=a><p>{LONG}</p></div>")
    article = read(html, Selectors(date="#d", body="#a"))
    assert article.published == date(2022, 7, 5)
    assert [text for _, text in blocks(article)] == [TITLE, "05/07/2022", LONG]
    assert read(html, Selectors(date="#d", body="#a", cut=("footer",))).published is None


def test_a_short_body_that_the_source_names_is_believed() -> None:
    html = page(f"<h1>{TITLE}</h1><div id=a>Số: 2093/QĐ-UBND</div><div class=right><p>{LONG}</p></div>")
    assert [text for _, text in blocks(read(html, Selectors(body="#a")))] == [TITLE, "Số: 2093/QĐ-UBND"]


def test_the_box_of_attached_files_may_be_cut() -> None:
    box = "<div id=f><a class=file href=/tai-ve?id=7>Danh sách kèm theo</a></div>"
    html = page(f"<h1>{TITLE}</h1><div id=a><p>{LONG}</p>{box}</div>")
    article = read(html, Selectors(body="#a", attachments="a.file", cut=("#f",)))
    assert article.attachments == ("https://bao.example/tai-ve?id=7",)
    assert "Danh sách" not in article.text


@pytest.mark.parametrize(
    ("printed", "author"),
    [
        ("Tác giả: Hà Văn Minh", "Hà Văn Minh"),
        ("Tác giả bài viết: Hà Văn Minh Nguồn tin: Sở Nội vụ", "Hà Văn Minh"),
        ("Được viết bởi Hà Văn Minh", "Hà Văn Minh"),
        ("Hà Văn Minh", "Hà Văn Minh"),
    ],
)
def test_labels_are_no_part_of_the_author(printed: str, author: str) -> None:
    html = page(f"<h1>{TITLE}</h1><p>{LONG}</p><p id=t>{printed}</p>")
    assert read(html, Selectors(author="#t")).author == author


def test_the_site_is_not_its_own_author() -> None:
    head = "<title>{} - Sở Xây dựng</title><meta name=author content='{}'>"
    assert read(page(f"<h1>{TITLE}</h1><p>{LONG}</p>", head.format(TITLE, "Sở Xây dựng"))).author is None
    assert read(page(f"<h1>{TITLE}</h1><p>{LONG}</p>", head.format(TITLE, "Hà Văn Minh"))).author == "Hà Văn Minh"


def test_class_names_on_the_whole_page_do_not_cut_it() -> None:
    body = f"<div class='post comment-open share'><h1>{TITLE}</h1><p>{LONG}</p></div>"
    assert LONG in read(page(body)).text


def test_names_of_furniture_count_as_whole_words() -> None:
    kept = "<p class=ms-sharepoint>12 tập thể được tặng Giấy khen.</p>"
    cut = "<div class=boxShareLink>Chia cho bạn bè cùng xem</div>"
    text = read(page(f"<h1>{TITLE}</h1><div><p>{LONG}</p>{kept}{cut}<p>{MORE}</p></div>")).text
    assert "12 tập thể" in text
    assert "bạn bè" not in text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1258"])
def test_encodings(encoding: str) -> None:
    text = page(f"<h1>Thi đua yêu nước của tỉnh</h1><p>{LONG}</p>").replace("charset=utf-8", f"charset={encoding}")
    data = _in_1258(text) if encoding == "windows-1258" else text.encode(encoding)
    assert LONG in read(data).text


def _in_1258(text: str) -> bytes:
    """windows-1258 writes tone marks after their letter, but has ă, â, ê, ô, ơ, ư whole."""
    letters = []
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tone = [mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323"]
        letters.append(
            unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tone)) + "".join(tone)
        )
    return "".join(letters).encode("cp1258")


def test_pages_without_an_article() -> None:
    with pytest.raises(UnreadableInput, match="no article text"):
        read(page("<div id=root></div>", f"<title>{TITLE}</title>"))
    with pytest.raises(RefusalPage):
        read(page("<h1>Thông báo từ chối truy cập</h1><p>Yêu cầu của bạn đã bị chặn.</p>"))


def test_deeply_nested_page_is_read() -> None:
    assert LONG in read(page("<div>" * 3000 + f"<p>{LONG}</p>" + "</div>" * 3000)).text


SNIPPETS = st.lists(
    st.tuples(st.sampled_from(["p", "li", "td", "h2", "figcaption", "b", "div"]), st.text(max_size=30)),
    min_size=1,
    max_size=15,
)


@given(SNIPPETS)
@settings(max_examples=60)
def test_offsets_hold_for_any_page(snippets: list[tuple[str, str]]) -> None:
    inner = "".join(
        f"<table><tr><td>{escape(text)}</td><td>x</td></tr><tr><td>y</td><td>{escape(text)}</td></tr></table>"
        if tag == "td"
        else f"<{tag}>{escape(text)}</{tag}>"
        for tag, text in snippets
    )
    html = page(f"<h1>{TITLE}</h1><div>{inner}</div><p>{LONG}</p>")
    article = read(html)
    assert unicodedata.is_normalized("NFC", article.text)
    assert article.text == "\n".join(text for _, text in blocks(article))
    for block in article.blocks:
        said = article.text[block.start : block.end]
        assert said
        assert said == said.strip()
        assert all(block.start <= start <= end <= block.end for start, end in block.cells)
        if block.cells:
            assert " | ".join(article.text[s:e] for s, e in block.cells).strip() == said
    assert read(unicodedata.normalize("NFD", html)) == article


def test_a_hidden_machine_date_is_used_but_not_shown() -> None:
    hidden = "<span class=d-none itemprop=datePublished>2023-08-15T16:30:00+07:00</span>"
    for body in (f"<p>{LONG}</p>", f"<div id=news-bodyhtml>{LONG}</div>"):
        article = read(page(f"<h1>{TITLE}</h1>{hidden}<p>Thứ ba - 15/08/2023 16:30</p>{body}"))
        assert article.published == date(2023, 8, 15)
        assert (K.DATELINE, "Thứ ba - 15/08/2023 16:30") in blocks(article)
        assert "T16" not in article.text


def test_the_author_in_bold_at_the_end_is_no_heading() -> None:
    assert blocks(read(page(f"<h1>{TITLE}</h1><p>{LONG}</p><p><b>Hồng Mai</b></p>")))[-1] == (K.PARAGRAPH, "Hồng Mai")


def test_a_lead_in_a_heading_element_is_a_paragraph() -> None:
    lead = "Sáng nay, UBND tỉnh trao Bằng khen cho 12 tập thể, 20 cá nhân có thành tích trong phòng, chống bão lũ."
    found = blocks(read(page(f"<h1>{TITLE}</h1><h2>{lead} {lead}</h2><p>{LONG}</p>")))
    assert (K.PARAGRAPH, f"{lead} {lead}") in found


def test_the_line_round_a_date_element_is_not_told_again() -> None:
    line = "<div><span class=d>09:52 - Thứ Hai, 04/07/2022</span> Lượt xem: 12 <a href=/in>In bài viết</a></div>"
    article = read(page(f"<h1>{TITLE}</h1>{line}<p>{LONG}</p>"), Selectors(date=".d"))
    assert [text for _, text in blocks(article)] == [TITLE, "09:52 - Thứ Hai, 04/07/2022", LONG]
