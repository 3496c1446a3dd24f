"""Codes as people read them, in Vietnamese or English."""

from dataclasses import dataclass
from typing import Literal

from pipeline.catalogue import issue_codes, labels, rules, titles
from schemas import AwardRecord, Unrecorded

Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one language, from data/labels.csv, data/rules.csv and data/issue_codes.csv."""

    language: Language

    def label(self, kind: str, code: str) -> str:
        """The word for a code."""
        row = labels()[(kind, code)]
        return row.vi if self.language == "vi" else row.en

    def rule(self, record: AwardRecord) -> str:
        """The sentence that explains the record's rule."""
        row = rules().get(record.rule)
        if row is None:
            return record.rule or self.label("word", "no_rule")
        return row.vi if self.language == "vi" else row.en

    def sureness(self, record: AwardRecord) -> str:
        """How sure the record is, and what its flags say, in one line: "độ tin cậy 0.42; lưu ý: …"."""
        told = [f"{self.label('word', 'confidence')} {record.confidence:.2f}"] if record.confidence is not None else []
        return "; ".join([*told, *(f"{self.label('word', 'note')}: {self._meaning(code)}" for code in record.flags)])

    def _meaning(self, code: str) -> str:
        row = issue_codes()[code]
        return row.meaning_vi if self.language == "vi" else row.meaning_en

    def reason(self, mention: Unrecorded) -> str:
        """The sentence that explains why a mention made no record."""
        return self._meaning(mention.reason)

    def value(self, record: AwardRecord, field: str) -> str:
        """What the record says in a field."""
        if field == "title":
            return titles()[record.title].name
        if field == "year":
            same = record.year_from == record.year_to
            return str(record.year_from) if same else f"{record.year_from}–{record.year_to}"
        if field == "count":
            return f"{self.label('count_qualifier', record.count_qualifier.value)} {record.count}".strip()
        value = getattr(record, field)
        return self.label(field, value.value) if field in ("level", "recipient_kind", "status") else str(value)
