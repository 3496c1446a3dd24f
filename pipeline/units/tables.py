"""The tables that say which unit and which person each fact is about."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb

from pipeline.store.merge import arrow_table, insert_arrow
from pipeline.store.rows import Row
from pipeline.units.article import Resolved, apart, resolve
from pipeline.units.identity import unit_of
from pipeline.units.reading import FIRST_ISSUER, related, row_of

SQL = Path(__file__).with_name("units.sql")
PUBLISHED = Path(__file__).with_name("published.sql")

GIVEN = f"""
    CREATE TEMP MACRO unit_id(key) AS left(sha256(key), 12);
    CREATE TEMP TABLE unit_more AS SELECT * EXCLUDE (version) FROM work.unit_read LIMIT 0;
    CREATE TEMP TABLE unit_meant (article_id VARCHAR, name VARCHAR, key VARCHAR, how VARCHAR);
    CREATE TEMP TABLE unit_same (unit_id VARCHAR, into_id VARCHAR);
    CREATE TEMP TABLE unit_said AS
    SELECT DISTINCT article_id, name FROM (
        SELECT article_id, unit AS name FROM award_told
        UNION ALL SELECT article_id, {FIRST_ISSUER} FROM award_told)
    WHERE name IS NOT NULL"""  # noqa: S608
# All names of the articles in which one is not complete: the others may tell what it lacks.
DOUBTFUL = """
    SELECT article_id, list(name ORDER BY name) FROM unit_said WHERE article_id IN (
        SELECT article_id FROM unit_said JOIN work.unit_read USING (name) WHERE NOT complete)
    GROUP BY article_id ORDER BY article_id"""


def gather_units(con: duckdb.DuckDBPyConnection, same: Mapping[str, str]) -> None:
    """Make the temporary tables `unit_in_article`, `unit_all` and `person_of`.

    `same` tells for units that people ruled to be the same as another which one stands for them. In a block of
    `facts_gathered`, after `read_units`. The draft of the publication is in use.
    """
    con.execute(GIVEN)
    meant, more = list[Row](), dict[str, Row]()
    for article_id, names in con.execute(DOUBTFUL).fetchall():
        for name, one in resolve(names, article_id).items():
            if not one.unit.complete or one.by_context:
                meant.append({"article_id": article_id, "name": name, "key": one.key, "how": _how(one)})
                more.update(_rows(one, article_id))
    merged: list[Row] = [{"unit_id": unit, "into_id": into} for unit, into in same.items()]
    for table, rows in (("unit_meant", meant), ("unit_more", list(more.values())), ("unit_same", merged)):
        if rows:
            insert_arrow(con, table, arrow_table(con, table, rows))
    con.execute(SQL.read_text(encoding="utf-8"))


def add_units(con: duckdb.DuckDBPyConnection) -> None:
    """Make the tables `unit`, `unit_name`, `unit_succession` and `person` from those and from `award`."""
    con.execute(PUBLISHED.read_text(encoding="utf-8"))
    con.execute("DROP MACRO temp.unit_id")


def _how(one: Resolved) -> str:
    return "context" if one.by_context else "printed"


def _rows(one: Resolved, article: str) -> Iterator[tuple[str, Row]]:
    """The unit and those that it leads to, by key; one that is not complete is a unit of the article alone."""
    waiting = [one.unit]
    while waiting:
        unit = waiting.pop()
        above = unit_of(unit.parent) if unit.parent else None
        row = row_of(unit.name, unit)
        del row["version"]
        key = apart(unit, article)
        yield key, {**row, "key": key, "parent": apart(above, article) if above else None}
        waiting += [found for name in related(unit) if (found := unit_of(name))]
