"""The questions that are ready: data/questions.toml, and the SQL of each in data/questions/."""

import difflib
import re
from functools import cache
from typing import Literal

from pydantic import Field, RootModel, model_validator

from data import ROOT, DataError, read_toml
from pipeline.errors import UsageError
from schemas.base import Model

FILE = ROOT / "questions.toml"
FOLDER = ROOT / "questions"
# What an argument can be beside a question's own parameters: an option of `search`.
FILTERS = ("who", "unit", "person", "title", "province")
NAMED = re.compile(r"\$(\w+)")


class Parameter(Model):
    """A value that the SQL takes as $name: `type` says how it is typed, `default` makes it optional."""

    type: Literal["number", "day", "choice"]
    en: str = Field(min_length=1)
    choices: tuple[str, ...] = ()
    default: int | str | None = None


class Question(Model):
    """What is asked in words, and what must be told to ask it: arguments in their order."""

    vi: str = Field(min_length=1)
    en: str = Field(min_length=1)
    arguments: tuple[str, ...] = ()
    parameters: dict[str, Parameter] = Field(default_factory=dict)
    example: str = Field(pattern=r"^bangvang ask ")

    @model_validator(mode="after")
    def _arguments_are_known(self) -> "Question":
        if unknown := set(self.arguments) - set(FILTERS) - set(self.parameters):
            raise ValueError(f"arguments that are neither a filter nor a parameter: {', '.join(sorted(unknown))}")
        if apart := set(self.parameters) - set(self.arguments):
            raise ValueError(f"parameters that are no argument: {', '.join(sorted(apart))}")
        return self


class Questions(RootModel[dict[str, Question]]):
    """The file: a table a question."""


@cache
def questions() -> dict[str, Question]:
    """Questions by name, in file order. Raises DataError when the file or the SQL of a question does not fit."""
    found = read_toml(FILE, Questions).root
    for name, question in found.items():
        if (used := set(NAMED.findall(sql_of(name)))) != set(question.parameters):
            raise DataError(f"{FOLDER / name}.sql: names {sorted(used)}, {FILE} has {sorted(question.parameters)}")
    return found


def question_called(name: str) -> Question:
    """Raises UsageError, with near names, for a question that nobody asks."""
    if name not in questions():
        near = difflib.get_close_matches(name, questions(), n=3)
        told = f"did you mean {', '.join(near)}?" if near else "`bangvang ask` lists them"
        raise UsageError(f"no question is called {name!r}; {told}")
    return questions()[name]


@cache
def sql_of(name: str) -> str:
    """The question as one SELECT from `fact`, the facts asked for, and `around`, those of all years and stages."""
    path = FOLDER / f"{name}.sql"
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error}") from error
