"""A record as the published file tells it: its row of `award` with its rows of `evidence`."""

from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import ValidationError

from pipeline.desk.published import Published, Row
from schemas import AwardRecord, Basis, CountQualifier, Evidence, Level, RecipientKind, Span, Status
from schemas.award import FACT_FIELDS

EVIDENCE = "SELECT * FROM evidence WHERE record_id {among}"
TOLD = (*FACT_FIELDS, "decision_no", "decision_date", "movement", "flags", "rule", "confidence", "clues",
        "extractor_version")  # fmt: skip


def evidence_of(published: Published, record_ids: Sequence[str]) -> dict[str, list[Row]]:
    """The rows of evidence by record; a record without any has none."""
    found: dict[str, list[Row]] = {record_id: [] for record_id in record_ids}
    if not record_ids:
        return found
    among = "= ?" if len(record_ids) == 1 else f"IN ({', '.join('?' for _ in record_ids)})"
    for row in published.rows(EVIDENCE.format(among=among), record_ids):
        found[row["record_id"]].append(row)
    return found


def record_of(row: Row, evidence: Iterable[Row]) -> AwardRecord:
    """The record; one that breaks the rules of records is shown as it is."""
    values: dict[str, Any] = {name: row[name] for name in TOLD}
    values |= {"flags": tuple(row["flags"] or ()), "clues": tuple(row["clues"] or ()), "rule": row["rule"] or ""}
    values["quote"] = {"start": row["quote_start"], "end": row["quote_end"], "quote": row["quote"]}
    values["evidence"] = {
        one["field"]: {"start": one["span_start"], "end": one["span_end"], "quote": one["quote"], "basis": one["basis"]}
        for one in evidence
    }
    try:
        return AwardRecord.model_validate(values)
    except ValidationError:  # the file was not written by us, or is damaged: it is shown, and no text grounds it
        return _unsound(values)


def _unsound(values: dict[str, Any]) -> AwardRecord:
    kinds = {"level": Level, "recipient_kind": RecipientKind, "count_qualifier": CountQualifier, "status": Status}
    codes = {name: kind(values[name]) for name, kind in kinds.items() if values[name]}
    quote = Span.model_construct(**values["quote"])
    spans = {
        name: Evidence.model_construct(**{**one, "basis": Basis(one["basis"])})
        for name, one in values["evidence"].items()
    }
    return AwardRecord.model_construct(**{**values, **codes, "quote": quote, "evidence": spans})
