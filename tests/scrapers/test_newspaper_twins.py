"""Newspapers and portals: one article under several addresses is one article, two articles are two."""

import pytest

from data import ROOT
from scrapers.discover.identity import article_id
from scrapers.sources import read_source

SAME = [
    (
        "baodienbienphu.com.vn",
        "baodienbienphu.com.vn/tin-bai/x/161838/a-b",
        "baodienbienphu.com.vn/ban-in/x/161838/a-b",
    ),
    (
        "baodienbienphu.com.vn",
        "baodienbienphu.com.vn/tin-bai/x/161838/a",
        "www.baodienbienphu.com.vn/tin-tuc/y/161838/a",
    ),
    ("baothainguyen.vn", "baothainguyen.vn/xa-hoi/202211/a-b-9874c81/", "baothainguyen.vn/xa-hoi/202211/a-b-9874c81"),
    (
        "banthiduakhenthuongtw.gov.vn",
        "banthiduakhenthuongtw.gov.vn/noi-dung/7/A",
        "www.banthiduakhenthuongtw.gov.vn/noi-dung/7/a",
    ),
    ("cand.com.vn", "cand.com.vn/Xa-hoi/a-b-i95504/", "amp.cand.com.vn/Xa-hoi/a-b-i95504/"),
    ("congly.vn", "congly.vn/a-b-428817.html", "m.congly.vn/a-b-428817.html"),
    ("hdnd.laichau.gov.vn", "hdnd.laichau.gov.vn/view/x/a-48086?mid=1851", "hdnd.laichau.gov.vn/view/y/a-48086?mid=7"),
    ("baolaichau.vn", "baolaichau.vn/x/a-b-29417", "www.baolaichau.vn/y/b-29417"),
    ("plo.vn", "plo.vn/a-b-post874931.html", "m.plo.vn/a-b-post874931.amp"),
    ("qdnd.vn", "www.qdnd.vn/x/y/a-b-732344", "qdnd.vn/x/y/a-b-732344"),
    ("thanhnien.vn", "thanhnien.vn/a-185240626154418207.htm", "amp.thanhnien.vn/b-185240626154418207.htm"),
]
OTHER = [
    ("baonghean.vn", "baonghean.vn/a-post266756.html", "baonghean.vn/a-266756.html"),
    ("binhphuoc.gov.vn", "binhphuoc.gov.vn/vi/snv/tin/a-641.html", "binhphuoc.gov.vn/vi/snv/tin/a-642.html"),
    ("plo.vn", "plo.vn/a-post874931.html", "plo.vn/a-post874932.html"),
]


def ids(name: str, *addresses: str) -> set[str]:
    source = read_source(ROOT / "sources" / f"{name}.toml")
    return {article_id(f"https://{address}", source) for address in addresses}


@pytest.mark.parametrize(("name", "main", "twin"), SAME)
def test_twins_are_one_article(name: str, main: str, twin: str) -> None:
    assert len(ids(name, main, twin)) == 1


@pytest.mark.parametrize(("name", "one", "other"), OTHER)
def test_articles_of_different_ids_are_different(name: str, one: str, other: str) -> None:
    assert len(ids(name, one, other)) == 2
