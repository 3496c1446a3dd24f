"""What was typed behind a question's name: options of the search, and values for its SQL."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from pipeline.ask.catalogue import FILTERS, Parameter, Question, question_called
from pipeline.clock import now
from pipeline.errors import UsageError
from pipeline.search import Wanted

Value = int | str | date
DAYS = ("%Y-%m-%d", "%d/%m/%Y")


def understood(name: str, typed: Sequence[str], wanted: Wanted) -> tuple[Wanted, dict[str, Value]]:
    """What the arguments of a question ask for beside `wanted`, and the values of its parameters.

    Raises UsageError when there are too few or too many, or one cannot be read.
    """
    question = question_called(name)
    places = _places(question, len(typed), wanted)
    if len(typed) > len(places):
        raise UsageError(f"ask {name}: {typed[len(places)]!r} is one argument too many; {_usage(name)}")
    told = dict(zip(places, typed, strict=False))
    if missing := [one for one in places if one not in told and not _is_optional(one, question)]:
        raise UsageError(f"ask {name}: {missing[0].upper()} is missing; {_usage(name)}")
    values = {one: _read(name, one, spec, told.get(one, spec.default)) for one, spec in question.parameters.items()}
    words: dict[str, Any] = {one: told[one] for one in told if one in FILTERS}
    return replace(wanted, **words), values


def usage(name: str, question: Question) -> str:
    """The command as it is typed: `ask claim WHO TITLE YEARS`."""
    words = [
        f"[{one.upper()}]"
        if one in question.parameters and question.parameters[one].default is not None
        else one.upper()
        for one in question.arguments
    ]
    return " ".join(["ask", name, *words])


def _usage(name: str) -> str:
    question = question_called(name)
    return f"usage: bangvang {usage(name, question)}, as in: {question.example}"


def _places(question: Question, typed: int, wanted: Wanted) -> list[str]:
    """The arguments that are typed: not those that an option tells, as --unit and --person may tell who."""
    places = [one for one in question.arguments if one not in FILTERS or getattr(wanted, one) is None]
    needed = [one for one in places if not _is_optional(one, question)]
    if typed < len(needed) and "who" in places and (wanted.unit or wanted.person):
        places.remove("who")
    return places


def _is_optional(argument: str, question: Question) -> bool:
    return argument in question.parameters and question.parameters[argument].default is not None


def _read(name: str, parameter: str, spec: Parameter, typed: int | str | None) -> Value:
    reader = READERS[spec.type]
    try:
        return reader(str(typed), spec)
    except ValueError as error:
        raise UsageError(f"ask {name}: {parameter.upper()}: {error}; {_usage(name)}") from error


def _number(typed: str, _: Parameter) -> Value:
    if not typed.isdecimal() or int(typed) < 1:
        raise ValueError(f"{typed!r} is no number such as 3")
    return int(typed)


def _day(typed: str, _: Parameter) -> Value:
    if typed == "today":
        return now().date()
    for form in DAYS:
        try:
            return datetime.strptime(typed, form).date()
        except ValueError:
            continue
    raise ValueError(f"{typed!r} is no day such as 2025-07-01 or 01/07/2025")


def _choice(typed: str, spec: Parameter) -> Value:
    if typed not in spec.choices:
        raise ValueError(f"{typed!r} is none of {', '.join(spec.choices)}")
    return typed


READERS: dict[str, Callable[[str, Parameter], Value]] = {"number": _number, "day": _day, "choice": _choice}
