"""Units that a recipient's unit came from or became: what was awarded there is not counted, nor forgotten."""

from collections.abc import Sequence

import duckdb

KIN = """
    SELECT DISTINCT kin.name
    FROM award JOIN unit_succession AS step ON award.unit_id IN (step.unit_id, step.successor_id)
    JOIN unit AS kin ON kin.unit_id IN (step.unit_id, step.successor_id) AND kin.unit_id <> award.unit_id
    WHERE list_contains(?, award.record_id) ORDER BY kin.name"""


def kin_of(con: duckdb.DuckDBPyConnection, record_ids: Sequence[str]) -> tuple[str, ...]:
    """Names of the units before and after those of the records; none in files that do not tell successions."""
    tables = {name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if not {"unit", "unit_succession"} <= tables:
        return ()
    return tuple(name for (name,) in con.execute(KIN, [list(record_ids)]).fetchall())
