"""What the published file holds, in numbers: for the report of a run and for `status`."""

from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.store.database import open_published
from pipeline.store.scalar import number

EARLIER, NO_YEAR = "trước đó", "không rõ"

COUNTS = {
    "articles": "SELECT count(*) FROM article WHERE same_as IS NULL",
    "copies": "SELECT count(*) FROM article WHERE same_as IS NOT NULL",
    "articles_with_facts": "SELECT count(DISTINCT article_id) FROM v_award",
    "facts": "SELECT count(*) FROM v_award",
    "withdrawn": "SELECT count(*) FROM award WHERE withdrawn_at IS NOT NULL",
    "flagged": "SELECT count(*) FROM v_award WHERE len(flags) > 0",
    "quarantined": "SELECT count(*) FROM quarantine WHERE withdrawn_at IS NULL",
    "issues": "SELECT count(*) FROM issue WHERE closed_at IS NULL",
    "conflicts": "SELECT count(*) FROM v_conflict",
}


HEALTH = """
    SELECT source, verdict, reasons, last_success, articles_a_visit, articles_before, with_title, with_date, with_body,
        errors, warnings
    FROM health WHERE enabled"""


@dataclass(frozen=True)
class Summary:
    """Counts by name; facts by title and year; flags and open issues by code; latest runs; sources that are read."""

    counts: dict[str, int]
    cells: list[tuple[str, int | None, int]]
    flags: list[tuple[Any, ...]]
    issues: list[tuple[Any, ...]]
    runs: list[tuple[Any, ...]]
    health: list[tuple[Any, ...]]


def summarise(path: Path) -> Summary:
    """Read the published file. Raises StorageError when there is none or it cannot be read."""
    with closing(open_published(path)) as con:
        return Summary(
            counts={name: number(con, query) for name, query in COUNTS.items()},
            cells=con.execute("SELECT title_name, year_to, count(*) FROM v_award GROUP BY ALL").fetchall(),
            flags=con.execute(
                "SELECT flag, meaning_vi, count(*) FROM (SELECT unnest(flags) AS flag FROM v_award) "
                "LEFT JOIN issue_code ON code = flag GROUP BY ALL ORDER BY ALL"
            ).fetchall(),
            issues=con.execute(
                "SELECT severity, code, meaning_vi, count(*) FROM issue LEFT JOIN issue_code USING (code, severity) "
                "WHERE closed_at IS NULL GROUP BY ALL ORDER BY ALL"
            ).fetchall(),
            runs=con.execute(
                "SELECT started_at, command, state, articles_new, articles_changed, records_new, records_updated, "
                "records_withdrawn, failed, message FROM run ORDER BY started_at DESC LIMIT 5"
            ).fetchall(),
            health=con.execute(HEALTH).fetchall(),
        )


def by_title_and_year(
    cells: list[tuple[str, int | None, int]], years: int
) -> tuple[list[str], list[tuple[str, list[int]]]]:
    """Columns for the latest `years`, one for what is earlier and one for what has no year; a row a title, a total."""
    latest = sorted({year for _, year, _ in cells if year is not None})[-years:]
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for title, year, facts in cells:
        column = NO_YEAR if year is None else str(year) if year in latest else EARLIER
        table[title][column] += facts
    used = {column for row in table.values() for column in row}
    columns = [column for column in (EARLIER, *map(str, latest), NO_YEAR) if column in used]
    rows = sorted(table.items(), key=lambda item: (-item[1].total(), item[0]))
    return columns, [(title, [*(row[column] for column in columns), row.total()]) for title, row in rows]
