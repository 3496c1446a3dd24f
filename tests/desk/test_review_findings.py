"""What fresh eyes found at the desk and in the publication of rulings: each once went wrong."""

from pathlib import Path

import pytest
from fact_bench import Officer
from rulings import correct, other, rule, told, undo
from workbench import make_article, rows, run

from pipeline.reviews import ReviewStore
from pipeline.settings import Home
from schemas import Act, AwardRecord, Span

FACT = "3 Bằng khen năm 2020 theo 5/QĐ-UBND cho đơn vị SỞ Y TẾ tỉnh Nam Định"
TEXT = f"Tin.\nĐã trao {FACT}.\nGiấy Bằng khen, Sở Y tế, 7 đơn vị."
ARTICLE = make_article(TEXT)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    run(home, ARTICLE)
    return home


def published(home: Home, columns: str) -> list[tuple[object, ...]]:
    return rows(home.published, f"SELECT {columns} FROM v_award")


def test_a_correction_that_leaves_the_id_as_it_is_is_published_all_the_same(home: Home) -> None:
    record = told(ARTICLE)
    at = TEXT.index("Đã trao")
    quote = Span.of(TEXT, at, record.quote.end)
    correct(home, ARTICLE, unit="Sở Y tế tỉnh Nam Định", decision_no="15/QĐ-UBND", quote=quote)
    run(home)
    assert published(home, "unit, decision_no, quote, origin") == [
        ("Sở Y tế tỉnh Nam Định", "15/QĐ-UBND", quote.quote, "reviewed")
    ]


def test_who_accepts_a_page_from_before_a_publication_is_told_that_it_shows_something_else(home: Home) -> None:
    officer = Officer(home)
    (record_id,) = officer.ids()
    before = officer.get(f"/facts/{record_id}")
    run(home, make_article(TEXT.replace("3 Bằng", "4 Bằng")), extractor=other("fake-2"))
    run(home, ARTICLE, extractor=other("fake-3", decision_no="6/QĐ-UBND"))
    officer.send(before, "/accept", 422)
    assert ReviewStore(home.reviews).last_number() == 0


def test_two_auditors_are_told_of_each_other_after_the_fact_got_another_id(home: Home) -> None:
    first = correct(home, ARTICLE, unit="Sở Y tế")
    run(home, ARTICLE, extractor=other("fake-2", count=4))
    officer = Officer(home)
    (now,) = [row[0] for row in published(home, "record_id")]
    assert now != first.review.subject
    page = officer.get(f"/facts/{now}")
    officer.send(page, "/undo")
    officer.send(page, "/accept", 409)


def test_undoing_what_the_extractor_has_learned_leaves_what_it_tells_now(home: Home) -> None:
    correct(home, ARTICLE, count=7)
    run(home, ARTICLE, extractor=other("fake-2", count=7))
    officer = Officer(home)
    (now,) = [row[0] for row in published(home, "record_id")]
    officer.send(officer.get(f"/facts/{now}"), "/undo")
    assert officer.client.get(f"/api/v1/facts/{now}").json()["record"]["count"] == 7


def test_a_fact_that_several_articles_tell_is_told_by_the_api(home: Home) -> None:
    run(home, make_article(f"Bài khác. {TEXT}", "b"))
    officer = Officer(home)
    tellings = [officer.client.get(f"/api/v1/facts/{one}").json()["tellings"] for one in officer.ids()]
    assert [len(one) for one in tellings] == [1, 1]


def test_a_count_that_no_database_holds_is_refused_by_the_model() -> None:
    with pytest.raises(ValueError, match="less than or equal"):
        AwardRecord.model_validate(told(ARTICLE).model_dump() | {"count": 2**31})


def test_a_comment_does_not_take_a_returned_fact_out_of_its_list(home: Home) -> None:
    correct(home, ARTICLE, count=7)
    changed = make_article(TEXT.replace("3 Bằng", "4 Bằng"))
    run(home, changed)
    officer = Officer(home)
    asked = "/api/v1/facts?reviewed=returned"
    assert officer.client.get(asked).json()["total"] == 1
    (now,) = [row[0] for row in published(home, "record_id")]
    rule(home, changed, Act.COMMENTED, subject=str(now), comment="Hỏi lại.")
    assert officer.client.get(asked).json()["total"] == 1


def test_a_form_that_knows_of_no_review_conflicts_with_one(home: Home) -> None:
    officer = Officer(home)
    (record_id,) = officer.ids()
    page = officer.get(f"/facts/{record_id}")
    rule(home, ARTICLE, Act.CONFIRMED)
    officer.send(page, "/accept", 409, seen=None)


def test_undoing_an_undo_counts_on_the_page_too(home: Home) -> None:
    undo(home, undo(home, rule(home, ARTICLE, Act.CONFIRMED)))
    officer = Officer(home)
    (record_id,) = officer.ids()
    assert officer.client.get(f"/api/v1/facts/{record_id}").json()["verdict"] == "confirmed"


def test_what_is_not_published_yet_says_so_in_the_list(home: Home) -> None:
    rule(home, ARTICLE, Act.CONFIRMED)
    officer = Officer(home)
    assert "chờ công bố" in officer.client.get("/queue?reviewed=all").text
    run(home)
    assert "chờ công bố" not in officer.client.get("/queue?reviewed=all").text


def test_errors_are_told_in_the_language_of_the_page(home: Home) -> None:
    officer = Officer(home)
    assert "Không có trang hoặc dữ kiện này" in officer.client.get("/facts/zz").text
    assert "There is no such page or fact" in officer.client.get("/facts/zz", cookies={"lang": "en"}).text
