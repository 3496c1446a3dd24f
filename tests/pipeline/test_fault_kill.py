"""kill -9 at any moment of a run over the sample site: the next one comes to the same end; status names the dead."""

import random
from collections.abc import Iterator
from itertools import islice

import pytest
from warm import Child, Server, Undisturbed, published
from workbench import rows

from pipeline.health import troubles
from pipeline.settings import Home

SEED = 20261122
ONCE, TWICE = 2, 14  # homes: 30 kills in all

# Places of a run, by what the system or the session is asked for there.
PLACES = {
    "a body is about to be kept": ("os.rename *.gz", 5),
    "the log of the archive is about to grow": ("open *snapshots.jsonl", 4),
    "a batch is about to be stored": ("call pipeline.session load", 2),
    "all is loaded, nothing is published": ("call pipeline.session publish_home", 1),
    "the draft is built and not in its place": ("os.rename *bangvang.duckdb", 1),
    "all is published, the run is not closed": ("call pipeline.session save_run", 1),
}


def _moments(number: int) -> list[float]:
    chosen = random.Random(SEED)
    return [chosen.random() for _ in range(number)]


def _kills() -> Iterator[tuple[float, ...]]:
    """Fractions of an undisturbed run: one kill in a home, or two."""
    moments = iter(_moments(ONCE + 2 * TWICE))
    yield from ((moment,) for moment in islice(moments, ONCE))
    yield from zip(moments, moments, strict=True)


def _sample(warm: Server, home: Home, place: str = "", times: int = 1) -> Child:
    return warm.start("run", "--sample", "--home", home.root, place=place, times=times)


def _died(home: Home) -> bool:
    """Whether a run is logged as running though nobody runs."""
    return home.work.exists() and rows(home.work, "SELECT state FROM run ORDER BY started_at DESC LIMIT 1") == [
        ("running",)
    ]


def _recovers(warm: Server, home: Home, undisturbed: Undisturbed) -> None:
    child = _sample(warm, home)
    assert child.wait() == 0, child.stderr
    assert published(home) == undisturbed.tables
    assert troubles(home) == []
    assert list(home.root.rglob("*draft*")) == []


@pytest.mark.parametrize("moments", list(_kills()), ids=lambda moments: " and ".join(f"{at:.3f}" for at in moments))
def test_killed_at_any_moment_the_next_run_comes_to_the_same_end(
    warm: Server, undisturbed: Undisturbed, home: Home, moments: tuple[float, ...]
) -> None:
    for moment in moments:
        child = _sample(warm, home)
        child.wait(moment * undisturbed.seconds)
        child.kill()
        assert any("was interrupted" in line for line in troubles(home)) == _died(home)
    _recovers(warm, home, undisturbed)


@pytest.mark.parametrize("place", PLACES)
def test_killed_at_a_place_the_next_run_comes_to_the_same_end(
    warm: Server, undisturbed: Undisturbed, home: Home, place: str
) -> None:
    _sample(warm, home, *PLACES[place]).stopped().kill()
    status = warm.run("status", "--home", home.root)
    assert "was interrupted: it died before it ended" in status.stderr
    assert status.code == (0 if home.published.exists() else 4)
    _recovers(warm, home, undisturbed)
    assert rows(home.published, "SELECT state FROM run ORDER BY started_at") == [("interrupted",), ("ok",)]
    assert "died before it ended" in warm.run("status", "--home", home.root).stdout
