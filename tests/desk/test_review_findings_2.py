"""What a second pair of fresh eyes found at the desk: each once went wrong."""

from pathlib import Path
from typing import Any

import pytest
from fact_bench import Officer
from rulings import rule
from workbench import make_article, run

from pipeline.desk.box import ask as asking
from pipeline.desk.box.limits import AT_ONCE
from pipeline.desk.render import page
from pipeline.export import save
from pipeline.settings import Home
from schemas import Act

TEXT = "Tin.\nĐã trao 3 Bằng khen năm 2020 cho đơn vị SỞ Y TẾ tỉnh Nam Định.\n2 Giấy khen năm 2020 cho đơn vị Sở X."
ARTICLE = make_article(TEXT)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    run(home, ARTICLE)
    return home


def found(officer: Officer, asked: str) -> int:
    """How many facts a list has."""
    total: int = officer.client.get(f"/api/v1/facts?{asked}").json()["total"]
    return total


@pytest.fixture
def rejected(home: Home) -> Officer:
    """The desk after the first fact's rejection is published."""
    rule(home, ARTICLE, Act.REJECTED, reason="other")
    run(home)
    return Officer(home)


def test_a_rejected_fact_is_found_after_its_publication_and_can_be_taken_back(rejected: Officer) -> None:
    (one,) = rejected.client.get("/api/v1/facts?reviewed=rejected").json()["facts"]
    assert one["verdict"] == "rejected"
    page = rejected.get(f"/facts/{one['record_id']}?reviewed=rejected")
    rejected.send(page, "/undo")
    assert (found(rejected, "reviewed=rejected"), found(rejected, "")) == (0, 2)


def test_a_rejected_fact_is_in_no_list_or_number_of_facts_that_hold(rejected: Officer) -> None:
    assert [found(rejected, asked) for asked in ("", "reviewed=all", "reviewed=yes", "unit=so+y+te")] == [1, 1, 0, 0]
    facets = rejected.client.get("/api/v1/facets?reviewed=all").json()
    assert {one["value"]: one["facts"] for one in facets["reviewed"]} == {"no": 1, "rejected": 1}
    assert [one["value"] for one in facets["title"]] == ["giay-khen"]
    overview = rejected.client.get("/api/v1/overview").json()
    assert [one["code"] for one in overview["titles"]] == ["giay-khen"]
    assert rejected.client.get("/api/v1/recipients?q=so+y+te").json()["units"] == []
    assert "SỞ Y TẾ" in rejected.client.get("/queue/facts.csv?reviewed=rejected").text


def test_a_query_holds_its_place_until_its_page_is_made(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    free: list[int] = []
    made = page

    def watched(*args: Any, **values: Any) -> Any:
        free.append(asking.SLOTS._value)
        return made(*args, **values)

    monkeypatch.setattr("pipeline.desk.pages.sql.page", watched)
    client = Officer(home).client
    assert client.get("/sql", params={"q": "SELECT 1"}).status_code == 200
    assert free == [AT_ONCE - 1]
    assert asking.SLOTS._value == AT_ONCE


def test_files_tell_rulings_in_words_and_programs_get_codes(home: Home) -> None:
    rule(home, ARTICLE, Act.CONFIRMED)
    client = Officer(home).client
    told = client.get("/queue/facts.csv?reviewed=yes").text
    assert "Đã xác nhận" in told
    assert "confirmed" not in told
    assert "Confirmed" in client.get("/queue/facts.csv?reviewed=yes", cookies={"lang": "en"}).text
    assert client.get("/queue/facts.json?reviewed=yes").json()[0]["verdict"] == "confirmed"


def test_a_file_is_written_anew_when_a_run_replaced_the_facts_meanwhile(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer, written = Officer(home), 0

    def save_while_publishing(*args: Any) -> Any:
        nonlocal written
        written += 1
        if written == 1:
            run(home, make_article("Tin.\nĐã trao 4 Giấy khen năm 2021 cho đơn vị Sở Y tế."))
        return save(*args)

    monkeypatch.setattr("pipeline.desk.listing.files.save", save_while_publishing)
    told = officer.client.get("/queue/facts.json").json()
    assert (written, len(told)) == (2, found(officer, ""))
