"""JSON Lines and JSON: one object a row, in UTF-8."""

import json
from collections.abc import Iterator
from pathlib import Path

from pipeline.export.answer import Answer
from pipeline.export.values import as_json
from pipeline.export.wishes import Wishes


def write_jsonl(answer: Answer, draft: Path, _: Wishes) -> None:
    """Every row has every column, null included."""
    with draft.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in _lines(answer))


def write_json(answer: Answer, draft: Path, _: Wishes) -> None:
    """The same objects in one array, a line each."""
    with draft.open("w", encoding="utf-8", newline="\n") as file:
        file.write("[")
        file.writelines(f"{',' if at else ''}\n{line}" for at, line in enumerate(_lines(answer)))
        file.write("\n]\n")


def _lines(answer: Answer) -> Iterator[str]:
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
    for chunk in answer.chunks():
        for row in chunk:
            yield encode({name: as_json(value) for name, value in zip(answer.columns, row, strict=True)})
