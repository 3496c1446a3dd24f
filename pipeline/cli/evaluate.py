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
    errors: Annotated[int, typer.Option(min=0, metavar="N", help="Print the first N disagreements on stderr.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object.")] = False,
) -> None:
    """Precision, recall, F1 and accuracy by field against GOLD, as the annotation guideline defines them.

    A gold document whose text is missing or unreadable is named on standard
    error and scored as read without a record; the exit code is then 1.

    Example: bangvang evaluate data/gold/portal-a.jsonl --texts data/gold/texts
    """
    from pipeline.evaluate import as_json as figures
    from pipeline.evaluate import as_lines, error_lines, read_records, score
    from pipeline.evaluate.gold import only
    from pipeline.evaluate.predict import predict

    gold_records = only(read_records(gold), docs)
    unread: list[str] = []
    if predicted:
        scores = score(gold_records, read_records([predicted]))
    else:
        predictions, unread = predict(gold_records, [texts] if texts else sorted({path.parent for path in gold}))
        scores = score(gold_records, predictions)
    for line in [*(f"bangvang: {line}" for line in unread), *error_lines(scores, errors)]:
        typer.echo(line, err=True)
    typer.echo(json.dumps(figures(scores)) if as_json else "\n".join(as_lines(scores)))
    if unread:
        raise typer.Exit(ExitCode.SOME_FAILED.value)
