"""The wheel holds every package, SQL step and data file, and nothing else."""

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
PACKAGES = ("schemas", "data", "scrapers", "extractors", "pipeline")
PROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))


def _builder_is_here() -> bool:
    """True when setuptools is as new as pyproject.toml wants it."""
    (wanted,) = (name for name in PROJECT["build-system"]["requires"] if name.startswith("setuptools"))
    try:
        return int(version("setuptools").partition(".")[0]) >= int(re.sub(r"\D", "", wanted))
    except PackageNotFoundError:
        return False


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built from a copy of the sources so that nothing is left in the repository."""
    if not _builder_is_here():
        pytest.skip("setuptools is missing or older than pyproject.toml wants")
    folder = tmp_path_factory.mktemp("packaging")
    source = folder / "source"
    for name in PACKAGES:
        shutil.copytree(HOUSE / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(HOUSE / name, source)
    options = ["--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--quiet"]
    command = [sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", str(folder), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


def test_the_wheel_holds_every_file_of_every_package(wheel: zipfile.ZipFile) -> None:
    inside = set(wheel.namelist())
    files = [path for name in PACKAGES for path in (HOUSE / name).rglob("*") if path.is_file()]
    wanted = {path.relative_to(HOUSE).as_posix() for path in files if path.suffix != ".pyc"}
    assert {"data/titles.csv", "pipeline/publish/views.sql", "data/sample_site/site.toml"} <= wanted
    assert sorted(wanted - inside) == []


def test_the_wheel_holds_nothing_else(wheel: zipfile.ZipFile) -> None:
    info = f"bangvang-{PROJECT['project']['version']}.dist-info"
    assert {name.partition("/")[0] for name in wheel.namelist()} == {*PACKAGES, info}


def test_the_wheel_carries_its_command_and_its_licence(wheel: zipfile.ZipFile) -> None:
    names = {name.partition("/")[2]: name for name in wheel.namelist() if ".dist-info/" in name}
    assert "bangvang = pipeline.cli:main" in wheel.read(names["entry_points.txt"]).decode()
    assert "Apache License" in wheel.read(names["licenses/LICENSE"]).decode()
    assert "License-Expression: Apache-2.0" in wheel.read(names["METADATA"]).decode()


def test_every_package_is_a_package() -> None:
    folders = {path.parent for name in PACKAGES for path in (HOUSE / name).rglob("*.py")}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []
