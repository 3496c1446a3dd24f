"""Changes are tried on a copy of the working database, looked at, and only then put in its place."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager

from pipeline.lock import run_lock
from pipeline.publish import publish
from pipeline.settings import Home
from pipeline.store.database import open_work

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
            yield copy
        finally:
            shutil.rmtree(copy.root, ignore_errors=True)


def accept(home: Home, copy: Home) -> None:
    """Put what was rehearsed in the place of what is stored, and publish it. All of it or, on error, nothing."""
    copy.work.replace(home.work)
    with closing(open_work(home.work)) as con:
        publish(con, home.published)
