"""Rulings by form: each act, what is kept of it, what is refused, and two auditors at once."""

import shutil
from pathlib import Path

import pytest
from fact_bench import FIRST, MISSED, TEXT, Officer, made, words
from workbench import make_article, run

from pipeline.settings import Home
from schemas import Act, Basis


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("rulings")).root


@pytest.fixture
def officer(published: Path, tmp_path: Path) -> Officer:
    return Officer(Home(shutil.copytree(published, tmp_path / "home")))


def fact(officer: Officer) -> str:
    return f"/facts/{officer.ids('Sở Y tế%')[0]}"


def test_accepting_goes_on_to_the_next_fact_and_tells_how_to_undo(officer: Officer) -> None:
    path = fact(officer)
    answer = officer.send(officer.get(path), "/accept")
    tree = officer.go(answer)
    assert not answer.headers["location"].startswith(path)
    assert words(tree, "//*[@role='status']//span")[0].startswith("Đã chấp nhận: Bằng khen")
    (logged,) = officer.desk.reviews.since()
    review = logged.review
    assert (review.act, review.subject, review.article_id) == (Act.CONFIRMED, path[7:], "id-a")
    assert review.before == review.extracted
    assert review.before is not None
    assert review.before.grounded_in(TEXT)
    assert len(review.text_sha256) == 64


def test_undoing_from_the_next_page_comes_back_to_the_fact(officer: Officer) -> None:
    path = fact(officer)
    tree = officer.go(officer.send(officer.get(path), "/accept"))
    back = officer.send(tree, f"{path}/undo")
    assert back.headers["location"].startswith(path)
    assert words(officer.go(back), "//h1/span") == ["chưa kiểm tra"]
    assert [one.review.act for one in officer.desk.reviews.since()] == [Act.CONFIRMED, Act.UNDONE]


def test_a_ruling_is_undone_once(officer: Officer) -> None:
    path = fact(officer)
    tree = officer.go(officer.send(officer.get(path), "/accept"))
    officer.send(tree, f"{path}/undo")
    officer.send(tree, f"{path}/undo", 422)


def test_rejecting_needs_a_reason_and_keeps_the_comment(officer: Officer) -> None:
    path = fact(officer)
    tree = officer.send(officer.get(path), "/reject", 422, comment="vì sao")
    assert "Hãy chọn lý do bác bỏ." in words(tree, "//*[@role='alert']")
    assert tree.get_element_by_id("reject-comment").value == "vì sao"
    officer.send(tree, "/reject", reason="wrong-year", comment="năm khác")
    (logged,) = officer.desk.reviews.since()
    assert (logged.review.reason, logged.review.comment) == ("wrong-year", "năm khác")
    assert words(officer.get(path), "//h1/span") == ["đã bác bỏ"]


def test_a_made_up_reason_is_refused(officer: Officer) -> None:
    officer.send(officer.get(fact(officer)), "/reject", 422, reason="../../etc")
    assert officer.desk.reviews.since() == []


def test_a_comment_rules_on_nothing_and_stays(officer: Officer) -> None:
    path = fact(officer)
    answer = officer.send(officer.get(path), "/comment", comment="xem lại <b>")
    tree = officer.go(answer)
    assert answer.headers["location"].startswith(path)
    assert words(tree, "//ol[@class='log']//q") == ["xem lại <b>"]
    assert words(tree, "//h1/span") == ["chưa kiểm tra"]


def test_a_corrected_unit_finds_its_words_and_the_rest_stays(officer: Officer) -> None:
    path = fact(officer)
    form = officer.get(f"{path}/correct")
    officer.send(form, "/correct", unit="Sở Y tế")
    (logged,) = officer.desk.reviews.since()
    before, after = logged.review.before, logged.review.after
    assert before is not None
    assert after is not None
    assert (after.unit, after.evidence["unit"].quote, after.evidence["unit"].basis) == (
        "Sở Y tế", "Sở Y tế tỉnh Lào Cai", Basis.STATED)  # fmt: skip
    assert {name: after.evidence[name] for name in ("title", "year", "count")} == {
        name: before.evidence[name] for name in ("title", "year", "count")
    }
    tree = officer.get(path)
    assert words(tree, "//h1/span") == ["đã sửa"]
    assert "đơn vị: Sở Y tế tỉnh Lào Cai → Sở Y tế" in words(tree, "//ul[@class='differences']/li")


def test_a_changed_value_whose_evidence_does_not_say_it_is_asked_for(officer: Officer) -> None:
    path = fact(officer)
    form = officer.send(
        officer.get(f"{path}/correct"), "/correct", 422, year_from="2021", year_to="2021", comment="giữ lại"
    )

    assert words(form, "//*[@id='error-year']")[0].startswith("Giá trị đã đổi mà dẫn chứng chưa đổi")
    assert (form.get_element_by_id("f-year_from").value, form.get_element_by_id("f-comment").value) == (
        "2021",
        "giữ lại",
    )
    officer.send(form, "/correct", year__words="năm 2021")
    (logged,) = officer.desk.reviews.since()
    assert logged.review.after is not None
    span = logged.review.after.evidence["year"]
    assert (span.quote, TEXT[span.start : span.end]) == ("năm 2021", "năm 2021")


