"""What was measured of a release: a JSON file in benchmarks/releases/ for each."""

import os
import platform
import tomllib
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from packaging.version import Version
from pydantic import Field, ValidationError

from schemas.base import Model
from scrapers.archive.atomic import write_atomic

FOLDER = Path(__file__).with_name("releases")
_PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
_LIBRARIES = ("ahocorasick-rs", "beautifulsoup4", "duckdb", "lxml", "pyarrow", "pydantic", "spacy", "underthesea")


class UnreadableReleaseError(ValueError):
    """A file of a release that is missing or does not hold one; the message says what to do."""


class Stage(Model):
    """One stage of the table; the peers tell our time as a multiple of theirs."""

    name: str
    documents: int
    megabytes: float
    seconds: float
    share: float
    peak_mb: float
    peers: dict[str, float] = Field(default_factory=dict)


class Ratio(Model):
    """A figure of one run, and what it has to be."""

    what: str
    measured: float
    target: float | None = None
    aim: Literal["at least", "at most"] | None = None

    @property
    def missed(self) -> bool:
        """Whether there is a target and it is not reached."""
        if self.target is None:
            return False
        return self.measured < self.target if self.aim == "at least" else self.measured > self.target


class Count(Model):
    """Instructions of a hot path, and as a multiple of those of the calibration loop on the same machine."""

    instructions: int
    loops: float


class Release(Model):
    """All figures of a release."""

    version: str
    measured: date
    machine: dict[str, str]
    libraries: dict[str, str]
    notes: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    ratios: tuple[Ratio, ...] = ()
    instructions: dict[str, Count] = Field(default_factory=dict)


def current() -> str:
    """The version that pyproject.toml names."""
    project: dict[str, str] = tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]
    return project["version"]


def machine() -> dict[str, str]:
    """What the figures hang on besides the code."""
    model = next((line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), "")
    return {
        "processor": model.partition(":")[2].strip() or platform.machine(),
        "cores": str(os.cpu_count()),
        "load average": f"{os.getloadavg()[0]:.1f}",
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()}",
    }


def libraries() -> dict[str, str]:
    """Versions of what the stages rest on."""
    return {name: version(name) for name in _LIBRARIES}


def read_release(path: Path) -> Release:
    """Raises UnreadableReleaseError."""
    try:
        return Release.model_validate_json(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UnreadableReleaseError(f"{path}: {error.strerror}: measure it with make bench RELEASE=1") from error
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"]))
        raise UnreadableReleaseError(f"{path}: not the figures of a release ({where}): restore it from git") from error


def write_release(release: Release, folder: Path = FOLDER) -> Path:
    """The file that was written, whole or not at all."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{release.version}.json"
    write_atomic(path, release.model_dump_json(indent=1).encode() + b"\n")
    path.chmod(0o644)
    return path


def in_order(folder: Path = FOLDER) -> list[Path]:
    """The files of all releases, the oldest first."""
    return sorted(folder.glob("*.json"), key=lambda path: Version(path.stem))


def newest(folder: Path = FOLDER) -> Path | None:
    """The file of the latest release."""
    return next(reversed(in_order(folder)), None)
