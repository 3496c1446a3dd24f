"""What makes two addresses one article, and what does not."""

import unicodedata
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from w3lib.url import canonicalize_url

from data import DataError
from schemas import Api, Source
from scrapers.discover.identity import article_id, canonical_url, doc_of, identity_of
from scrapers.sources import read_source


def source(**values: object) -> Source:
    given: dict[str, object] = {
        "name": "bao",
        "title": "Báo",
        "listings": ["https://www.bao.example/tin"],
        "article_pattern": "bai",
        "hosts": ["m.bao.example", "118.69.1.2", "WWW.bao-cu.example:8080"],
    }
    return Source.model_validate(given | values)


MAIN = "https://www.bao.example/tin/bài-1.html?a=1&b=2"


@pytest.mark.parametrize(
    "url",
    [
        "http://www.bao.example/tin/bài-1.html?a=1&b=2",
        "https://bao.example/tin/bài-1.html?a=1&b=2",
        "https://WWW.BAO.example/tin/bài-1.html?a=1&b=2",
        "https://www.bao.example:443/tin/bài-1.html?a=1&b=2",
        "http://www.bao.example:80/tin/bài-1.html?a=1&b=2",
        "https://www.bao.example/Tin/BÀI-1.HTML?a=1&b=2",
        "https://www.bao.example/tin/bài-1.html?b=2&utm_source=zalo&a=1&fbclid=x#binh-luan",
        "https://www.bao.example/tin/b%C3%A0i-1.html?a=1&b=2",
        "https://www.bao.example/tin/b%c3%a0i-1.html?a=1&b=2",
        "https://www.bao.example/tin/ba%CC%80i-1.html?a=1&b=2",
        "https://www.bao.example/the-thao/../tin/bài-1.html?a=1&b=2",
        "https://m.bao.example/tin/bài-1.html?a=1&b=2",
        "http://118.69.1.2/tin/bài-1.html?a=1&b=2",
        "http://bao-cu.example:8080/tin/bài-1.html?a=1&b=2",
    ],
)
def test_one_article_however_its_address_is_written(url: str) -> None:
    assert identity_of(url, source()) == identity_of(MAIN, source())
    assert article_id(url, source()) == article_id(MAIN, source())


@pytest.mark.parametrize(
    "url",
    [
        "https://www.bao.example/tin/bai-1.html?a=1&b=2",
        "https://www.bao.example/tin/bài-2.html?a=1&b=2",
        "https://www.bao.example/tin/bài-1.html?a=1&b=3",
        "https://www.bao.example/tin/bài-1.html",
        "https://khac.example/tin/bài-1.html?a=1&b=2",
        "https://www.bao.example:8080/tin/bài-1.html?a=1&b=2",
        "https://bao-cu.example/tin/bài-1.html?a=1&b=2",
    ],
)
def test_other_articles_stay_apart(url: str) -> None:
    assert identity_of(url, source()) != identity_of(MAIN, source())


def test_addresses_in_an_old_encoding_stay_apart() -> None:
    assert identity_of("http://bao.example/b%E0i", source()) != identity_of("http://bao.example/b%E1i", source())


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("https://bao.example/lists/tin/view_detail.aspx?itemid=54&page=2", True),
        ("https://m.bao.example/Lists/Tin/View_Detail.aspx?ItemID=54", True),
        ("https://bao.example/Lists/Tin/View_Detail.aspx?ItemID=55", False),
        ("https://bao.example/Lists/Khac/View_Detail.aspx?ItemID=54", False),
    ],
)
def test_the_id_that_a_site_gives_is_the_identity(url: str, same: bool) -> None:
    moj = source(id_pattern=r"/Lists/(\w+)/View_Detail\.aspx\?.*\bItemID=(\d+)")
    first = "http://www.bao.example/Lists/Tin/View_Detail.aspx?ItemID=54&utm_source=x"
    assert (identity_of(url, moj) == identity_of(first, moj)) == same


