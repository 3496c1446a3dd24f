"""Sources and what was fetched from them."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

import duckdb

from pipeline.store.merge import merge
from pipeline.store.rows import Row
from pipeline.store.transaction import transaction
from schemas import Snapshot, Source, Visit

NOT_MODIFIED = 304


def store_sources(con: duckdb.DuckDBPyConnection, sources: Sequence[Source], at: datetime) -> None:
    """Store the sources as they are described now."""
    rows = [
        {
            "name": source.name,
            "title": source.title,
            "family": source.family,
            "listings": list(source.listings),
            "enabled": source.enabled,
            "expect": source.expect.model_dump_json(),
            "first_seen": at,
            "last_seen": at,
        }
        for source in sources
    ]
    with transaction(con):
        merge(con, "source", rows)


def store_snapshots(con: duckdb.DuckDBPyConnection, snapshots: Sequence[Snapshot]) -> None:
    """Store what was fetched; the same body from the same address is one row with its first time.

    That an address has not changed is in the archive's log only.
    """
    news = [snapshot for snapshot in snapshots if snapshot.status != NOT_MODIFIED]
    rows = {(snapshot.url, snapshot.sha256): _row(snapshot) for snapshot in news}
    with transaction(con):
        merge(con, "snapshot", list(rows.values()))


def store_visits(con: duckdb.DuckDBPyConnection, visits: Sequence[Visit]) -> None:
    """Store what visits found."""
    rows = [{**visit.model_dump(), "layouts": json.dumps(visit.layouts, sort_keys=True)} for visit in visits]
    with transaction(con):
        merge(con, "visit", rows)


def last_good(con: duckdb.DuckDBPyConnection, url: str) -> Snapshot | None:
    """The last response with status 200 that an address gave, as far as it is stored."""
    columns = ", ".join(Snapshot.model_fields)
    query = f"SELECT {columns} FROM snapshot WHERE url = ? AND status = 200 ORDER BY fetched_at DESC LIMIT 1"  # noqa: S608
    rows = con.execute(query, [url]).fetchall()
    return _snapshot(dict(zip(Snapshot.model_fields, rows[0], strict=True))) if rows else None


def _snapshot(values: Row) -> Snapshot:
    return Snapshot.model_validate({**values, "headers": json.loads(values["headers"])})


def _row(snapshot: Snapshot) -> Row:
    headers = json.dumps(snapshot.headers, ensure_ascii=False, sort_keys=True)
    fetched_at = snapshot.fetched_at.astimezone(UTC).replace(tzinfo=None)
    return {**snapshot.model_dump(), "headers": headers, "fetched_at": fetched_at}
