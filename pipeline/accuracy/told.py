"""What the extractor told of published facts, as records: before anybody ruled on them."""

import json
from collections.abc import Sequence
from typing import Any

import duckdb
from pydantic import ValidationError

from schemas import AwardRecord
from schemas.award import FACT_FIELDS

BESIDES = ("decision_no", "decision_date", "movement", "flags", "rule", "confidence", "clues", "extractor_version")
COLUMNS = (*FACT_FIELDS, *BESIDES)

RECORDS = f"""
    SELECT record_id, quote, quote_start, quote_end, {", ".join(f'"{name}"' for name in COLUMNS)}
    FROM award WHERE record_id IN (SELECT unnest($ids::VARCHAR[]))"""  # noqa: S608 - names of ours
EVIDENCE = """
    SELECT record_id, field, span_start, span_end, quote, basis
    FROM evidence WHERE record_id IN (SELECT unnest($ids::VARCHAR[]))"""
# A fact that was ruled on is published as ruled; its reviews say what the extractor had told.
BEFORE = """
    SELECT record_id, arg_max(extracted, number)
    FROM review WHERE record_id IN (SELECT unnest($ids::VARCHAR[])) AND extracted IS NOT NULL
    GROUP BY record_id"""


def told_of(con: duckdb.DuckDBPyConnection, record_ids: Sequence[str]) -> dict[str, AwardRecord]:
    """By id, what the extractor told of the facts of a published file; without records that the model does not take."""
    ids = {"ids": list(record_ids)}
    evidence: dict[str, dict[str, Any]] = {}
    for record_id, field, start, end, quote, basis in con.execute(EVIDENCE, ids).fetchall():
        evidence.setdefault(record_id, {})[field] = {"start": start, "end": end, "quote": quote, "basis": basis}
    rows = con.execute(RECORDS, ids).fetchall()
    read = {row[0]: _record(row, evidence.get(row[0], {})) for row in rows}
    found = {record_id: record for record_id, record in read.items() if record}
    before = con.execute(BEFORE, ids).fetchall()
    return found | {record_id: AwardRecord.model_validate_json(_text(told)) for record_id, told in before}


def _record(row: Sequence[Any], evidence: dict[str, Any]) -> AwardRecord | None:
    _, quote, start, end, *values = row
    named = dict(zip(COLUMNS, values, strict=True))
    span = {"start": start, "end": end, "quote": quote}
    try:
        return AwardRecord.model_validate({**named, "quote": span, "evidence": evidence})
    except ValidationError:  # made up for a benchmark, or stored by an older bangvang: it can be ruled on all the same
        return None


def _text(told: object) -> str:
    return told if isinstance(told, str) else json.dumps(told)
