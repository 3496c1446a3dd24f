"""However the address of an article is written, it stands for the same article; and two articles are never one."""

import pytest

from data import ROOT
from scrapers.discover.identity import article_id, identity_of
from scrapers.families import article_pattern
from scrapers.sources import load_sources

SOURCES = {source.name: source for source in load_sources(ROOT / "sources")}

THADS = "https://thads.moj.gov.vn"
UNITS = "https://thiduakhenthuong.moj.gov.vn/qt/tintuc/Pages/dien-hinh-tien-tien.aspx"
COURT = "https://www.toaan.gov.vn/webcenter/portal/tatc/chi-tiet-tin"
INSPECTORATE = "https://thanhtra.gov.vn/web/guest/xem-chi-tiet-tin-tuc/-/asset_publisher//Content"

TWINS = [
    ("thads.moj.gov.vn", f"{THADS}/noidung/tintuc/Lists/TinTuDiaPhuong/View_Detail.aspx?ItemID=4126", [
        f"{THADS}/noidung/tintuc/lists/tintudiaphuong/view_detail.aspx?itemid=4126",
        f"{THADS}/NoiDung/TinTuc/Lists/TinTuDiaPhuong/View_Detail.aspx?ItemId=4126",
        "HTTPS://THADS.MOJ.GOV.VN/noidung/tintuc/Lists/TinTuDiaPhuong/View_Detail.aspx?ItemID=4126",
        "http://thads.moj.gov.vn/noidung/tintuc/Lists/TinTuDiaPhuong/View_Detail.aspx?ItemID=4126",
        f"{THADS}/noidung/tintuc/Lists/TinTuDiaPhuong/View_Detail.aspx?ItemID=4126&fbclid=IwAR0#top",
        f"{THADS}/noidung/tintuc/Lists/TinTuDiaPhuong/View_Detail.aspx?page=3&ItemID=4126",
        f"{THADS}/noidung/tintuc/Lists/TinTuDiaPhuong/View_Detail.aspx?ItemID=4126&IsDlg=1",
    ]),
    ("thiduakhenthuong.moj.gov.vn", f"{UNITS}?ItemID=144", [
        "https://thiduakhenthuong.moj.gov.vn/QT/TinTuc/Pages/Dien-hinh-tien-tien.aspx?Date=&Page=2&ItemID=144",
    ]),
    ("moc.gov.vn", "https://moc.gov.vn/vn/tin-tuc/1285/75920/bo-xay-dung-trao-tang.aspx", [
        "https://moc.gov.vn/vn/tin-tuc/1184/75920/ten-da-sua.aspx",
        "http://www.moc.gov.vn/vn/Pages/chitiettin.aspx?IDNews=75920",
        "https://moc.gov.vn/vn/_layouts/15/NCS.Webpart.MOC/mt_poup/Intrangweb.aspx?IdNews=75920",
    ]),
    ("www.toaan.gov.vn", f"{COURT}?dDocName=TAND127569", [
        f"{COURT}?dDocName=tand127569",
        f"{COURT};jsessionid=Xk2vQpGhJ7!-1207?dDocName=TAND127569",
        f"{COURT}?_afrLoop=2070113348201557&_adf.ctrl-state=9kq2h7xw_41&dDocName=TAND127569",
        "http://toaan.gov.vn/webcenter/portal/tatc/chi-tiet-tin?dDocName=TAND127569",
        "https://www.toaan.gov.vn/webcenter/portal/tatc/chitiettin?dDocName=TAND127569",
    ]),
    ("bacninh.gov.vn", "https://bacninh.gov.vn/web/guest/-/khen-thuong-nam-2020", [
        "https://bacninh.gov.vn/-/khen-thuong-nam-2020",
        "https://bacninh.gov.vn/vi/web/guest/-/khen-thuong-nam-2020",
        "https://bacninh.gov.vn/vi_VN/-/khen-thuong-nam-2020",
        "https://www.bacninh.gov.vn/news/-/details/20182/khen-thuong-nam-2020",
        "https://bacninh.gov.vn/tin-noi-bat/-/asset_publisher/hW6tGd2YpLs9/content/khen-thuong-nam-2020",
        "https://bacninh.gov.vn/web/guest/tin/-/asset_publisher/x/content/khen-thuong-nam-2020"
        "?_101_INSTANCE_x_viewMode=print&p_p_state=pop_up",
    ]),
    ("thanhtra.gov.vn", f"{INSPECTORATE}/thanh-tra-yen-bai?6440123", [
        f"{INSPECTORATE}/thanh-tra-yen-bai?6440123=",
        f"{INSPECTORATE}/ten-da-sua?6440123".replace("/web/guest", ""),
    ]),
]  # fmt: skip

