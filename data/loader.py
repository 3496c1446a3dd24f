"""Read a reviewed data file through its schema; an error names the file, the line and what to do."""

import csv
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

ROOT = Path(__file__).resolve().parent

M = TypeVar("M", bound=BaseModel)


class DataError(Exception):
    """A data file is missing or does not fit its schema."""


def read_csv(name: str, model: type[M], *, lists: tuple[str, ...] = ()) -> list[M]:
    """Rows of `data/<name>` as `model`s, in file order.

    Empty cells take the model's default; columns named in `lists` are split at `;` or `|`.
    Raises DataError naming file and line at the first row that does not fit.
    """
    path = ROOT / name
    rows = csv.DictReader(_text(path).splitlines())
    models = []
    for line, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise DataError(f"{path}:{line}: not as many cells as the header has: quote cells that hold commas")
        values = {key: _cell(key, value, lists) for key, value in row.items() if value}
        models.append(_validated(model, values, f"{path}:{line}"))
    return models


def read_lines(name: str) -> list[str]:
    """Lines of `data/<name>` without comments (`# …`) and blanks."""
    lines = (line.partition("#")[0].strip() for line in _text(ROOT / name).splitlines())
    return [line for line in lines if line]


def read_toml(path: Path, model: type[M]) -> M:
    """A TOML file as a `model`. Raises DataError naming the file and the first field that does not fit."""
    try:
        values = tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path}: not TOML: {error}") from error
    return _validated(model, values, str(path))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read: {error}") from error


def _cell(key: str, value: str, lists: tuple[str, ...]) -> str | list[str]:
    if key not in lists:
        return value.strip()
    return [part.strip() for part in value.replace("|", ";").split(";") if part.strip()]


def _validated(model: type[M], values: dict[str, Any], where: str) -> M:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "row"
        raise DataError(f"{where}: {field}: {first['msg']}") from error
