"""Changes are tried on a copy of the working database, looked at, and only then put in its place."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager

from pipeline.lock import run_lock
from pipeline.publication import publish_home
from pipeline.settings import Home
from pipeline.settings_file import read_settings
from pipeline.store.database import checkpointed, open_work
from schemas import Run
from scrapers.archive.atomic import sync

FOLDER = ".rehearsal"


@contextmanager
def rehearsal(home: Home) -> Iterator[Home]:
    """A home with a copy of what is stored, for a session of its own; it is thrown away at the end.

    Nobody else writes meanwhile. Raises LockedError when another run is going on, StorageError when the home cannot be
    used, OSError when the disk has no room for the copy.
    """
    home.prepare()
    with run_lock(home.lock):
        copy = Home(home.root / FOLDER)
        shutil.rmtree(copy.root, ignore_errors=True)  # that of one that was killed
        try:
            copy.prepare()
            open_work(home.work).close()  # what a run that died had not written into the file yet
            shutil.copyfile(home.work, copy.work)
            copy.settings.write_text("[run]\nparquet = false\n", encoding="ascii")
            yield copy
        finally:
            shutil.rmtree(copy.root, ignore_errors=True)


def accept(home: Home, copy: Home, run: Run) -> None:
    """Put what the run rehearsed in the place of what is stored, and publish it."""
    settings = read_settings(home.settings)
    checkpointed(copy.work)
    copy.work.replace(home.work)
    sync([home.root])
    with closing(open_work(home.work)) as con:
        publish_home(con, home, settings, run)
