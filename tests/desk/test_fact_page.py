"""The fact page and the article page: what they show, and that hostile text stays text."""

from datetime import date
from pathlib import Path

import pytest
from fact_bench import EVIL, FIRST, TEXT, Officer, made, words
from workbench import make_article, run

from pipeline.settings import Home


@pytest.fixture(scope="module")
def officer(tmp_path_factory: pytest.TempPathFactory) -> Officer:
    return Officer(made(tmp_path_factory.mktemp("facts")))


def test_the_article_stands_left_with_the_quote_framed_and_each_field_labelled(officer: Officer) -> None:
    (record_id,) = officer.ids("Sở Y tế%")
    tree = officer.get(f"/facts/{record_id}")
    assert "".join(tree.xpath("//article//*[@data-start]/text()")) == TEXT
    assert "".join(tree.xpath("//*[@id='quote']//text()")) == FIRST
    labels = " · ".join(tree.xpath("//mark/@data-label"))
    assert [name in labels for name in ("số lượng", "danh hiệu", "năm", "đơn vị", "đối tượng", "trạng thái")] == [
        True
    ] * 6


def test_each_field_says_how_it_is_known_and_leads_to_its_evidence(officer: Officer) -> None:
    (record_id,) = officer.ids("Sở Y tế%")
    tree = officer.get(f"/facts/{record_id}")
    for link in tree.xpath("//dl[@class='fields']//a/@href"):
        assert tree.xpath(f"//*[@id='{link[1:]}']"), link
    assert "nêu rõ: “Sở Y tế tỉnh Lào Cai”" in words(tree, "//dl[@class='fields']//a")


def test_hostile_text_in_title_unit_quote_and_address_stays_text(officer: Officer) -> None:
    for path in ("/articles/id-evil", *(f"/facts/{one}" for one in officer.ids("%script%")), "/articles/id-a"):
        tree = officer.get(path)
        assert not [script for script in tree.xpath("//script") if not script.get("src")], path
        assert not tree.xpath("//img | //@onerror"), path
        assert not [link for link in tree.xpath("//a/@href") if link.startswith("javascript")], path
    assert EVIL in officer.get("/articles/id-evil").xpath("//h1")[0].text_content()


def test_an_unknown_fact_and_an_unknown_article_are_told_as_such(officer: Officer) -> None:
    for path in ("/facts/0000000000000000", "/facts/%2e%2e%2fetc", "/articles/none", "/articles/none/original"):
        assert officer.client.get(path).status_code == 404, path


def test_an_address_that_names_an_unknown_ruling_is_answered_without_it(officer: Officer) -> None:
    (record_id,) = officer.ids("Sở Y tế%")
    assert not officer.get(f"/facts/{record_id}?ruled=nothing").xpath("//*[@role='status']")


def test_the_live_page_opens_without_telling_where_one_came_from(officer: Officer) -> None:
    (link,) = officer.get("/articles/id-a").xpath("//a[@target='_blank']")
    assert (link.get("href"), link.get("rel")) == ("https://example.vn/a", "noopener noreferrer")


def test_the_article_page_numbers_its_facts_in_the_order_of_the_text(officer: Officer) -> None:
    tree = officer.get("/articles/id-a")
    assert tree.xpath("//ol[@class='facts']/li/@value") == ["1", "2"]
    assert "đơn vị 1" in tree.xpath("//mark/@data-label")


def test_pages_speak_english_when_asked(officer: Officer) -> None:
    (record_id,) = officer.ids("Sở Y tế%")
    answer = officer.client.get(f"/facts/{record_id}", headers={"cookie": "lang=en"})
    assert "Archived original" in answer.text


def test_next_and_previous_keep_the_filters(officer: Officer) -> None:
    first, *_ = [
        row["record_id"] for row in officer.desk.published.rows("SELECT record_id FROM queue ORDER BY queue_place")
    ]
    tree = officer.get(f"/facts/{first}?year_from=2019")
    (after,) = tree.xpath("//a[@data-key='j']/@href")
    assert after.endswith("?year_from=2019")


def test_a_withdrawn_fact_keeps_its_page(tmp_path: Path) -> None:
    home = made(tmp_path)
    (record_id,) = Officer(home).ids("Sở Y tế%")
    run(home, make_article("Không còn gì."))
    tree = Officer(home).get(f"/facts/{record_id}")
    notes = " ".join(words(tree, "//p[contains(@class,'note')]"))
    assert "Dữ kiện đã rút" in notes
    assert "bản trước khi sửa" in notes
    assert "".join(tree.xpath("//*[@id='quote']//text()")) == FIRST


def test_what_runs_changed_and_other_sources_are_told_in_words(tmp_path: Path) -> None:
    home = made(tmp_path)
    told = FIRST.replace("2 Bằng", "5 Bằng")
    later = make_article(f"{FIRST}.", name="b", url="https://example.vn/b", published=date(2020, 3, 1))
    run(home, make_article(TEXT.replace(FIRST, told)), later)
    officer = Officer(home)
    ids = officer.ids("Sở Y tế%")
    pages = [officer.get(f"/facts/{one}") for one in ids]
    assert any("số lượng: 2 → 5" in words(page, "//ul[@class='differences']/li") for page in pages)
    assert all(words(page, "//ul[@class='log']/li") for page in pages)


def test_a_fact_of_two_sources_shows_the_other_one_and_in_what_they_disagree(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    named = "1 Bằng khen năm 2020 cho ông Nguyễn Văn An, Sở Y tế tỉnh Lào Cai"
    run(home, *(make_article(f"{text}.", name=name, published=date(2020, 3, day)) for name, text, day in (
        ("a", named, 1), ("b", named.replace("1 Bằng", "đề nghị 1 Bằng"), 9))))  # fmt: skip
    officer = Officer(home)
    page = officer.get(f"/facts/{officer.ids()[0]}")
    assert len(page.xpath("//ul[@class='tellings']/li//a[starts-with(@href, '/facts/')]")) == 1
    assert page.xpath("//ul[@class='tellings']//a[@rel='noopener noreferrer']/@href")[0].startswith(
        "https://example.vn/"
    )
    assert "đã tặng / đề nghị" in " ".join(words(page, "//p[@class='note']"))
