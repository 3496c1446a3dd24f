"""Write an answer to a file that appears whole or not at all."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import StorageError, UsageError
from pipeline.export.answer import Answer, Question, answered
from pipeline.export.csv_file import write_csv
from pipeline.export.jsonl_file import write_json, write_jsonl
from pipeline.export.parquet_file import write_parquet
from pipeline.export.wishes import Wishes
from pipeline.export.xlsx_file import write_xlsx
from scrapers.archive.atomic import atomic_target

WRITERS: dict[str, Callable[[Answer, Path, Wishes], None]] = {
    "xlsx": write_xlsx,
    "csv": write_csv,
    "parquet": write_parquet,
    "jsonl": write_jsonl,
    "json": write_json,
}
MODE = 0o666


@dataclass(frozen=True)
class Exported:
    """How many rows were written, and what a person should know about them."""

    rows: int
    notes: list[str]


def save(published: Path, question: Question, file: Path, kind: str, wishes: Wishes) -> Exported:
    """Write the answer to `file` in the format `kind`.

    Raises UsageError when the question or the file's name does not fit, StorageError when it cannot be written.
    """
    _check_place(file, replace=wishes.replace)
    with answered(published, question) as answer:
        try:
            with atomic_target(file) as draft:
                WRITERS[kind](answer, draft, wishes)
                draft.chmod(MODE & ~_umask())
        except OSError as error:
            why = error.strerror or error
            raise StorageError(f"{file}: cannot be written ({why}); free some space or choose another place") from error
    return Exported(answer.rows, answer.notes)


def _check_place(file: Path, *, replace: bool) -> None:
    if file.is_dir():
        raise UsageError(f"{file}: is a folder; name a file in it")
    if file.exists() and not replace:
        raise UsageError(f"{file}: exists; choose another name, or --force to replace it")
    if not file.parent.is_dir():
        raise StorageError(f"{file.parent}: no such folder; make it or choose another one")
    if not os.access(file.parent, os.W_OK):
        raise StorageError(f"{file.parent}: not writable; change its permissions or choose another folder")


def _umask() -> int:
    """There is no way to ask for it but to set it."""
    before = os.umask(0o022)
    os.umask(before)
    return before
