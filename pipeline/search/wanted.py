"""What a search asks for."""

from dataclasses import dataclass, fields
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """None, or false, asks for nothing.

    `who` is words of a unit's or a person's name, or of both; `successors` adds the units that came before and after
    those that are meant. `province` and `commune` are those that were called so at the time of the fact, with `today`
    those that are; `since` and `until` are days on which the article appeared.
    """

    who: str | None = None
    unit: str | None = None
    successors: bool = False
    person: str | None = None
    title: str | None = None
    year_from: int | None = None
    year_to: int | None = None
    level: str | None = None
    rank: int | None = None
    kind: str | None = None
    issuer: str | None = None
    status: str | None = None
    province: str | None = None
    today: bool = False
    district: str | None = None
    commune: str | None = None
    source: str | None = None
    since: date | None = None
    until: date | None = None
    text: str | None = None
    flag: str | None = None
    reviewed: bool | None = None
    min_confidence: float | None = None

    def told(self) -> dict[str, object]:
        """What is asked for, by name."""
        values = {field.name: (getattr(self, field.name), field.default) for field in fields(self)}
        return {name: value for name, (value, usual) in values.items() if value != usual}
