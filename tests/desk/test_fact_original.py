"""The archived original: nothing in it acts, fetches or leads anywhere, and no path of the address becomes a file's."""

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from fact_bench import Officer, parsed
from workbench import make_article

from pipeline.desk.rulings.original import ATTRIBUTES, harmless
from pipeline.session import session
from pipeline.settings import Home
from pipeline.store.sources import store_snapshots
from schemas import Exchange, Snapshot
from scrapers.archive.store import Archive

PAGES = [
    "<script>alert(1)</script><p>chữ",
    "<p onclick=alert(1) onmouseover='x'>chữ</p>",
    "<img src=http://evil.vn/a.png onerror=alert(1)><p>chữ",
    "<iframe src='javascript:alert(1)'></iframe><p>chữ",
    "<a href='javascript:alert(1)'>chữ</a>",
    '<a href="jav&#x09;ascript:alert(1)">chữ</a>',
    "<a href='http://evil.vn'>chữ</a>",
    "<meta http-equiv=refresh content='0;url=http://evil.vn'><p>chữ",
    "<base href='http://evil.vn/'><p>chữ",
    "<link rel=stylesheet href=http://evil.vn/a.css><p>chữ",
    "<style>@import 'http://evil.vn/a.css'; p { background: url(http://evil.vn) }</style><p>chữ",
    "<p style=\"background:url('http://evil.vn/x')\">chữ</p>",
    "<p style='background:\\75 rl(http://evil.vn)'>chữ</p>",
    "<p style='background-image: image-set(\"http://evil.vn/a\" 1x)'>chữ</p>",
    "<p style='position:fixed;top:0'>chữ</p>",
    "<form action=http://evil.vn><input name=a><button>gửi</button><p>chữ</form>",
    "<svg><script>alert(1)</script><a xlink:href='javascript:alert(1)'><text>x</text></a></svg><p>chữ",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math><p>chữ",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript><p>chữ',
    "<object data=http://evil.vn/a.swf></object><embed src=http://evil.vn><applet code=x></applet><p>chữ",
    "<video src=http://evil.vn poster=http://evil.vn></video><audio src=http://evil.vn></audio><p>chữ",
    "<table background=http://evil.vn><tr><td background='http://evil.vn'>chữ</td></tr></table>",
    "<img srcset='http://evil.vn/a 1x'><picture><source srcset=http://evil.vn/b></picture><p>chữ",
    "<template><script>alert(1)</script></template><p>chữ",
    "<!--[if IE]><script>alert(1)</script><![endif]--><p>chữ",
    "<p>chữ<![CDATA[<script>alert(1)</script>]]></p>",
    "<textarea><script>alert(1)</script></textarea><p>chữ",
    "<body onload=alert(1) background=http://evil.vn><p>chữ",
    "<x-evil onclick=alert(1)>chữ</x-evil>",
    "<a ping=http://evil.vn href='#' target=_top>chữ</a>",
    "<p>chữ</p><script src=//evil.vn/x.js>",
    "<title></title><script>alert(1)</script><p>chữ",
]


@pytest.mark.parametrize("page", PAGES)
def test_nothing_acts_fetches_or_leads_out_and_the_words_stay(page: str) -> None:
    made = harmless(f"<html>{page}</html>".encode(), "text/html; charset=utf-8")
    tree = parsed(made)
    assert "chữ" in tree.text_content()
    assert {one.tag for one in tree.iter() if isinstance(one.tag, str)} & {
        "script", "iframe", "img", "form", "input", "button", "base", "link", "style", "svg", "math", "object", "embed",
        "applet", "video", "audio", "source", "template", "noscript", "textarea",
    } == set()  # fmt: skip
    inside = [(name, value) for one in tree.body.iter() for name, value in one.attrib.items()]
    assert {name for name, _ in inside} <= ATTRIBUTES
    assert "evil.vn" not in made.replace("&lt;", "<") or "CDATA" in page or "<script" not in made
    assert not [value for _, value in inside if "url" in value.lower() or "evil" in value]


