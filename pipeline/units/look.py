"""Units of the published file for people: a list, one unit with all that belongs to it, the facts behind a pair."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.query import Rows
from pipeline.store.database import open_published
from pipeline.units.identity import unit_of

LIST = """
    SELECT unit.unit_id, unit.name, kind, level, above.name AS parent, province, province_today, facts, given
    FROM unit LEFT JOIN (SELECT unit_id, name FROM unit) AS above ON above.unit_id = unit.parent_id
    WHERE ($kind IS NULL OR kind = $kind) AND ($level IS NULL OR level = $level)
      AND ($province IS NULL OR fold(unit.province) = fold($province) OR fold(province_today) = fold($province))
      AND ($text IS NULL OR contains(' ' || fold(unit.name) || ' ', ' ' || fold($text) || ' '))
    ORDER BY facts + given DESC, unit.name, unit.unit_id LIMIT $limit"""
FOUND = """
    SELECT DISTINCT unit_id, unit.name FROM unit LEFT JOIN unit_name AS printed USING (unit_id)
    WHERE unit_id = $typed OR unit_id = $unit_id OR fold(unit.name) = fold($typed) OR fold(printed.name) = fold($typed)
    ORDER BY unit_id = $unit_id DESC, unit.name LIMIT 20"""
SHOWN = """
    WITH RECURSIVE above AS (
        SELECT parent_id AS unit_id, 1 AS steps FROM unit WHERE unit_id = $unit_id
        UNION ALL SELECT parent_id, steps + 1 FROM above JOIN unit USING (unit_id) WHERE steps < 9
    ), told AS (
        SELECT 1 AS part, 0 AS step, 'Tên' AS item, name AS value, facts FROM unit WHERE unit_id = $unit_id
        UNION ALL SELECT 2, 0, 'Loại', concat_ws(', ', kind, level, province), NULL FROM unit WHERE unit_id = $unit_id
        UNION ALL SELECT 3, 0, 'Hiệu lực', concat_ws(' – ', coalesce(strftime(valid_from, '%d/%m/%Y'), '…'),
            coalesce(strftime(valid_until, '%d/%m/%Y'), 'nay')), NULL FROM unit WHERE unit_id = $unit_id
        UNION ALL SELECT 4, -facts, 'Tên in (' || how || ')', name, facts FROM unit_name WHERE unit_id = $unit_id
        UNION ALL SELECT 5, steps, 'Thuộc', name, facts FROM above JOIN unit USING (unit_id)
        UNION ALL SELECT 6, -facts, 'Đơn vị trực thuộc', name, facts FROM unit WHERE parent_id = $unit_id
        UNION ALL SELECT 7, 0, 'Trước đó, ' || because, name, facts
        FROM unit_succession JOIN unit USING (unit_id) WHERE successor_id = $unit_id
        UNION ALL SELECT 8, 0, 'Sau đó, ' || because, coalesce(later.name, 'kết thúc'), facts
        FROM unit_succession LEFT JOIN unit AS later ON later.unit_id = successor_id
        WHERE unit_succession.unit_id = $unit_id
        UNION ALL SELECT 9, 0, 'Cá nhân', name, facts FROM person WHERE unit_id = $unit_id
    )
    SELECT item, value, facts FROM told ORDER BY part, step, value"""
QUOTES = """
    SELECT quote, url FROM award JOIN article USING (article_id)
    WHERE (unit_id = $unit_id OR issuer_id = $unit_id) AND withdrawn_at IS NULL ORDER BY place, record_id LIMIT 2"""


def list_units(  # noqa: PLR0913 - what is wanted
    path: Path, *, text: str | None, kind: str | None, level: str | None, province: str | None, limit: int
) -> Rows:
    """Units that fit, those with the most facts first."""
    wanted = {"text": text, "kind": kind, "level": level, "province": province, "limit": limit}
    return _rows(path, LIST, wanted)


def find_unit(path: Path, typed: str) -> tuple[str, str]:
    """Id and name of the unit that an id or a printed name means. Raises UsageError when it is none or several."""
    unit = unit_of(typed)
    key = _rows(path, "SELECT left(sha256($key), 12)", {"key": unit.key})[1][0][0] if unit and unit.complete else None
    rows = _rows(path, FOUND, {"typed": typed, "unit_id": key})[1]
    exact = [row for row in rows if row[0] in (typed, key)] or rows
    if len(exact) == 1:
        return str(exact[0][0]), str(exact[0][1])
    if not exact:
        raise UsageError(f"no unit is called '{typed}'; look for it with: bangvang units list --text WORDS")
    several = "; ".join(f"{unit_id} {name}" for unit_id, name in exact)
    raise UsageError(f"'{typed}' may be several units; give the id of one: {several}")


def show_unit(path: Path, unit_id: str) -> Rows:
    """All that belongs to a unit: its names, parents, parts, predecessors, successors and persons."""
    return _rows(path, SHOWN, {"unit_id": unit_id})


def quotes(path: Path, unit_id: str) -> list[tuple[str, str]]:
    """Up to two sentences that name a unit, with their addresses."""
    return [(str(quote), str(url)) for quote, url in _rows(path, QUOTES, {"unit_id": unit_id})[1]]


def _rows(path: Path, sql: str, values: Mapping[str, object]) -> Rows:
    with closing(open_published(path)) as con:
        result = con.execute(sql, dict(values))
        return [column[0] for column in result.description or ()], result.fetchall()