def test_the_old_evidence_is_kept_when_the_auditor_says_so(officer: Officer) -> None:
    path = fact(officer)
    form = officer.send(
        officer.get(f"{path}/correct"), "/correct", 422, level="tinh", level__words="Lào Cai", status="proposed"
    )
    assert form.xpath("//*[@id='error-status']")
    officer.send(form, "/correct", status__keep="1", status__basis="inferred")
    (logged,) = officer.desk.reviews.since()
    assert logged.review.after is not None
    assert (logged.review.after.status, logged.review.after.level) == ("proposed", "tinh")
    assert logged.review.after.evidence["level"].quote == "Lào Cai"


def test_words_that_occur_nowhere_are_told_and_typed_ones_are_found_nearest(officer: Officer) -> None:
    path = fact(officer)
    form = officer.send(officer.get(f"{path}/correct"), "/correct", 422, unit="X", unit__words="không có trong bài")
    assert words(form, "//*[@id='error-unit']") == ["Không thấy những chữ này trong bài."]
    officer.send(form, "/correct", unit="tỉnh Lào Cai", unit__words="TỈNH lào cai")
    (logged,) = officer.desk.reviews.since()
    assert logged.review.after is not None
    span = logged.review.after.evidence["unit"]
    assert (span.quote, span.start) == ("tỉnh Lào Cai", TEXT.index("tỉnh Lào Cai"))


@pytest.mark.parametrize(
    ("field", "typed", "beside"),
    [
        ("count", {"count": "không"}, "Hãy nhập một số nguyên"),
        ("count", {"count": ""}, "Hãy nhập số, hoặc chọn"),
        ("year_to", {"year_to": ""}, "Nhập cả năm đầu và năm cuối"),
        ("year_to", {"year_to": "2010"}, "Năm cuối phải không trước"),
        ("year_from", {"year_from": "20"}, "Năm phải từ 1900"),
        ("recipient_kind", {"person": "Ai đó"}, "Có tên người"),
        ("title", {"title": ""}, "không được để trống"),
        ("title", {"title": "giai-nobel", "title__words": "Bằng khen"}, "Giá trị này không dùng được"),
        ("decision_date", {"decision_date": "31/02/2020"}, "dd/mm/yyyy"),
        ("level", {"level": "vũ trụ", "level__words": "Lào Cai"}, "Giá trị này không dùng được"),
        ("quote", {"quote__words": ""}, "Hãy chọn câu trích"),
    ],
)
def test_errors_stand_beside_their_field(officer: Officer, field: str, typed: dict[str, str], beside: str) -> None:
    form = officer.send(officer.get(f"{fact(officer)}/correct"), "/correct", 422, **typed)
    assert beside in " ".join(words(form, f"//*[@id='error-{field}']"))
    assert officer.desk.reviews.since() == []


def test_nothing_changed_is_no_correction(officer: Officer) -> None:
    form = officer.send(officer.get(f"{fact(officer)}/correct"), "/correct", 422)
    assert any("Chưa có gì thay đổi" in told for told in words(form, "//*[@role='alert']"))


def test_offsets_that_do_not_say_the_words_are_not_trusted(officer: Officer) -> None:
    form = officer.get(f"{fact(officer)}/correct")
    officer.send(form, "/correct", unit="Sở Y tế", unit__words="Sở Y tế", unit__start="0")
    (logged,) = officer.desk.reviews.since()
    assert logged.review.after is not None
    assert logged.review.after.evidence["unit"].holds_in(TEXT)


def test_two_auditors_do_not_overwrite_each_other(officer: Officer) -> None:
    path = fact(officer)
    mine, theirs = officer.get(path), officer.get(path)
    form = officer.get(f"{path}/correct")
    officer.send(theirs, "/reject", reason="wrong-year", comment="của người kia")
    told = officer.send(mine, "/accept", 409)
    assert "Người khác vừa làm việc" in words(told, "//*[@role='alert']")[0]
    assert "của người kia" in words(told, "//*[@role='alert']")[0]
    again = officer.send(form, "/correct", 409, unit="Sở Y tế")
    assert again.get_element_by_id("f-unit").value == "Sở Y tế"
    assert len(officer.desk.reviews.since()) == 1
    officer.send(again, "/correct")
    assert [one.review.act for one in officer.desk.reviews.since()] == [Act.REJECTED, Act.CORRECTED]


def test_an_undo_is_refused_when_somebody_ruled_since(officer: Officer) -> None:
    path = fact(officer)
    after = officer.go(officer.send(officer.get(path), "/accept"))
    officer.send(officer.get(path), "/comment", comment="chờ đã")
    told = officer.send(after, f"{path}/undo", 409)
    assert "chờ đã" in words(told, "//*[@role='alert']")[0]


