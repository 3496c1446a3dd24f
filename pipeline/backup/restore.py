"""A backup into a home: unpacked and checked in a folder of its own, then swapped in by renaming."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from pipeline.backup.manifest import Manifest
from pipeline.backup.read import read_backup
from pipeline.clock import now
from pipeline.errors import StorageError, UsageError
from pipeline.lock import run_lock
from pipeline.progress import Progress
from pipeline.settings import Home
from pipeline.store.database import UNPACKED, look_into_work
from pipeline.store.migrate import version
from scrapers.archive.atomic import sync


class Restored(NamedTuple):
    """What a backup held, and where the old parts of the home lie now."""

    manifest: Manifest
    aside: Path | None


def restore(file: Path, home: Home, progress: Progress, *, force: bool = False) -> Restored:
    """Make the home what it was when `file` was written. A home that holds data is only replaced with `force`.

    Its old parts are moved to a folder in it; an archive stays where it is when the backup has none. Raises
    UsageError, LockedError, StorageError or OSError; the home is as it was then.
    """
    if not file.is_file():
        raise UsageError(f"{file}: no such file; backups lie in {home.root / 'backups'} unless you put them elsewhere")
    with _existing(home), run_lock(home.lock), _folder(home) as unpacked:
        if holds_data(home) and not force:
            raise UsageError(f"{home.root}: holds data; --force moves it aside, or choose another --home")
        manifest = read_backup(file, progress, unpacked)
        _check_database(unpacked, manifest, file)
        sync(unpacked.rglob("*"))
        aside = _swap(home, unpacked)
    home.prepare()
    return Restored(manifest, aside)


def holds_data(home: Home) -> bool:
    """Whether there is anything in the home that a run has made."""
    return any(path.exists() for path in (home.work, home.published, home.reviews, home.archive / "snapshots.jsonl"))


def _check_database(unpacked: Path, manifest: Manifest, file: Path) -> None:
    work = Home(unpacked).work
    if not work.exists():
        raise StorageError(f"{file}: holds no working database; take another backup")
    with closing(look_into_work(work)) as con:
        if version(con) != manifest.schema_version:
            raise StorageError(f"{file}: its database has another schema version than its manifest says")


def _swap(home: Home, unpacked: Path) -> Path | None:
    """Rename the old parts away and the new ones in; on any error all of it is undone.

    The working database leaves first and comes last: whoever dies in between leaves a home without one, in which no
    run begins (see `open_work`).
    """
    aside = home.root / f"replaced-{now():%Y%m%dT%H%M%S-%f}"
    old = sorted(_in_the_way(home, unpacked), key=lambda path: path != home.work)
    new = sorted(unpacked.iterdir(), key=lambda path: path.name == home.work.name)
    moves = [(path, aside / path.name) for path in old] + [(path, home.root / path.name) for path in new]
    if old:
        aside.mkdir()
    done = []
    try:
        for move in moves:
            move[0].rename(move[1])
            done.append(move)
    except BaseException:
        for here, there in reversed(done):
            there.rename(here)
        if old:
            aside.rmdir()
        raise
    sync([home.root])
    return aside if old else None


def _in_the_way(home: Home, unpacked: Path) -> set[Path]:
    """What the backup brings anew, and what belongs to the old database. Empty folders are simply removed."""
    named = {home.root / path.name for path in unpacked.iterdir()}
    found = {path for path in named | {home.published.parent, home.night} if path.exists()}
    for folder in [path for path in found if path.is_dir() and not any(path.iterdir())]:
        folder.rmdir()
        found.remove(folder)
    beside = [home.work.name] + [home.reviews.name] * (
        home.reviews in named
    )  # a log that stays applied to another file
    return found | {path for name in beside for path in home.root.glob(f"{name}*")}


@contextmanager
def _existing(home: Home) -> Iterator[None]:
    """The home's folder; made here, it goes again when nothing comes into it."""
    new = not home.root.exists()
    home.root.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        if new:
            with suppress(OSError):
                home.lock.unlink(missing_ok=True)
                home.root.rmdir()
        raise


@contextmanager
def _folder(home: Home) -> Iterator[Path]:
    """An empty folder on the home's own disk. Those of restores that died are removed: the run lock is ours."""
    for left in home.root.glob(f"{UNPACKED}*"):
        shutil.rmtree(left)
    folder = Path(tempfile.mkdtemp(dir=home.root, prefix=UNPACKED))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