STRANGERS = [
    ("thads.moj.gov.vn", f"{THADS}/noidung/tintuc/Lists/TinTuDiaPhuong/View_Detail.aspx?ItemID=54", [
        f"{THADS}/noidung/tintuc/Lists/TinTrungUong/View_Detail.aspx?ItemID=54",
        f"{THADS}/bacgiang/noidung/tintuc/Lists/HoatDongCuaCuc/View_Detail.aspx?ItemID=54",
        f"{THADS}/langson/noidung/tintuc/Lists/HoatDongCuaCuc/View_Detail.aspx?ItemID=54",
        f"{THADS}/noidung/tintuc/Lists/TinTuDiaPhuong/View_Detail.aspx?ItemID=540",
        "https://moj.gov.vn/noidung/tintuc/Lists/TinTuDiaPhuong/View_Detail.aspx?ItemID=54",
    ]),
    ("moj.gov.vn", "https://moj.gov.vn/qt/tintuc/Pages/chi-dao-dieu-hanh.aspx?ItemID=12", [
        "https://moj.gov.vn/qt/cacchuyenmuc/70TuPhapVietNam/Pages/dien-hinh-tien-tien.aspx?ItemID=12",
        "https://moj.gov.vn/qt/tintuc/Pages/chi-dao-dieu-hanh.aspx?ItemID=13",
    ]),
    ("www.toaan.gov.vn", f"{COURT}?dDocName=TAND127569", [
        f"{COURT}?dDocName=TAND127570",
        "https://www.toaan.gov.vn/portal/page/portal/tandtc/545500?item_id=127569&p_details=1",
    ]),
    ("bacninh.gov.vn", "https://bacninh.gov.vn/-/khen-thuong-nam-2020", [
        "https://bacninh.gov.vn/-/khen-thuong-nam-2021",
        "https://bacninh.gov.vn/web/gia-binh/-/khen-thuong-nam-2020",
        "https://bacninh.gov.vn/news/-/details/20182/khen-thuong-nam-2020-86668605",
    ]),
    ("thanhtra.gov.vn", f"{INSPECTORATE}/khen-thuong?6440123", [f"{INSPECTORATE}/khen-thuong?6440124"]),
]  # fmt: skip

NO_ARTICLES = [
    ("thads.moj.gov.vn", f"{THADS}/noidung/tintuc/Lists/TinTuDiaPhuong/View_Detail.aspx?page=292"),
    ("thads.moj.gov.vn", f"{THADS}/bacgiang/noidung/tintuc/Lists/HoatDongCuaCuc/View_Detail.aspx?ItemID=54"),
    ("moj.gov.vn", "https://moj.gov.vn/qt/tintuc/Pages/chi-dao-dieu-hanh.aspx?Date=&Page=355"),
    (
        "thainguyen.toaan.gov.vn",
        "https://thainguyen.toaan.gov.vn/webcenter/portal/thainguyen/tintuc?mucHienThi=1000361",
    ),
    ("www.toaan.gov.vn", "https://www.toaan.gov.vn/webcenter/ShowProperty?nodeId=/UCMServer/TAND127569"),
    ("bacninh.gov.vn", "https://bacninh.gov.vn/web/guest/tin-tuc?p_p_id=101_INSTANCE_x&_101_INSTANCE_x_cur=2"),
    ("bacninh.gov.vn", "https://bacninh.gov.vn/web/guest/tin/-/categories/40121"),
    ("bacninh.gov.vn", "https://bacninh.gov.vn/web/guest/tin/-/asset_publisher/hW6tGd2YpLs9/rss"),
]


@pytest.mark.parametrize(("name", "main", "twins"), TWINS, ids=[name for name, *_ in TWINS])
def test_twins_are_one_article(name: str, main: str, twins: list[str]) -> None:
    assert {twin for twin in twins if article_id(twin, SOURCES[name]) != article_id(main, SOURCES[name])} == set()


@pytest.mark.parametrize(("name", "main", "strangers"), STRANGERS, ids=[name for name, *_ in STRANGERS])
def test_the_same_number_elsewhere_is_another_article(name: str, main: str, strangers: list[str]) -> None:
    found = [identity_of(address, SOURCES[name]) for address in (main, *strangers)]
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(("name", "main"), [(name, main) for name, main, _ in (*TWINS, *STRANGERS)])
def test_articles_are_known_by_their_address(name: str, main: str) -> None:
    assert article_pattern(SOURCES[name]).search(main)


@pytest.mark.parametrize(("name", "address"), NO_ARTICLES)
def test_listings_and_files_are_no_articles(name: str, address: str) -> None:
    assert article_pattern(SOURCES[name]).search(address) is None
