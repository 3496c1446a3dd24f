"""Rulings since the publication count at once, as the next publication will tell them."""

from pathlib import Path

import pytest
from rulings import rule, undo
from workbench import make_article, rows, run

from pipeline.desk.published import Published
from pipeline.reviews import ReviewStore
from pipeline.settings import Home
from schemas import Act

ARTICLE = make_article("Đã trao 3 Bằng khen năm 2020 cho đơn vị Sở Y tế.")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    run(home, ARTICLE)
    return home


@pytest.fixture
def published(home: Home) -> Published:
    return Published(home.published, ReviewStore(home.reviews))


def live(published: Published) -> list[str | None]:
    return [row["act"] for row in published.rows("SELECT act FROM memory.live")]


def test_a_ruling_is_seen_without_a_publication(home: Home, published: Published) -> None:
    assert live(published) == []
    rule(home, ARTICLE, Act.CONFIRMED)
    assert live(published) == ["confirmed"]


def test_what_is_taken_back_counts_no_more_and_what_is_brought_back_does(home: Home, published: Published) -> None:
    taken_back = undo(home, rule(home, ARTICLE, Act.CONFIRMED))
    assert live(published) == [None]
    undo(home, taken_back)
    assert live(published) == ["confirmed"]
    run(home)
    assert rows(home.published, "SELECT verdict FROM queue") == [("confirmed",)]


def test_a_ruling_that_came_back_to_the_queue_stays_there_when_a_later_one_is_undone(home: Home) -> None:
    rule(home, ARTICLE, Act.CONFIRMED)
    changed = make_article("Đã trao 4 Bằng khen năm 2020 cho đơn vị Sở Y tế.")
    run(home, changed)
    assert rows(home.published, "SELECT returned_because FROM review") == [("text-changed",)]
    published = Published(home.published, ReviewStore(home.reviews))
    (now,) = rows(home.published, "SELECT record_id FROM queue")
    undo(home, rule(home, changed, Act.REJECTED, subject=now[0], reason="not-an-award"))
    assert live(published) == [None]


def test_a_log_that_was_restored_from_before_is_no_error(home: Home, published: Published) -> None:
    rule(home, ARTICLE, Act.CONFIRMED)
    assert live(published) == ["confirmed"]
    home.reviews.unlink()
    assert published.rows("SELECT count(*) AS n FROM queue") == [{"n": 1}]


def test_a_new_publication_is_read_by_the_next_question(home: Home, published: Published) -> None:
    run(home, make_article("Đã trao 1 Giấy khen năm 2021 cho đơn vị Sở Nội vụ.", "b"))
    assert published.rows("SELECT count(*) AS n FROM queue") == [{"n": 2}]
