"""What is kept of a release, and what comparing two tells."""

from datetime import date
from pathlib import Path

import pytest

from benchmarks import instructions
from benchmarks.compare import compared
from benchmarks.instructions import UncountableError, as_counts, counted, grown, read_dumps
from benchmarks.release import (
    Count,
    Ratio,
    Release,
    Stage,
    UnreadableReleaseError,
    newest,
    read_release,
    write_release,
)
from benchmarks.tables import BEGIN, END, RESULTS, report, write_results

STAGE = Stage(name="gate", documents=10, megabytes=2, seconds=0.5, share=12.5, peak_mb=99, peers={"the floor": 1.25})
MISSED = Ratio(what="texts a second", measured=150, target=200, aim="at least")


def release(version: str = "1.0", loops: float = 2, **more: object) -> Release:
    values = {
        "version": version,
        "measured": date(2026, 11, 23),
        "machine": {"cores": "2"},
        "libraries": {"duckdb": "2.0.0"},
        "stages": (STAGE,),
        "ratios": (MISSED,),
        "instructions": {"gate": Count(instructions=10_000_000, loops=loops)},
    }
    return Release.model_validate({**values, **more})


def test_a_release_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = write_release(release(), tmp_path / "releases")
    assert path.name == "1.0.json"
    assert read_release(path) == release()


def test_the_newest_release_goes_by_its_number(tmp_path: Path) -> None:
    assert newest(tmp_path) is None
    for version in ("0.9.0", "0.10.0", "0.10.0rc1"):
        write_release(release(version), tmp_path)
    assert newest(tmp_path) == tmp_path / "0.10.0.json"


@pytest.mark.parametrize("text", ["", "{}", '{"version": 1'])
def test_what_is_no_release_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "1.0.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableReleaseError, match=r"1\.0\.json"):
        read_release(path)
    with pytest.raises(UnreadableReleaseError, match="make bench RELEASE=1"):
        read_release(tmp_path / "2.0.json")


def test_the_report_tells_rates_shares_peers_and_misses() -> None:
    told = report(release())
    assert "| gate | 20 | 4 | 12.5 | 99 | 1.25 × the floor |" in told
    assert "| texts a second | 150 | at least 200 | missed |" in told
    assert "| gate | 10.00 | 2.000 |" in told


@pytest.mark.parametrize(
    ("aim", "target", "missed"), [("at most", 1, True), ("at most", 2, False), (None, None, False)]
)
def test_a_target_is_missed_on_its_own_side(aim: str | None, target: float | None, missed: bool) -> None:
    assert Ratio.model_validate({"what": "x", "measured": 1.5, "target": target, "aim": aim}).missed is missed


def test_only_what_stands_between_the_marks_is_written_anew(tmp_path: Path) -> None:
    page = tmp_path / "results.md"
    page.write_text(f"above\n{BEGIN}\nold\n{END}\nbelow\n", encoding="utf-8")
    write_results("new", page)
    assert page.read_text(encoding="utf-8") == f"above\n{BEGIN}\nnew\n{END}\nbelow\n"
    page.write_text("no marks", encoding="utf-8")
    with pytest.raises(ValueError, match="no lines"):
        write_results("new", page)


def test_the_page_of_results_has_the_marks() -> None:
    text = RESULTS.read_text(encoding="utf-8")
    assert 0 <= text.index(BEGIN) < text.index(END)


def test_two_releases_stand_side_by_side() -> None:
    told = compared(release(), release("1.1", loops=3, ratios=()))
    assert "| what | 1.0 | 1.1 | new / old |" in told
    assert "| gate, calibration loops | 2 | 3 | 1.50 |" in told
    assert "| texts a second | 150 |  |  |" in told


@pytest.mark.parametrize(("loops", "lines"), [(2.0, 0), (1.5, 0), (2.05, 0), (2.07, 1), (None, 1)])
def test_a_hot_path_may_grow_by_three_per_cent(loops: float | None, lines: int) -> None:
    now = {"gate": Count(instructions=1, loops=loops)} if loops else {}
    assert len(list(grown(release().instructions, now))) == lines


def test_a_path_that_is_new_has_nothing_to_grow_from() -> None:
    assert list(grown({}, release().instructions)) == []


def test_a_count_leaves_out_what_switching_on_costs() -> None:
    counts = as_counts({"nothing": 100, "calibration loop": 1100, "gate": 600})
    assert counts == {
        "calibration loop": Count(instructions=1000, loops=1),
        "gate": Count(instructions=500, loops=0.5),
    }


def test_of_several_counts_of_a_path_the_middle_one_is_taken(tmp_path: Path) -> None:
    for number, name in ((2, "gate"), (9, "gate"), (3, "gate"), (10, "fold, long")):
        text = f"version: 1\npart: {number}\ndesc: Trigger: dump {name}\nevents: Ir\ntotals: {number}00\n"
        (tmp_path / f"count.{number}").write_text(text, encoding="utf-8")
    (tmp_path / "count").write_text("desc: Trigger: Program termination\ntotals: 7\n", encoding="utf-8")
    assert read_dumps(tmp_path) == {"gate": 300, "fold, long": 1000}


def test_without_valgrind_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(UncountableError, match="apt-get install valgrind"):
        counted()


@pytest.mark.parametrize(("loops", "code"), [(2.0, 0), (2.2, 1), (0, 2)])
def test_the_exit_code_tells_a_regression(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], loops: float, code: int
) -> None:
    path = tmp_path / "none.json" if not loops else write_release(release(), tmp_path)
    monkeypatch.setattr(instructions, "counted", lambda: {"gate": Count(instructions=1, loops=loops)})
    monkeypatch.setattr("sys.argv", ["instructions", "--against", str(path)])
    assert instructions.main() == code
    told = capsys.readouterr()
    assert ("gate: +10.0%" in told.out) == (code == 1)
    assert ("none.json" in told.err) == (code == 2)