def test_a_print_copy_is_the_article_whose_copy_it_is() -> None:
    nuke = source(family="nukeviet", article_pattern=None)
    identities = {
        identity_of(f"https://bao.example/{path}/Khen-thuong/bai-12.html", nuke)
        for path in ("news", "vi/news", "news/savefile", "News/Print")
    }
    assert len(identities) == 1


def test_a_source_of_nothing_but_an_api_has_the_host_of_its_articles() -> None:
    api = Api(url="https://api.bao.example/v1?page={n}", link="https://bao.example/{slug}")
    spa = source(listings=[], apis=[api])
    assert identity_of("https://m.bao.example/bai-1", spa) == identity_of("https://bao.example/bai-1", spa)


SEGMENT = st.text("abcXYZ019-_.~ếĐà%/ !;+", max_size=8)


@given(SEGMENT, SEGMENT, st.booleans())
@example(path="%aà", value="", encoded=False)
def test_identity_is_idempotent_and_blind_to_what_keeps_the_page(path: str, value: str, encoded: bool) -> None:
    kept = quote(path) if encoded else path
    url = f"https://bao.example/tin/{kept}?id={quote(value)}"
    identity = identity_of(url, source())
    assert identity_of(identity, source()) == identity
    for same in (
        url.replace("https://", "http://WWW."),
        unicodedata.normalize("NFD", url),
        url + "&utm_campaign=x#y",
        canonical_url(url),
        url.replace("bao.example", "bao.example:443"),
    ):
        assert identity_of(same, source()) == identity


@given(st.text("abc/.?&=-_~19XYZ:#", max_size=20))
def test_addresses_that_are_canonical_already_are_left_as_they_are(rest: str) -> None:
    url = f"https://bao.example/{rest}"
    cleaned = canonical_url(url)
    assert canonical_url(cleaned) == cleaned
    assert cleaned == canonicalize_url(url)


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://bao.example:443/a", "https://bao.example/a"),
        ("http://bao.example:80", "http://bao.example/"),
        ("http://bao.example:443/a", "http://bao.example:443/a"),
        ("http://bao.example:8080/a", "http://bao.example:8080/a"),
        ("http://bao.example/a:80/b", "http://bao.example/a:80/b"),
        ("https://www.bao.example/A/b", "https://www.bao.example/A/b"),
    ],
)
def test_a_canonical_address_still_leads_to_the_page(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@pytest.mark.parametrize("pattern", [r"bai-\d+", r"bai-\d+(x)?"])
def test_a_pattern_that_shows_no_id_makes_no_two_articles_one(pattern: str) -> None:
    one, other = (article_id(f"https://bao.example/bai-{number}.html", source(id_pattern=pattern)) for number in (1, 2))
    assert one != other


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("id_pattern = '-\\d+'", "id_pattern: no group"),
        ("id_pattern = '('", "id_pattern: not a regular"),
        ("feeds = ['http://[::1/']", "not an http"),
    ],
)
def test_a_source_file_says_what_is_wrong_with_its_addresses(tmp_path: Path, line: str, fault: str) -> None:
    path = tmp_path / "bao.toml"
    path.write_text(
        f"name = 'bao'\ntitle = 'Bao'\nlistings = ['https://bao.example/tin']\narticle_pattern = 'bai'\n{line}\n"
    )
    with pytest.raises(DataError, match=fault):
        read_source(path)


def test_the_number_of_a_file_is_not_that_of_an_article() -> None:
    joomla = source(family="joomla")
    one, other, page = (
        article_id(f"https://bao.example/{path}", joomla)
        for path in ("images/a/01-danh-sach.pdf", "images/b/01-danh-sach.PDF", "thi-dua/5-tin/01-khen-thuong")
    )
    assert len({one, other, page}) == 3


def test_the_name_of_a_page_can_be_that_of_a_file() -> None:
    assert len(doc_of("http://bao.example/" + "ữ" * 300).encode()) <= 200
