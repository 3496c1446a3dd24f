"""`bangvang schema`: JSON Schema of the record and of the other models."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

import json
from typing import Annotated

import typer

from pipeline.errors import UsageError


def command(
    model: Annotated[str, typer.Option(help="Which model: AwardRecord, Article, Source, Run …")] = "AwardRecord",
) -> None:
    """Print the JSON Schema of the award record, or of another model.

    Example: bangvang schema --model Article
    """
    from pydantic import BaseModel

    import schemas

    models = {name: kind for name in schemas.__all__ if _is_model(kind := getattr(schemas, name), BaseModel)}
    if model not in models:
        raise UsageError(f"no model is called {model}; there are {', '.join(sorted(models))}")
    typer.echo(json.dumps(models[model].model_json_schema(), ensure_ascii=False, indent=2))


def _is_model(kind: object, base: type) -> bool:
    return isinstance(kind, type) and issubclass(kind, base)
