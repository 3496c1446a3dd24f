"""JSON Lines: one object a row, in UTF-8."""

import json
from pathlib import Path

from pipeline.export.answer import Answer
from pipeline.export.values import as_json
from pipeline.export.wishes import Wishes


def write_jsonl(answer: Answer, draft: Path, _: Wishes) -> None:
    """Every row has every column, null included."""
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
    with draft.open("w", encoding="utf-8", newline="\n") as file:
        for chunk in answer.chunks():
            for row in chunk:
                values = {name: as_json(value) for name, value in zip(answer.columns, row, strict=True)}
                file.write(encode(values) + "\n")
