"""Where things lie: one home folder with the databases, the archive, the lock and the logs."""

import os
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import StorageError

HOME_VARIABLE = "BANGVANG_HOME"
CONTACT_VARIABLE = "BANGVANG_CONTACT"
LOG_FORMAT_VARIABLE = "BANGVANG_LOG_FORMAT"
DEFAULT_HOME = Path("var")


@dataclass(frozen=True)
class Home:
    """The folder that a run works in; only the published file is for others to open."""

    root: Path

    @property
    def work(self) -> Path:
        """The working database, which only the pipeline opens."""
        return self.root / "work.duckdb"

    @property
    def published(self) -> Path:
        """The read-only database that every run replaces."""
        return self.root / "published" / "bangvang.duckdb"

    @property
    def archive(self) -> Path:
        """Raw responses as they were received."""
        return self.root / "archive"

    @property
    def reviews(self) -> Path:
        """What auditors ruled: never rebuilt from anything else, so it is backed up with care."""
        return self.root / "reviews.sqlite"

    @property
    def units(self) -> Path:
        """What people ruled about pairs of units, line by line: never rebuilt from anything else."""
        return self.root / "units.csv"

    @property
    def users(self) -> Path:
        """Who may come to the desk when it is shared, with hashes of their passwords."""
        return self.root / "desk-users.json"

    @property
    def desk_secret(self) -> Path:
        """What the desk signs its cookies with."""
        return self.root / "desk-secret"

    @property
    def lock(self) -> Path:
        """The file that a writer holds while it works."""
        return self.root / "run.lock"

    @property
    def night(self) -> Path:
        """When the scraping began that is going on, or that died."""
        return self.root / "night.started"

    @property
    def settings(self) -> Path:
        """What its owner has set: docs/commands.md."""
        return self.root / "settings.toml"

    @property
    def refused(self) -> Path:
        """Which runs could not even begin, and why."""
        return self.root / "logs" / "refused.jsonl"

    @property
    def log(self) -> Path:
        """Where runs write what a person may want to read later, tracebacks included."""
        return self.root / "logs" / "bangvang.log"

    def prepare(self) -> None:
        """Make the folders. Raises StorageError when that cannot be done or they cannot be written."""
        for folder in (self.root, self.published.parent, self.archive, self.log.parent):
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise StorageError(f"{folder}: cannot be made: {error.strerror}; choose another --home") from error
            if not os.access(folder, os.W_OK):
                raise StorageError(f"{folder}: not writable; change its permissions or choose another --home")


def home(chosen: Path | None = None) -> Home:
    """The home folder: `chosen`, else the environment's BANGVANG_HOME, else ./var."""
    return Home(chosen or Path(os.environ.get(HOME_VARIABLE) or DEFAULT_HOME))