@pytest.mark.parametrize("body", [b"", b"\0", b"<", b"\xff\xfe<", "<p>" * 2000 + "chữ"])
def test_a_broken_page_is_still_an_answer(body: bytes | str) -> None:
    assert harmless(body.encode() if isinstance(body, str) else body, None).startswith("<!DOCTYPE html>")


def test_a_page_is_read_in_the_encoding_that_the_scraper_would_take() -> None:
    body = "<p>Ủy ban nhân dân tỉnh Lào Cai tặng Bằng khen cho các tập thể, cá nhân xuất sắc</p>".encode(
        "cp1258", "ignore"
    )
    assert "nh" in harmless(body, "text/html; charset=iso-8859-1")


@pytest.fixture(scope="module")
def officer(tmp_path_factory: pytest.TempPathFactory) -> Officer:
    home = Home(tmp_path_factory.mktemp("original") / "home")
    home.prepare()
    kept = [
        _kept(home, "https://example.vn/a", PAGES[0].encode(), "text/html; charset=utf-8"),
        _kept(home, "https://example.vn/b", b"%PDF-1.4 <script>", "application/pdf"),
        _kept(home, "https://example.vn/other", "bí mật".encode(), "text/html"),
    ]
    with session(home, "test") as opened:
        store_snapshots(opened.con, kept)
        opened.load([make_article("Không có gì."), make_article("Không có gì cả.", name="b"),
                     make_article("Từ tệp.", name="file", url="file:///etc/passwd")])  # fmt: skip
    return Officer(home)


def _kept(home: Home, url: str, body: bytes, kind: str) -> Snapshot:
    exchange = Exchange(
        url=url, final_url=url, fetched_at=datetime(2026, 1, 2, tzinfo=UTC), status=200, content_type=kind
    )
    return Archive(home.archive).keep(exchange, body)


def test_a_page_comes_with_a_policy_of_its_own(officer: Officer) -> None:
    answer = officer.client.get("/articles/id-a/original")
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_file_is_downloaded_and_never_shown(officer: Officer) -> None:
    answer = officer.client.get("/articles/id-b/original")
    assert answer.headers["content-disposition"] == 'attachment; filename="id-b.pdf"'
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.content == b"%PDF-1.4 <script>"


def test_a_file_that_was_ingested_has_no_original_and_its_page_says_so(officer: Officer) -> None:
    assert officer.client.get("/articles/id-file/original").status_code == 404
    tree = officer.get("/articles/id-file")
    assert "được đọc từ tệp" in tree.text_content()
    assert not tree.xpath("//a[starts-with(@href, 'file:')] | //iframe")


def test_the_frame_is_a_sandbox_with_a_name(officer: Officer) -> None:
    (frame,) = officer.get("/articles/id-a").xpath("//iframe")
    assert (frame.get("sandbox"), frame.get("src")) == ("", "/articles/id-a/original")
    assert frame.get("title")


def test_only_bodies_that_belong_to_the_article_can_be_asked_for(officer: Officer) -> None:
    rows = officer.desk.published.rows("SELECT sha256 FROM snapshot WHERE url LIKE '%other'")
    others = [rows[0]["sha256"], "../../work.duckdb", "..%2f..%2fsettings.toml", "/etc/passwd", "", "0" * 64]
    for sha256 in others:
        answer = officer.client.get(f"/articles/id-a/original?sha256={quote(sha256)}")
        assert answer.status_code == 404, sha256
    for path in ("../original", "..%2f..%2fetc%2fpasswd/original", "id-a/original/../../x"):
        assert officer.client.get(f"/articles/{path}").status_code in (404, 400), path


def test_a_body_that_is_missing_is_told_kindly(tmp_path: Path, officer: Officer) -> None:
    del tmp_path
    rows = officer.desk.published.rows("SELECT sha256 FROM snapshot WHERE url = 'https://example.vn/b'")
    path = Archive(officer.desk.home.archive).path(rows[0]["sha256"])
    body = path.read_bytes()
    path.unlink()
    try:
        assert officer.client.get("/articles/id-b/original").status_code == 404
    finally:
        path.write_bytes(body)
