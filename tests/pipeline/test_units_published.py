"""Units and persons of the published file, and what people rule about pairs of units."""

import csv
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from commands import bangvang
from workbench import make_article, rows, run, tables

from pipeline.errors import StorageError
from pipeline.publish import located
from pipeline.settings import Home
from pipeline.store.database import open_work
from pipeline.store.rows import Row
from pipeline.units import reading
from pipeline.units.rulings import UnitRulings

FULL = "1 Cờ thi đua năm 2020 cho đơn vị Sở Y tế tỉnh Hà Nam."
SHORT = "1 Bằng khen năm 2021 cho đơn vị Sở Y tế Hà Nam."
PERSON = "1 Bằng khen năm 2021 cho ông An, Sở Y tế tỉnh Hà Nam."
NAMESAKE = "1 Giấy khen năm 2022 cho ông An, Sở Y tế tỉnh Hà Giang."
APART = "1 Giấy khen năm 2022 cho đơn vị Phòng Tổ chức."


@pytest.fixture
def home(tmp_path: Path) -> Home:
    found = Home(tmp_path / "home")
    texts = [FULL, SHORT, PERSON, NAMESAKE, APART, f"Bài khác. {APART}"]
    run(found, *(make_article(text, f"t{at}") for at, text in enumerate(texts)))
    return found


def _names(home: Home) -> list[str]:
    return [name for (name,) in rows(home.published, "SELECT name FROM unit WHERE facts > 0 ORDER BY name")]


def _apart(home: Home) -> list[str]:
    return [
        unit for (unit,) in rows(home.published, "SELECT unit_id FROM unit WHERE name = 'Phòng Tổ chức' ORDER BY 1")
    ]


def test_facts_of_two_names_of_one_unit_have_one_unit(home: Home) -> None:
    query = "SELECT count(*), count(DISTINCT unit_id) FROM award WHERE unit LIKE 'Sở Y tế%Hà Nam'"
    assert rows(home.published, query) == [(3, 1)]
    assert rows(home.published, "SELECT facts FROM unit WHERE name = 'Sở Y tế tỉnh Hà Nam'") == [(3,)]


def test_a_name_that_is_not_sure_is_a_unit_of_each_article(home: Home) -> None:
    assert len(_apart(home)) == 2


def test_every_id_of_an_award_is_a_unit_and_every_parent_is_one(home: Home) -> None:
    known = "SELECT unit_id FROM unit"
    lost = f"SELECT count(*) FROM award WHERE unit_id NOT IN ({known}) OR issuer_id NOT IN ({known}) OR unit_id IS NULL"
    assert rows(home.published, lost) == [(0,)]
    assert rows(home.published, f"SELECT count(*) FROM unit WHERE parent_id NOT IN ({known})") == [(0,)]


def test_the_same_name_in_another_unit_is_another_person_and_the_doubt_is_shown(home: Home) -> None:
    found = rows(home.published, "SELECT name, doubt FROM person ORDER BY person_id")
    assert found == [("An", "same-name-elsewhere")] * 2


def test_units_ruled_the_same_are_one_from_the_next_publication_on_and_two_again_when_taken_back(home: Home) -> None:
    one, other = _apart(home)
    assert bangvang("units", "review", "--same", one, other, "--by", "lan", "--home", home.root).exit_code == 0
    assert len(_apart(home)) == 2
    bangvang("publish", "--home", home.root)
    assert _apart(home) == [one]
    assert rows(home.published, f"SELECT facts FROM unit WHERE unit_id = '{one}'") == [(2,)]
    bangvang("units", "review", "--different", one, other, "--by", "lan", "--home", home.root)
    bangvang("publish", "--home", home.root)
    assert _apart(home) == [one, other]
    assert len(list(csv.reader(home.units.read_text().splitlines()))) == 3


def test_a_ruling_that_contradicts_others_is_refused_and_changes_nothing(home: Home) -> None:
    one, other = _apart(home)
    third = "Sở Y tế tỉnh Hà Nam"
    for ruling in (("--same", one, other), ("--different", one, third)):
        assert bangvang("units", "review", *ruling, "--home", home.root).exit_code == 0
    before = home.units.read_text()
    refused = bangvang("units", "review", "--same", other, third, "--home", home.root)
    assert refused.exit_code == 2
    assert home.units.read_text() == before


