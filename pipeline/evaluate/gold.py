"""Gold and prediction files: one JSON record a line, grouped by document."""

import json
import re
from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError

Record = dict[str, Any]
Records = dict[str, list[Record]]

SUFFIX = re.compile(r"\.(txt|html?|pdf|docx|xlsx)$")


def read_records(paths: Iterable[Path]) -> Records:
    """Records of all files by document name.

    A line whose title is null says that the document was read and holds no record.
    Raises UsageError naming file and line where a line is no such record.
    """
    records: Records = {}
    for path in paths:
        for number, line in enumerate(_lines(path), start=1):
            if line.strip():
                _add(records, _parsed(line, f"{path}:{number}"))
    return records


def document_name(doc: str) -> str:
    """`doc` without folders and the suffix of its file."""
    return SUFFIX.sub("", doc.rsplit("/", 1)[-1])


def only(records: Records, pattern: str | None) -> Records:
    """The documents whose name fits the shell pattern; all of them when there is none."""
    return {doc: found for doc, found in records.items() if pattern is None or fnmatch(doc, pattern)}


def _add(records: Records, record: Record) -> None:
    found = records.setdefault(document_name(record["doc"]), [])
    if record.get("title"):
        found.append(record)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read as UTF-8 text: {error}") from error


def _parsed(line: str, where: str) -> Record:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise UsageError(f"{where}: not JSON: {error}") from error
    if not isinstance(record, dict) or not isinstance(record.get("doc"), str):
        raise UsageError(f'{where}: not a record: an object with at least "doc" is needed')
    return record
