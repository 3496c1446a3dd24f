"""`bangvang diff` tells what runs changed: one line a fact, over one run or several."""

import json

import pytest
from commands import bangvang
from workbench import make_article, run

from pipeline.history import Change, net
from pipeline.settings import Home
from pipeline.store.kinds import Kind

ONE = "3 Bằng khen năm 2020 cho đơn vị Sở Y tế."
TWO = f"{ONE}\n5 Giấy khen năm 2021 cho cá nhân Sở Y tế."


def _told(home: Home, *arguments: str) -> list[tuple[str, str, str]]:
    result = bangvang("diff", *arguments, "--format", "json", "--home", home.root)
    assert result.exit_code == 0, result.output
    return [(row["kind"], row["cause"], row["title_name"]) for row in json.loads(result.stdout)]


@pytest.fixture
def runs(home: Home) -> list[str]:
    """New article; its number corrected and a fact withdrawn; nothing; a second article."""
    texts = [(TWO, "a"), (ONE.replace("3 ", "4 "), "a"), (ONE.replace("3 ", "4 "), "a"), (TWO, "b")]
    return [run(home, make_article(text, name)).run.run_id for text, name in texts]


def test_the_last_run_is_shown_unless_another_is_named(home: Home, runs: list[str]) -> None:
    assert _told(home) == [("new", "article", "Bằng khen"), ("new", "article", "Giấy khen")] == _told(home, "last")
    assert _told(home, runs[1]) == [("changed", "article", "Bằng khen"), ("withdrawn", "article", "Giấy khen")]
    assert _told(home, runs[2]) == []


def test_two_runs_show_what_changed_between_them_one_line_a_fact(home: Home, runs: list[str]) -> None:
    assert _told(home, runs[0], runs[2]) == _told(home, runs[1])
    assert [kind for kind, _, _ in _told(home, runs[0], "last")] == ["changed", "withdrawn", "new", "new"]
    assert _told(home, runs[2], runs[0]) == _told(home, runs[0], runs[2]), "in either order"
    assert _told(home, "last", "last") == []


def test_only_some_changes_can_be_asked_for(home: Home, runs: list[str]) -> None:
    assert [kind for kind, _, _ in _told(home, runs[1], "--kind", "withdrawn")] == ["withdrawn"]
    assert len(_told(home, runs[3], "--limit", "1")) == 1


def test_the_table_tells_in_vietnamese_what_changed(home: Home, runs: list[str]) -> None:
    result = bangvang("diff", runs[1], "--home", home.root)
    assert "số lượng: 3 → 4" in result.stdout
    assert "rút" in result.stdout
    assert f"run {runs[1]}: 1 fact changed, 1 fact withdrawn" in result.stderr


def test_a_run_that_changed_nothing_says_so(home: Home, runs: list[str]) -> None:
    result = bangvang("diff", runs[2], "--home", home.root)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "no fact changed" in result.stderr


def test_a_run_that_nobody_knows_is_refused_with_those_that_are(home: Home, runs: list[str]) -> None:
    result = bangvang("diff", "1999", "--home", home.root)
    assert result.exit_code == 2
    assert "no run is called 1999" in result.stderr
    assert runs[3] in result.stderr


NEW, GONE, BACK = Change(Kind.NEW, "r"), Change(Kind.WITHDRAWN, "r"), Change(Kind.RESTORED, "r")


def _changed(old: int, new: int, record: str = "r", replaces: str | None = None) -> Change:
    return Change(Kind.CHANGED, record, replaces, {"count": old}, {"count": new})


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        ([NEW, GONE], []),
        ([GONE, BACK], []),
        ([GONE, BACK, GONE], [Kind.WITHDRAWN]),
        ([NEW, _changed(3, 4)], [Kind.NEW]),
        ([_changed(3, 4), GONE], [Kind.WITHDRAWN]),
        ([_changed(3, 4), _changed(4, 3)], []),
        ([BACK, _changed(3, 4)], [Kind.RESTORED]),
        ([NEW, _changed(3, 4, "s", "r"), Change(Kind.WITHDRAWN, "s")], []),
    ],
)
def test_several_changes_of_a_fact_come_to_one_or_none(changes: list[Change], kinds: list[Kind]) -> None:
    assert [change.kind for change in net(changes)] == kinds


def test_a_value_that_changed_twice_is_told_from_the_first_to_the_last() -> None:
    (whole,) = net([_changed(3, 4, "s", "r"), _changed(4, 5, "t", "s")])
    assert (whole.before, whole.after, whole.record_id, whole.replaces) == ({"count": 3}, {"count": 5}, "t", "r")