def test_a_line_of_rulings_that_was_cut_off_stops_the_publication(home: Home) -> None:
    one, other = _apart(home)
    bangvang("units", "review", "--same", one, other, "--home", home.root)
    home.units.write_text(home.units.read_text()[:-20])
    with pytest.raises(StorageError, match="cut off"):
        UnitRulings(home.units).merged()
    assert bangvang("publish", "--home", home.root).exit_code != 0
    assert len(_apart(home)) == 2


def test_pairs_to_look_at_are_those_that_nobody_ruled_on(home: Home) -> None:
    def asked() -> str:
        return bangvang("units", "review", "--list", "--format", "csv", "--home", home.root).stdout

    one, other = _apart(home)
    assert one in asked()
    bangvang("units", "review", "--different", one, other, "--home", home.root)
    assert one not in asked()


def test_a_unit_is_shown_with_its_names_and_its_people(home: Home) -> None:
    shown = bangvang("units", "show", "SỞ Y TẾ HÀ NAM", "--format", "csv", "--home", home.root)
    assert shown.exit_code == 0
    assert {"Sở Y tế Hà Nam", "Ủy ban nhân dân tỉnh Hà Nam", "An"} <= {
        row[1] for row in csv.reader(shown.stdout.splitlines())
    }


def test_a_name_of_several_units_asks_for_an_id(home: Home) -> None:
    refused = bangvang("units", "show", "Phòng Tổ chức", "--home", home.root)
    assert refused.exit_code == 2
    assert all(unit in refused.stderr for unit in _apart(home))


def test_a_unit_is_published_once_though_its_province_has_meant_several(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    run(home, make_article("1 Cờ thi đua năm 2020 cho đơn vị Sở Y tế tỉnh Lai Châu.", "one"))
    assert rows(home.published, "SELECT province, province_today FROM unit WHERE facts > 0") == [("Lai Châu",) * 2]


@pytest.fixture
def asked(home: Home, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names that are read by themselves from now on."""
    names = list[str]()
    row_of, place_row = reading.row_of, located._row

    def noted(name: str) -> str:
        names.append(name)
        return name

    monkeypatch.setattr(reading, "row_of", lambda name, unit: row_of(noted(name), unit))
    monkeypatch.setattr(located, "_row", lambda name: place_row(noted(name)))
    return names


def test_a_later_publication_reads_only_names_that_are_new(home: Home, asked: list[str]) -> None:
    bangvang("publish", "--home", home.root)
    assert asked == []
    run(home, make_article("1 Bằng khen năm 2021 cho đơn vị Sở Y tế tỉnh Gia Lai.", "new"))
    assert sorted(set(asked)) == ["Sở Y tế tỉnh Gia Lai", "Ủy ban nhân dân tỉnh Gia Lai"]


def test_names_read_before_a_stop_stay_read_with_the_units_that_they_lead_to(
    home: Home, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tables(home.published)
    monkeypatch.setattr(reading, "BATCH", 1)
    with closing(open_work(home.work)) as con:
        read = con.execute("SELECT name, key FROM unit_read ORDER BY ALL").fetchall()
        con.execute("DELETE FROM unit_read")
    store, stored = reading._store, list[str]()

    def stop(con: duckdb.DuckDBPyConnection, rows: list[Row]) -> None:
        if stored:
            raise KeyboardInterrupt
        stored.extend(row["name"] for row in rows)
        store(con, rows)

    monkeypatch.setattr(reading, "_store", stop)
    bangvang("publish", "--home", home.root)
    monkeypatch.setattr(reading, "_store", store)
    asked.clear()
    bangvang("publish", "--home", home.root)
    assert stored and not {*stored} & {*asked}
    with closing(open_work(home.work)) as con:
        assert con.execute("SELECT name, key FROM unit_read ORDER BY ALL").fetchall() == read
    assert tables(home.published) == before
