"""What is told of units and persons, to pages and to programs alike."""

from datetime import date

from pydantic import Field

from pipeline.desk.times import Moment
from schemas import CountQualifier, Level, RecipientKind, Status
from schemas.base import Model


class UnitFound(Model):
    """A unit by its name, and how many facts there are about it and its people."""

    unit_key: str = Field(description="the folded name: ask for its roll with it")
    unit: str
    facts: int = Field(description="facts of any status")
    awarded: int = Field(description="facts that tell of an award, not of a proposal or a registration")


class PersonFound(Model):
    """A person by name and by where the news say that they are; the same name elsewhere may be somebody else."""

    person_key: str = Field(description="the folded name")
    unit_scope: str = Field(description="where that person is: ask for the roll with both")
    person: str
    unit: str | None
    facts: int
    awarded: int


class Line(Model):
    """One fact of a roll by its best telling, with its sentence."""

    record_id: str = Field(description="/facts/{record_id} shows it beside its source")
    fact_id: str
    title: str = Field(description="code of the title")
    rank: int | None
    level: Level | None
    recipient_kind: RecipientKind | None
    unit: str | None
    person: str | None
    person_key: str | None
    unit_scope: str
    issuer: str | None
    count: int | None
    count_qualifier: CountQualifier
    year_from: int | None
    year_to: int | None
    status: Status
    tellings: int
    verdict: str | None = Field(description="what an auditor ruled; null when nobody did")
    quote: str = Field(description="the sentence, to the letter")
    source: str | None
    url: str | None
    published: date | None


class Won(Model):
    """How many facts tell of one title for the same years."""

    recipient_kind: RecipientKind | None
    title: str
    rank: int | None
    level: Level | None
    year_from: int | None
    year_to: int | None
    facts: int


class Member(PersonFound):
    """A person of a roll, and what they were awarded."""

    won: list[Won]


class Streak(Model):
    """Years in a row in which the unit itself, or one person of it, was told to win one title."""

    unit: str
    person: str | None
    title: str
    title_name: str
    level: Level | None
    year_from: int
    year_to: int
    years: int


class Conflict(Model):
    """A fact whose tellings disagree in a field."""

    record_id: str
    fact_id: str
    field: str
    told: list[str]


class Roll(Model):
    """A roll of honour. A year without an award means that none was found in what was read, not that there was none."""

    key: str
    name: str
    unit: str | None = Field(description="where a person is; null for a unit")
    scopes: int = Field(description="more than one: the name names no place, several units may bear it")
    facts: int = Field(description="all facts that nobody has rejected")
    awarded: int = Field(description="those that tell of an award")
    won: list[Won] = Field(description="all that was awarded, by title and years")
    lines: list[Line] = Field(description="the facts, latest years first and awards before the rest; 500 at most")
    not_found: list[str] = Field(description="record_ids of proposals of which no award was found")
    streaks: list[Streak]
    conflicts: list[Conflict]
    people: list[Member] = Field(description="persons of the unit; of a person, others of the same name elsewhere")
    rejected: list[str] = Field(description="record_ids that an auditor rejected since the publication: they count not")
    published_at: Moment = Field(description="when what this is read from was published (UTC)")
