"""`bangvang evaluate`: the extractor (or a file of predictions) against gold."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline.exit_codes import ExitCode


def command(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD", help="Gold files: one JSON record a line.")],
    texts: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Where the documents lie (default: the folder of each GOLD, with subfolders)."
        ),
    ] = None,
    predicted: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Score this file instead of running the extractor.")
    ] = None,
    docs: Annotated[
        str | None, typer.Option(metavar="GLOB", help="Only documents with such a name, as in 'news-*'.")
    ] = None,
    errors: Annotated[
        int, typer.Option(min=0, metavar="N", help="Count the disagreements by kind; print the first N on stderr.")
    ] = 0,
    apart: Annotated[
        bool, typer.Option("--split", help="The documents of data/gold/aside.txt and the rest apart.")
    ] = False,
    calibration: Annotated[
        bool, typer.Option("--calibration", help="What the confidence of the records is worth, in bins.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object.")] = False,
) -> None:
    """Precision, recall, F1 and accuracy by field against GOLD, as the annotation guideline defines them.

    A gold document whose text is missing or unreadable is named on standard
    error and scored as read without a record; the exit code is then 1.

    Example: bangvang evaluate data/gold/portal-a.jsonl --texts data/gold/texts
    """
    from pipeline.evaluate import read_records
    from pipeline.evaluate.gold import only
    from pipeline.evaluate.parts import part_lines, parts_errors, parts_json, parts_of
    from pipeline.evaluate.predict import predict

    gold_records = only(read_records(gold), docs)
    folders = [texts] if texts else sorted({path.parent for path in gold})
    predictions, unread = (read_records([predicted]), []) if predicted else predict(gold_records, folders)
    parts = parts_of(gold_records, predictions, apart=apart, calibration=calibration)
    for line in [*(f"bangvang: {line}" for line in unread), *parts_errors(parts, errors)]:
        typer.echo(line, err=True)
    typer.echo(json.dumps(parts_json(parts)) if as_json else "\n".join(part_lines(parts, kinds=errors > 0)))
    if unread:
        raise typer.Exit(ExitCode.SOME_FAILED.value)