def test_a_missed_fact_is_added_from_a_selection(officer: Officer) -> None:
    start = TEXT.index(MISSED)
    form = officer.get(f"/articles/id-a/add?start={start}&end={start + len(MISSED)}")
    assert form.get_element_by_id("w-quote").value == MISSED
    answer = officer.send(
        form, "/add", title="co-thi-dua", unit="Sở Nội vụ tỉnh Lào Cai", recipient_kind="tap_the", year_from="2022",
        year_to="2022", recipient_kind__whole="1", count__whole="1", status__whole="1")  # fmt: skip
    tree = officer.go(answer)
    assert words(tree, "//h1/span") == ["do người kiểm tra thêm"]
    (logged,) = officer.desk.reviews.since()
    after = logged.review.after
    assert after is not None
    assert after.grounded_in(TEXT)
    assert (after.evidence["title"].quote, after.evidence["year"].quote) == ("Cờ thi đua", "2022")
    assert len(words(officer.get("/articles/id-a"), "//ol[@class='facts']/li")) == 3


def test_a_fact_that_the_article_has_is_not_added_again(officer: Officer) -> None:
    start = TEXT.index(FIRST)
    form = officer.get(f"/articles/id-a/add?start={start}&end={start + len(FIRST)}")
    told = officer.send(
        form, "/add", 409, title="bang-khen", unit="Sở Y tế tỉnh Lào Cai", recipient_kind="tap_the", count="2",
        year_from="2020", year_to="2020", recipient_kind__whole="1", status__whole="1")  # fmt: skip
    assert "đã có dữ kiện như thế" in words(told, "//*[@role='alert']")[0]


def test_an_article_is_fully_checked_when_every_fact_has_a_ruling_and_not_before(officer: Officer) -> None:
    page = officer.get("/articles/id-a")
    assert page.xpath("//button[@data-key='d'][@disabled]")
    officer.send(page, "/checked", 422)
    for path in (f"/facts/{one}" for one in officer.ids("Sở Y tế%") + officer.ids("Trường%")):
        officer.send(officer.get(path), "/accept")
    done = officer.go(officer.send(officer.get("/articles/id-a"), "/checked"))
    assert any("đã kiểm tra đủ bài này" in told for told in words(done, "//p[@class='note good']"))
    back = officer.go(officer.send(done, "/articles/id-a/undo"))
    assert not back.xpath("//p[@class='note good']")


def test_no_ruling_without_the_token_of_the_session(officer: Officer) -> None:
    path = fact(officer)
    answer = officer.client.post(f"{path}/accept", data={"seen": "0"}, headers={"X-CSRF-Token": "x"})
    assert answer.status_code == 403
    assert officer.desk.reviews.since() == []


def test_a_published_correction_stands_and_comes_off_again(officer: Officer) -> None:
    path = fact(officer)
    officer.send(officer.get(f"{path}/correct"), "/correct", unit="Sở Y tế")
    run(officer.desk.home)
    later = Officer(officer.desk.home)
    page = later.get(path)
    assert words(page, "//h1/span") == ["đã sửa"]
    assert "".join(page.xpath("//*[@id='quote']//text()")) == FIRST
    assert "Sở Y tế" in words(page, "//dd/span[@class='value']")
    assert words(page, "//ul[@class='differences']/li")[-1] == "đơn vị: Sở Y tế tỉnh Lào Cai → Sở Y tế"
    undone = later.go(later.send(page, "/undo"))
    assert "Sở Y tế tỉnh Lào Cai" in words(undone, "//dd/span[@class='value']")


def test_a_ruling_whose_quote_is_gone_is_told_and_its_fact_waits_again(officer: Officer) -> None:
    path = fact(officer)
    officer.send(officer.get(path), "/accept")
    run(officer.desk.home, make_article(TEXT.replace("tế tỉnh", "tế  tỉnh")))  # the same fact by other letters
    later = Officer(officer.desk.home)
    rows = later.desk.published.rows("SELECT record_id FROM queue WHERE returned_because = 'text-changed'")
    page = later.get(f"/facts/{rows[0]['record_id']}")
    assert any("Phán quyết trước không còn hiệu lực" in told for told in words(page, "//p[@class='note bad']"))
    assert words(page, "//h1/span") == ["chưa kiểm tra"]


def test_an_added_fact_is_published_and_keeps_its_page(officer: Officer) -> None:
    start = TEXT.index(MISSED)
    form = officer.get(f"/articles/id-a/add?start={start}&end={start + len(MISSED)}")
    answer = officer.send(
        form, "/add", title="co-thi-dua", unit="Sở Nội vụ tỉnh Lào Cai", recipient_kind="tap_the", year_from="2022",
        year_to="2022", recipient_kind__whole="1", count__whole="1", status__whole="1")  # fmt: skip
    run(officer.desk.home)
    later = Officer(officer.desk.home)
    page = later.go(answer)
    assert words(page, "//h1/span") == ["do người kiểm tra thêm"]
    assert later.ids("Sở Nội vụ%") == [answer.headers["location"].removeprefix("/facts/")]
