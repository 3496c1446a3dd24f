"""In which province an organisation is, by its name."""

import duckdb
import pytest
from workbench import make_article, rows, run

from pipeline.places import today
from pipeline.places.names import province_of
from pipeline.publish.located import COLUMNS
from pipeline.settings import Home
from pipeline.store.database import open_work
from pipeline.store.migrate import migrate, migrations


@pytest.mark.parametrize(
    ("name", "province"),
    [
        ("Trường THPT Lê Hồng Phong, tỉnh Nam Định", "Nam Định"),
        ("Công an huyện Hòa Bình, tỉnh Bạc Liêu", "Bạc Liêu"),
        ("Tỉnh đoàn Hà Nam, Ninh Bình", "Ninh Bình"),
        ("Sở Y tế tỉnh Hà Nam, cụm Ninh Bình", "Hà Nam"),
        ("Sở Y tế Hà Nội", "Hà Nội"),
        ("Sở Y tế TP HCM", "Hồ Chí Minh"),
        ("UBND TP.HCM", "Hồ Chí Minh"),
        ("Công an TPHCM", "Hồ Chí Minh"),
        ("Phường 5, Thành phố Hồ Chí Minh", "Hồ Chí Minh"),
        ("Cục Thuế, Hồ Chí Minh", "Hồ Chí Minh"),
        ("Đoàn TNCS Hồ Chí Minh", None),
        ("Học viện Chính trị quốc gia Hồ Chí Minh", None),
        ("Đoàn TNCS Hồ Chí Minh tỉnh Hoà Bình", "Hòa Bình"),
        ("Sở Nội vụ Thanh Hoá", "Thanh Hóa"),
        ("SỞ Y TẾ TỈNH NAM ĐỊNH", "Nam Định"),
        ("UBND tỉnh Thừa Thiên - Huế", "Huế"),
        ("Sở Tài chính tỉnh Bà Rịa-Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("Công ty Thái Bình Dương", None),
        ("Ủy ban bảo vệ hòa bình", None),
        ("Huyện ủy Quảng Ninh, tỉnh Quảng Bình", "Quảng Bình"),
        ("xã Quảng Trị", None),
        ("Nghệ Anh", None),
        ("Bộ Y tế", None),
        ("", None),
    ],
)
def test_the_last_province_is_meant_best_one_that_is_called_so(name: str, province: str | None) -> None:
    assert province_of(name) == province


def test_all_63_have_one_of_the_34_of_today() -> None:
    assert (len(today()), len(set(today().values()))) == (63, 34)


def test_a_fact_is_in_the_province_of_its_unit_else_of_its_issuer_else_in_none(home: Home) -> None:
    names = ["Sở Y tế tỉnh Nam Định", "Trường Tân Lập", "Trường Tân Tiến"]
    run(home, make_article("\n".join(f"3 Bằng khen năm 2020 cho đơn vị {name}." for name in names)))
    with open_work(home.work) as con:
        con.execute("UPDATE award SET issuer = 'Chủ tịch UBND tỉnh Hà Giang' WHERE unit <> 'Trường Tân Tiến'")
    run(home)
    for table in ("award", "queue", "v_search"):
        assert rows(home.published, f"SELECT province, province_today FROM {table} ORDER BY ALL") == [
            ("Hà Giang", "Tuyên Quang"),
            ("Nam Định", "Ninh Bình"),
            (None, None),
        ], table


def test_a_home_from_before_there_were_provinces_has_them_after_its_next_publication(home: Home) -> None:
    run(home, make_article("3 Bằng khen năm 2020 cho đơn vị Sở Y tế tỉnh Nam Định."))
    with duckdb.connect(str(home.work)) as con:
        for column in COLUMNS:
            con.execute(f"ALTER TABLE name DROP COLUMN {column}")
        con.execute("DELETE FROM schema_version WHERE version >= 8")
        assert migrate(con) == migrations()[-1].version
    run(home)
    assert rows(home.published, "SELECT province FROM award") == [("Nam Định",)]
