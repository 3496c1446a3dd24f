"""What a list of facts is narrowed to: the query parameters of each view, so that its address is a permalink."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from functools import cache
from typing import Annotated, Literal, Self, get_args
from urllib.parse import urlencode

from pydantic import Field, ValidationError, field_validator, model_validator

from pipeline.errors import UsageError
from pipeline.search.provinces import province_called
from pipeline.search.titles import resolve
from schemas import Level, RecipientKind, Status
from schemas.base import Model

Typed = Annotated[str | None, Field(max_length=200)]
Named = Annotated[str | None, Field(max_length=100)]
Year = Annotated[int | None, Field(ge=1900, le=2100)]
Share = Annotated[float | None, Field(ge=0, le=1)]


class Reviewed(StrEnum):
    """Which facts are seen as to rulings: those without one, those with one, or one kind of either."""

    NO = "no"
    YES = "yes"
    ALL = "all"
    RETURNED = "returned"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    ADDED = "added"
    REJECTED = "rejected"


class Order(StrEnum):
    """The order of the queue (returned, flagged, least sure first), or the latest news first."""

    QUEUE = "queue"
    NEWEST = "newest"


class FilterError(UsageError):
    """A filter has a value that means nothing: `field`, the `value`, and the `choices` when there are few."""

    def __init__(self, field: str, value: object, why: str, choices: tuple[str, ...] = ()) -> None:
        told = f"; choose one of {', '.join(choices)}" if choices else ""
        super().__init__(f"{field}: {str(value)[:80]!r} does not fit: {why}{told}")
        self.field, self.value, self.why, self.choices = field, str(value)[:80], why, choices


class Filters(Model):
    """The filters of a view; None does not narrow. By default the facts are seen that nobody has checked."""

    q: Typed = Field(
        default=None, description="words, without tone marks if you like, abbreviations too; titles are known as such"
    )
    source: Named = Field(default=None, description="name of a source in data/sources")
    province: Named = Field(default=None, description="name of a province as data/provinces.csv has it")
    borders: Literal["today", "then"] = Field(
        default="today", description="whether `province` is one of today's or one of the article's time"
    )
    unit: Typed = Field(default=None, description="words of the unit's name")
    person: Typed = Field(default=None, description="words of the person's name")
    title: Typed = Field(
        default=None, description="code, name or abbreviation of a title, with level or rank if you like"
    )
    level: Level | None = Field(default=None, description="level of the title")
    kind: RecipientKind | None = Field(default=None, description="kind of recipient")
    year_from: Year = Field(default=None, description="awarded for this year or later")
    year_to: Year = Field(default=None, description="awarded for this year or earlier")
    status: Status | None = Field(default=None, description="how far the award has come")
    flag: Named = Field(default=None, description="a code of data/issue_codes.csv that the fact is flagged with")
    reviewed: Reviewed = Field(default=Reviewed.NO, description="which facts are seen as to rulings by auditors")
    min_confidence: Share = Field(default=None, description="at least as sure as this")
    max_confidence: Share = Field(default=None, description="at most as sure as this")
    order: Order = Field(default=Order.QUEUE, description="how the facts are sorted")

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, given: dict[str, object]) -> dict[str, object]:
        """A field of a form that was left empty asks for nothing."""
        clean = {name: _clean(value) for name, value in given.items()}
        return {name: value for name, value in clean.items() if value != ""}

    @field_validator("title")
    @classmethod
    def _is_title(cls, value: str | None) -> str | None:
        """One that somebody knows."""
        with _told_to_pydantic():
            if value:
                resolve(value)
        return value

    @field_validator("province")
    @classmethod
    def _is_province(cls, value: str | None) -> str | None:
        """As data/provinces.csv writes it, however it was typed."""
        with _told_to_pydantic():
            return value and province_called(value)

    @classmethod
    def of(cls, params: Mapping[str, str]) -> Self:
        """The filters among query parameters; those of other names are left alone. Raises FilterError."""
        given = {name: value for name, value in params.items() if name in cls.model_fields}
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            raise _told(error) from error

    def active(self) -> dict[str, str]:
        """The filters that differ from their default, as they stand in an address, in the order of the fields."""
        return {
            name: str(value)
            for name, default in _defaults(type(self)).items()
            if (value := getattr(self, name)) not in (None, "", default)
        }

    def query(self, **more: object) -> str:
        """The filters as the query of an address, without the question mark; what is default or None stays out."""
        return urlencode({**self.active(), **{name: value for name, value in more.items() if value is not None}})

    def query_but(self, **changes: str | None) -> str:
        """As `query` of the same filters with some changed to values that fit, or taken away by None."""
        active = {**self.active(), **changes}
        defaults = _defaults(type(self)).items()
        return urlencode({name: active[name] for name, value in defaults if active.get(name) not in (None, value)})

    def but(self, **changes: object) -> Self:
        """The same filters with some changed; None takes one away."""
        defaults = {name: type(self).model_fields[name].default for name, value in changes.items() if value is None}
        return self.model_validate({**self.model_dump(), **changes, **defaults})


@cache
def _defaults(kind: type[Filters]) -> dict[str, object]:
    """The filters of every view, in their order: what a kind of its own adds does not belong into an address."""
    return {name: kind.model_fields[name].default for name in Filters.model_fields}


@contextmanager
def _told_to_pydantic() -> Iterator[None]:
    try:
        yield
    except UsageError as error:
        raise ValueError(str(error)) from error


def _clean(value: object) -> object:
    return value.replace("\0", " ").strip() if isinstance(value, str) else value


def _told(error: ValidationError) -> FilterError:
    first = error.errors()[0]
    name = str(first["loc"][0])
    why = first["msg"].removeprefix("Value error, ")
    return FilterError(name, first["input"], why, _choices(name))


def _choices(name: str) -> tuple[str, ...]:
    """The values of a field that has few."""
    kinds = get_args(Filters.model_fields[name].annotation) or (Filters.model_fields[name].annotation,)
    found = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, StrEnum)), None)
    return tuple(found) if found else tuple(kind for kind in kinds if isinstance(kind, str))
