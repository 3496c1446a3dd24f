"""The facts that are wanted, from v_search."""

from pathlib import Path

from pipeline.query import Rows, run_query
from pipeline.search.conditions import condition
from pipeline.search.wanted import Wanted

COLUMNS = (
    "title_name", "level_name", "unit", "person", "years", "count_name", "issuer", "status_name", "quote", "url",
    "published", "title", "rank", "level", "recipient_kind", "count", "count_qualifier", "year_from", "year_to",
    "status", "decision_no", "decision_date", "flags", "flag_messages", "confidence", "clues", "origin",
    "verdict", "reviewed_by", "reviewed_at", "province", "province_today", "article_title", "source", "unit_id",
    "person_id", "record_id", "article_id",
)  # fmt: skip
FEW = 1000
LATEST_FIRST = "year_from DESC NULLS LAST, published DESC NULLS LAST, article_id, quote_start"
ORDERS = {
    "latest": LATEST_FIRST,
    "oldest": "year_from NULLS LAST, published NULLS LAST, article_id, quote_start",
    "published": "published DESC NULLS LAST, article_id, quote_start",
    "unit": f"unit_key NULLS LAST, person_key NULLS LAST, {LATEST_FIRST}",
    "person": f"person_key NULLS LAST, unit_key NULLS LAST, {LATEST_FIRST}",
    "title": f"title_name, level, {LATEST_FIRST}",
    "count": f"count DESC NULLS LAST, {LATEST_FIRST}",
    "least-sure": "confidence NULLS FIRST, record_id",
}


def find_facts(path: Path, wanted: Wanted, limit: int, order: str = "latest") -> tuple[Rows, int]:
    """Up to `limit` facts in one of the ORDERS, and how many there are. Raises UsageError as `condition`."""
    where, values = condition(wanted)
    columns = ", ".join(COLUMNS)
    _, [(total,)] = run_query(path, f"SELECT count(record_id) FROM v_search WHERE {where}", values)  # noqa: S608
    sorting = f"ORDER BY {ORDERS[order]}"
    chosen = f"FROM v_search WHERE {where} {sorting} LIMIT {int(limit)}"
    if limit > FEW:
        return run_query(path, f"SELECT {columns} {chosen}", values), int(total)
    # Few columns are sorted, and only those rows that are shown are fetched whole: by ids that the scan can look for.
    ids = [record_id for (record_id,) in run_query(path, f"SELECT record_id {chosen}", values)[1]]
    among = f"IN ({', '.join('?' for _ in ids)})" if ids else "IS NULL"
    rows = run_query(path, f"SELECT {columns} FROM v_search WHERE record_id {among} {sorting}", ids)  # noqa: S608
    return rows, int(total)
