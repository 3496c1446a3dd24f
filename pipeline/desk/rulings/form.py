"""The form of a fact: from a record to what stands in its fields, and from what was typed to a record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from pydantic import ValidationError

from pipeline.catalogue import titles
from pipeline.desk.rulings.evidence import FieldError, Picks
from schemas import AwardRecord, CountQualifier, RecipientKind

TEXTS = ("title", "level", "issuer", "recipient_kind", "unit", "person", "count_qualifier", "status", "decision_no")
NUMBERS = ("rank", "count", "year_from", "year_to")
T = TypeVar("T")
DAY = "%d/%m/%Y"


@dataclass
class Typed:
    """What stands in the fields of the form, and what is wrong with it: keys of data/interface/fact.csv by field."""

    values: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        """What stands in a field; nothing in one that was not sent."""
        return self.values.get(name, "")


@dataclass(frozen=True)
class Read:
    """A form that was read: its record, unless something in it is wrong."""

    typed: Typed
    record: AwardRecord | None


def filled(record: AwardRecord) -> Typed:
    """The form with what a record holds."""
    values = {name: _told(getattr(record, name)) for name in (*TEXTS, *NUMBERS)}
    values["decision_date"] = record.decision_date.strftime(DAY) if record.decision_date else ""
    spans = {"quote": record.quote, **record.evidence}
    for name, span in spans.items():
        values |= {f"{name}.words": span.quote, f"{name}.start": str(span.start)}
    values |= {f"{name}.basis": span.basis.value for name, span in record.evidence.items()}
    return Typed(values)


def empty(text: str, start: int | None, end: int | None) -> Typed:
    """The form of a fact that was missed, with the stretch of text that the auditor had selected as its quote."""
    values = {"count_qualifier": CountQualifier.EXACT.value, "status": "awarded", "count": "1"}
    if start is not None and end is not None and 0 <= start < end <= len(text):
        values |= {"quote.words": text[start:end], "quote.start": str(start)}
    return Typed(values)


def read(form: Mapping[str, str], text: str, base: AwardRecord | None, extractor_version: str) -> Read:
    """The record that a form tells, grounded in `text`; without one, each error stands beside its field.

    `base` is the record that is corrected: what was not touched stays as it is.
    """
    typed = Typed({name: value.replace("\r\n", "\n") for name, value in form.items()})
    values = _values(typed)
    picks = Picks(text, base, typed.values, typed.errors)
    quote = picks.quote()
    evidence = picks.evidence(values, quote) if quote else {}
    if typed.errors or quote is None:
        return Read(typed, None)
    kept = {"movement": base.movement, "rule": base.rule} if base else {"rule": ""}
    version = base.extractor_version if base else extractor_version
    record = _record(typed, {**values, **kept, "quote": quote, "evidence": evidence, "extractor_version": version})
    return Read(typed, record if record and record.grounded_in(text) else None)


def _record(typed: Typed, values: dict[str, Any]) -> AwardRecord | None:
    """The record, if the model takes it. What only the model forbids is told as it says it."""
    try:
        return AwardRecord.model_validate(values)
    except ValidationError as error:
        for one in error.errors():
            name = str(one["loc"][0]) if one["loc"] else "form"
            typed.errors.setdefault(name, "fact.error_value" if one["loc"] else "fact.error_record")
        return None


def _values(typed: Typed) -> dict[str, Any]:
    """The values of all fields but quote and evidence; errors are noted beside theirs."""
    values: dict[str, Any] = {name: " ".join(typed[name].split()) or None for name in TEXTS}
    for name in NUMBERS:
        values[name] = _noted(typed, name, _number)
    values["decision_date"] = _noted(typed, "decision_date", _day)
    for name in ("title", "status", "count_qualifier"):
        if values[name] is None:
            typed.errors[name] = "fact.error_needed"
    _check_together(typed, values)
    return values


def _noted(typed: Typed, name: str, reader: Callable[[str], T | None]) -> T | None:
    try:
        return reader(typed[name].strip())
    except FieldError as error:
        typed.errors[name] = error.key
        return None


def _number(value: str) -> int | None:
    if not value:
        return None
    digits = value.replace(".", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10 and int(digits)):
        raise FieldError("fact.error_number")
    return int(digits)


def _day(value: str) -> date | None:
    try:
        return datetime.strptime(value, DAY).date() if value else None
    except ValueError as error:
        raise FieldError("fact.error_day") from error


def _check_together(typed: Typed, values: dict[str, Any]) -> None:
    """The rules between fields that schemas.award holds, each told beside the field to mend."""
    is_indefinite = values["count_qualifier"] == CountQualifier.INDEFINITE.value
    first, last = values["year_from"], values["year_to"]
    kinds = (None, RecipientKind.TAP_THE.value)
    for name, is_wrong, key in (
        ("count", values["count"] is not None and is_indefinite, "fact.error_count_indefinite"),
        ("count", values["count"] is None and not is_indefinite, "fact.error_count_missing"),
        ("year_to", (first is None) != (last is None), "fact.error_years_both"),
        ("year_to", first and last and first > last, "fact.error_years_order"),
        ("year_from", first and not 1900 <= first <= 2100, "fact.error_year"),
        ("year_to", last and not 1900 <= last <= 2100, "fact.error_year"),
        ("title", values["title"] and values["title"] not in titles(), "fact.error_value"),
        ("rank", values["rank"] and values["rank"] > 3, "fact.error_rank"),
        ("recipient_kind", values["person"] and values["recipient_kind"] in kinds, "fact.error_person_kind"),
    ):
        if is_wrong:
            typed.errors.setdefault(name, key)


def _told(value: object) -> str:
    return "" if value is None else str(value)
