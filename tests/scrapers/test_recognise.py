"""The family of a page by its signs, and the shape of an address by one example."""

import re

import pytest

from schemas import Family
from scrapers.families import families
from scrapers.recognise import recognised
from scrapers.shapes import shape_of

BY_PAGE = Family(name="theo-trang", title="Theo trang", signs=("meta[name=generator][content^=Abc]", ".khung-abc"))
BY_ADDRESS = Family(name="theo-dia-chi", title="Theo địa chỉ", url_signs=(r"-\d+\.html$", "^https://"))
KNOWN = (BY_PAGE, BY_ADDRESS)
PLAIN = "<html><body><p>Tin tức</p></body></html>"
MARKED = "<html><body><div class='khung-abc'><p>Tin tức</p></div></body></html>"


def test_a_page_without_any_sign_is_of_no_family() -> None:
    assert recognised(PLAIN, "http://a.example/tin", KNOWN) is None
    assert recognised(PLAIN, "http://a.example/tin", ()) is None


def test_an_address_alone_tells_a_family() -> None:
    assert recognised(PLAIN, "http://a.example/tin-12.html", KNOWN) == BY_ADDRESS


def test_one_sign_on_the_page_goes_before_two_in_the_address() -> None:
    assert recognised(MARKED, "https://a.example/tin-12.html", KNOWN) == BY_PAGE


def test_of_two_families_the_one_with_more_signs_wins() -> None:
    other = Family(name="a-truoc", title="Khác", signs=("p",))
    both = "<html><head><meta name=generator content='Abc 4'></head><body class=khung-abc><p>Tin</p></body></html>"
    assert recognised(both, "http://a.example/tin", (*KNOWN, other)) == BY_PAGE


def test_a_nukeviet_page_is_recognised_by_its_generator() -> None:
    page = "<html><head><meta name='generator' content='NukeViet v4.5'></head><body></body></html>"
    found = recognised(page, "http://a.example/", families().values())
    assert found
    assert found.name == "nukeviet"


# Addresses: one that is known, its id, another article that has to fit, and a page that must not.

SHAPES = [
    ("/tt/Lists/Tin/View_Detail.aspx?ItemID=54", "54", "/tt/lists/tin/view_detail.aspx?ItemID=7", "/tt/Lists/Tin/"),
    ("/webcenter/portal/a/tin?dDocName=TAND1275", "TAND1275", "/webcenter/portal/a/tin?dDocName=T9", "/"),
    ("/index.php?Itemid=9&id=301%3Abang", "301", "/index.php?Itemid=4&id=44%3Ako", "/index.php?Itemid=9"),
    ("/?p=77", "77", "/?p=102", "/?s=77"),
    ("/tu-phap/tong-ket-post3480.html", "3480", "/y-te/trao-giai-post12.html", "/tu-phap/tong-ket-3480.html"),
    ("/tu-phap/tong-ket-414230.html", "414230", "/y-te/trao-giai-7.html", "/tu-phap.html"),
    ("/Hoat-dong/tong-ket-i95504", "95504", "/Tin/trao-i1", "/Hoat-dong/"),
    ("/tin/tong-ket-p726-c819-n471", "471", "/tin/trao-p1-c2-n3", "/tin/p2"),
    ("/tong-ket.1156", "1156", "/trao-giai.2", "/tin-tuc"),
    ("/tong-ket-48086?mid=1851", "48086", "/trao-giai-2", "/tin-tuc?mid=1851"),
    ("/news/114904p24c32/tong-ket.htm", "114904", "/news/3p2c1/trao-giai.htm", "/news/p2.htm"),
    ("/noi-dung/692/Tong-ket", "692", "/noi-dung/7/Trao-giai", "/noi-dung/"),
    ("/ban-in/chinh-tri/161838/tong-ket", "161838", "/ban-in/y-te/5/trao-giai", "/ban-in/chinh-tri"),
    ("/2015/03/27/tong-ket/", None, "/2016/04/01/trao-giai/", "/tag/tong-ket/"),
    ("/thi-dua/202403/tong-ket-3fa94c1/", "3fa94c1", "/thi-dua/202404/trao-giai-88bd0e2/", "/thi-dua/"),
    ("/phong-trao/tong-ket-nam-2023.html", None, "/phong-trao/trao-giai.html", "/y-te/trao-giai.html"),
    ("/vi/quyet-dinh/khen-thuong-dot-hai", None, "/vi/quyet-dinh/khen-thuong", "/vi/tin"),
]  # fmt: skip


@pytest.mark.parametrize(("known", "own_id", "another", "listing"), SHAPES)
def test_the_shape_of_an_address_fits_other_articles_and_no_listing(
    known: str, own_id: str | None, another: str, listing: str
) -> None:
    shape = shape_of(f"https://a.example{known}")
    assert shape
    assert re.search(shape.article, f"https://a.example{known}")
    assert re.search(shape.article, f"https://a.example{another}")
    assert not re.search(shape.article, f"https://a.example{listing}")
    found = re.search(shape.id, f"https://a.example{known}") if shape.id else None
    assert (found[1] if found else None) == own_id


def test_the_home_page_of_a_site_has_no_shape() -> None:
    assert shape_of("https://a.example/") is None
    assert shape_of("https://a.example") is None
