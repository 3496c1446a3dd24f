"""The evidence of a form: what was picked or typed for each field, held against the text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.desk.rulings.printed import where_printed
from pipeline.desk.rulings.spans import holds, picked
from schemas import AwardRecord, Basis, Evidence, Span

EVIDENCED = ("title", "rank", "level", "issuer", "recipient_kind", "unit", "person", "count", "year", "status")
SAID_IN_WORDS = ("issuer", "unit", "person", "count", "year")  # a span can be asked whether it says such a value
LONGEST = 10  # digits of an offset


class FieldError(ValueError):
    """A field that cannot be read as it is: `key` says why in data/interface/fact.csv."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class Picks:
    """The stretches that a form names. `base` is the record before; errors go to `errors` under the field's name."""

    text: str
    base: AwardRecord | None
    form: Mapping[str, str]
    errors: dict[str, str]

    def quote(self) -> Span | None:
        """The stretch from which the fact can be read."""
        words, near = self.form.get("quote.words", ""), self.base.quote.start if self.base else 0
        if not words.strip():
            self.errors["quote"] = "fact.error_quote_missing"
            return None
        return self._span("quote", words, near)

    def evidence(self, values: Mapping[str, Any], quote: Span) -> dict[str, Evidence]:
        """Evidence of every field that has a value, and of others that the record had evidence of."""
        found = {}
        for field in EVIDENCED:
            if values["year_from" if field == "year" else field] is not None and (
                span := self._of_field(field, values, quote)
            ):
                found[field] = span
        others = self.base.evidence.items() if self.base else ()
        return {**{field: span for field, span in others if field not in EVIDENCED}, **found}

    def _of_field(self, field: str, values: Mapping[str, Any], quote: Span) -> Evidence | None:
        words, old = self.form.get(f"{field}.words", ""), self.base.evidence.get(field) if self.base else None
        if self.form.get(f"{field}.whole") and (not words.strip() or (old and words == old.quote)):
            return Evidence(**quote.model_dump(), basis=Basis.INFERRED)
        if not words.strip():
            return self._guessed(field, values, quote)
        span = self._span(field, words, old.start if old else quote.start)
        if span is None:
            return None
        is_same = old is not None and (span.start, span.end) == (old.start, old.end)
        if is_same and old and self._is_unchanged(field, values):
            return old.model_copy(update={"basis": self._basis(field, old.basis)})
        if is_same and not self.form.get(f"{field}.keep") and not _says(span, field, values):
            self.errors.setdefault(field, "fact.error_evidence_old")
            return None
        return Evidence(**span.model_dump(), basis=self._fitting(field, span, values))

    def _span(self, field: str, words: str, near: int) -> Span | None:
        start = self.form.get(f"{field}.start", "")
        is_number = start.isascii() and start.isdigit() and len(start) < LONGEST
        found = picked(self.text, words, int(start) if is_number else None, near)
        if found is None:
            self.errors.setdefault(field, "fact.error_words_nowhere")
            return None
        return Span.of(self.text, *found)

    def _guessed(self, field: str, values: Mapping[str, Any], quote: Span) -> Evidence | None:
        """Where the quote prints a value for which no evidence was given."""
        found = where_printed(field, values, self.text, quote.start, quote.end)
        if found is None:
            self.errors.setdefault(field, "fact.error_evidence_missing")
            return None
        return Evidence.of(self.text, *found)

    def _is_unchanged(self, field: str, values: Mapping[str, Any]) -> bool:
        names = ("year_from", "year_to") if field == "year" else (field,)
        return all(_plain(getattr(self.base, name)) == _plain(values[name]) for name in names)

    def _basis(self, field: str, before: Basis) -> Basis:
        told = self.form.get(f"{field}.basis", "")
        return Basis(told) if told in list(Basis) else before

    def _fitting(self, field: str, span: Span, values: Mapping[str, Any]) -> Basis:
        """The basis that was chosen; but what the span does not say in its words is not `stated`."""
        basis = self._basis(field, Basis.STATED)
        if field in SAID_IN_WORDS and basis is Basis.STATED and not _says(span, field, values):
            return Basis.COMPLETED
        return Basis.STATED if field in SAID_IN_WORDS and _says(span, field, values) else basis


def _says(span: Span, field: str, values: Mapping[str, Any]) -> bool:
    """Whether a span says a value in words or digits; codes (title, level, …) are not asked, and never do."""
    if field in ("count", "year"):
        numbers = {int(digits.replace(".", "")) for digits in re.findall(r"\d[\d.]*", span.quote)}
        wanted = [values["count"]] if field == "count" else [values["year_from"], values["year_to"]]
        return set(wanted) <= numbers
    return field in SAID_IN_WORDS and all(holds(span, part) for part in str(values[field]).split("; "))


def _plain(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())
