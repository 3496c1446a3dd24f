"""Addresses of the families: which are articles, and which lead to the same one."""

import pytest

from data import ROOT
from scrapers.discover.identity import article_id, canonical_url
from scrapers.families import article_pattern
from scrapers.sources import load_sources

SOURCES = {source.name: source for source in load_sources(ROOT / "sources")}
CAOBANG, BINHDINH = "https://ldld.caobang.gov.vn", "https://stp.binhdinh.gov.vn"
GIALAI, HCMUE = "http://thiduakhenthuong.gialai.gov.vn", "https://pa.hcmue.edu.vn"
CAOSU, TRAVINH = "https://tapchicaosu.vn", "http://vienkiemsattv.gov.vn"
LANGSON, CAMAU = "https://thiduakhenthuong.langson.gov.vn", "https://tranvanthoi.camau.dcs.vn"
VIEW = "/index.php?option=com_content&view"


def _is_article(url: str) -> bool:
    source = SOURCES[url.split("/")[2]]
    return article_pattern(source).search(canonical_url(url)) is not None


@pytest.mark.parametrize(
    "url",
    [
        f"{CAOBANG}/news/TIN-CONG-DOAN/tong-ket-thi-dua-1187.html",
        f"{BINHDINH}/hoat-dong-chi-dao-dieu-hanh/tong-ket-thi-dua-3784.html",
        f"{GIALAI}{VIEW}=article&id=301:tong-ket-thi-dua&catid=34&Itemid=54",
        f"{HCMUE}/index.php/14-thi-dua/122-ket-qua-xet-thi-dua",
        f"{CAOSU}/2023/02/10/ban-tay-vang/",
        f"{TRAVINH}/?p=2204",
        f"{LANGSON}/vi/quyetdinhkhen/quyet-dinh-so-2093qd-ubnd",
        f"{LANGSON}/vi/node/842",
        f"{CAMAU}/dang-bo-khanh-hai.1156",
    ],
)
def test_an_article(url: str) -> None:
    assert _is_article(url)


@pytest.mark.parametrize(
    "url",
    [
        f"{CAOBANG}/news/TIN-CONG-DOAN/",
        f"{CAOBANG}/news/TIN-CONG-DOAN/page-2/",
        f"{CAOBANG}/news/print/TIN-CONG-DOAN/tong-ket-thi-dua-1187.html",
        f"{BINHDINH}/laws/quyet-dinh-12.html",
        f"{BINHDINH}/savefile/hoat-dong/tong-ket-thi-dua-3784.html",
        f"{GIALAI}{VIEW}=category&layout=blog&id=34",
        f"{GIALAI}{VIEW}=article&id=301&tmpl=component&print=1",
        f"{GIALAI}{VIEW}=article&id=301&format=pdf",
        f"{CAOSU}/2023/02/page/2/",
        f"{CAOSU}/category/cong-doan/",
        f"{CAOSU}/2023/02/",
        f"{LANGSON}/vi/quyetdinhkhen?page=1",
        f"{LANGSON}/en/hinhthucs/bang-khen",
        f"{CAMAU}/gioi-thieu.2",
        f"{CAMAU}/print.aspx?id=1156",
    ],
)
def test_no_article(url: str) -> None:
    assert not _is_article(url)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{CAOBANG}/news/A/tong-ket-1187.html", f"{CAOBANG}/news/print/A/tong-ket-1187.html"),
        (f"{CAOBANG}/news/A/tong-ket-1187.html", f"{CAOBANG}/news/savefile/B/ten-moi-1187.html"),
        (f"{GIALAI}{VIEW}=article&id=301:ten", f"{GIALAI}{VIEW}=article&id=301&Itemid=9&tmpl=component&print=1"),
        (f"{CAOSU}/2023/02/10/ban-tay-vang/", f"{CAOSU}/2023/02/10/ban-tay-vang"),
        (f"{CAOSU}/2023/02/10/ban-tay-vang/", "https://www.tapchicaosu.vn/2023/02/10/ban-tay-vang/amp/"),
        (f"{CAOSU}/2023/02/10/ban-tay-vang/", f"{CAOSU}/2023/02/10/ban-tay-vang/?replytocom=12#respond"),
        (f"{LANGSON}/vi/node/842", f"{LANGSON}/vi/print/node/842"),
        (f"{CAMAU}/ten-cu.1156", f"{CAMAU}/xay-dung-dang/ten-moi.1156"),
    ],
)
def test_the_same_article(one: str, other: str) -> None:
    source = SOURCES[one.split("/")[2]]
    assert article_id(one, source) == article_id(other, source)


def test_neighbours_are_other_articles() -> None:
    for site, one, other in (
        (CAOBANG, "/news/A/ten-1187.html", "/news/A/ten-1188.html"),
        (GIALAI, f"{VIEW}=article&id=301", f"{VIEW}=article&id=30"),
        (CAOSU, "/2023/02/10/ban-tay-vang/", "/2023/02/11/ban-tay-vang/"),
        (CAOSU, "/?p=7", "/?p=8"),
        (LANGSON, "/vi/quyetdinhkhen/quyet-dinh-1", "/vi/quyetdinhkhen/quyet-dinh-2"),
        (CAMAU, "/ten.1156", "/ten.1157"),
    ):
        source = SOURCES[site.split("/")[2]]
        assert article_id(site + one, source) != article_id(site + other, source)
