"""An entry of the archive is damaged: runs go on, replay and status name it, nothing that is stored is lost."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from warm import Server, Undisturbed, published
from workbench import rows

from pipeline.settings import Home

Damage = Callable[[bytes], bytes | None]

BODY: dict[str, Damage] = {
    "bytes flipped": lambda data: data[:100] + bytes(255 - byte for byte in data[100:130]) + data[130:],
    "cut off": lambda data: data[: len(data) // 2],
    "missing": lambda data: None,
}
LOG: dict[str, Damage] = {
    "a line garbled": lambda data: data[:200] + b"\xff\x00" * 40 + data[280:],
    "its last line cut": lambda data: data[:-40],
    "zeros at its end": lambda data: data[:-4096] + bytes(4096),
}


@pytest.fixture
def home(undisturbed: Undisturbed, tmp_path: Path) -> Home:
    """A home after a run, to be damaged."""
    shutil.copytree(undisturbed.home.root, tmp_path / "home")
    return Home(tmp_path / "home")


def _damaged(path: Path, how: Damage) -> bytes:
    sound = path.read_bytes()
    damaged = how(sound)
    if damaged is None:
        path.unlink()
    else:
        path.write_bytes(damaged)
    return sound


def _page(home: Home) -> tuple[str, Path]:
    """The address of an article and its body in the archive."""
    query = "SELECT url, sha256 FROM snapshot JOIN article USING (url) ORDER BY url LIMIT 1"
    ((url, sha256),) = rows(home.published, query)
    return str(url), home.archive / "bodies" / sha256[:2] / f"{sha256}.gz"


@pytest.mark.parametrize("how", BODY)
def test_a_damaged_body_is_named_by_replay_and_status_and_costs_no_fact(
    warm: Server, undisturbed: Undisturbed, home: Home, how: str
) -> None:
    url, body = _page(home)
    sound = _damaged(body, BODY[how])
    told = warm.run("replay", "--home", home.root)
    assert told.code == 1, told.stderr
    assert f"archive-damaged: {url}: {body}" in told.stderr
    status = warm.run("status", "--home", home.root)
    assert "archive-damaged" in status.stdout
    assert published(home) | {"issue": []} == undisturbed.tables | {"issue": []}

    body.write_bytes(sound)
    assert warm.run("replay", "--home", home.root).code == 0
    assert published(home) == undisturbed.tables


def test_a_run_goes_on_when_the_listing_that_has_not_changed_is_damaged_in_the_archive(
    warm: Server, undisturbed: Undisturbed, home: Home
) -> None:
    ((sha256,),) = rows(home.published, "SELECT sha256 FROM snapshot WHERE url LIKE '%:8765/'")
    _damaged(home.archive / "bodies" / sha256[:2] / f"{sha256}.gz", BODY["cut off"])
    child = warm.run("run", "--sample", "--home", home.root)
    assert child.code == 0, child.stderr
    assert published(home) == undisturbed.tables


@pytest.mark.parametrize("how", LOG)
def test_a_damaged_log_of_the_archive_stops_neither_run_nor_replay(
    warm: Server, undisturbed: Undisturbed, home: Home, how: str
) -> None:
    _damaged(home.archive / "snapshots.jsonl", LOG[how])
    for command in (["run", "--sample"], ["replay"]):
        child = warm.run(*command, "--home", home.root)
        assert child.code == 0, child.stderr
        assert published(home) == undisturbed.tables
