"""The catalogues of data/ as tables of the published file, so that codes can be looked up where they are met."""

import duckdb

from data import read_lines
from pipeline.catalogue import issue_codes, titles
from pipeline.places import eras
from pipeline.store.merge import arrow_table, registered
from pipeline.store.rows import Row

TABLES = """
CREATE TABLE title (code VARCHAR, name VARCHAR, title_group VARCHAR, recipients VARCHAR[], ranks INTEGER[],
    default_level VARCHAR, aliases VARCHAR[], once BOOLEAN);
CREATE TABLE issue_code (code VARCHAR, severity VARCHAR, meaning_en VARCHAR, meaning_vi VARCHAR);
CREATE TABLE province (name VARCHAR, kind VARCHAR, valid_from DATE, valid_until DATE, parts VARCHAR[], today VARCHAR,
    aliases VARCHAR[], law VARCHAR)"""


def add_catalogues(con: duckdb.DuckDBPyConnection) -> None:
    """Make and fill the tables in the database that `con` uses."""
    con.execute(TABLES)
    _insert(con, "title", _titles())
    _insert(con, "issue_code", [code.model_dump(mode="json") for code in issue_codes().values()])
    _insert(con, "province", [{**era._asdict(), "parts": [*era.parts], "aliases": [*era.aliases]} for era in eras()])


def _titles() -> list[Row]:
    rows, once = list[Row](), set(read_lines("given_once.txt"))
    for title in titles().values():
        row = title.model_dump(mode="json")
        sets = {name: sorted(row[name]) for name in ("recipients", "ranks")}
        rows.append(
            {**row, **sets, "title_group": row["group"], "aliases": list(row["aliases"]), "once": row["group"] in once}
        )
    return rows


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: list[Row]) -> None:
    names = [name for name, *_ in con.execute(f"SELECT * FROM {table} LIMIT 0").description or ()]  # noqa: S608
    told = [{name: row[name] for name in names} for row in rows]
    with registered(con, "incoming", arrow_table(con, table, told)):
        con.execute(f"INSERT INTO {table} BY NAME FROM incoming")
