"""The working database: does it open, is it of this program's schema, do its rows fit together."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import duckdb

from pipeline.clock import now
from pipeline.doctor.finding import Case, Finding, error, ok, warning
from pipeline.store.copies import copies
from pipeline.store.database import look_into_work
from pipeline.store.merge import KEYS
from pipeline.store.migrate import newest, version
from pipeline.store.scalar import number

FROM_BACKUP = "khôi phục: bangvang restore BẢN-SAO-LƯU --force"
SLACK = timedelta(minutes=5)
SAMPLE = 10_000

# What must be 0. {sample} is a clause that a quick look adds. Spans hold in the text that was read: of an article that
# changed since, the next run reads the facts again.
CONSISTENT = {
    "chứng cứ không có dữ kiện": "SELECT count(*) FROM evidence ANTI JOIN award USING (record_id)",
    "dữ kiện không có bài viết": "SELECT count(*) FROM award ANTI JOIN article USING (article_id)",
    "dữ kiện không có chứng cứ": "SELECT count(*) FROM award ANTI JOIN evidence USING (record_id)",
    "dòng cách ly không có bài viết": "SELECT count(*) FROM quarantine ANTI JOIN article USING (article_id)",
    "câu trích không đúng chỗ": """
        SELECT count(*) FROM (FROM award {sample}) AS fact JOIN article USING (article_id)
        WHERE fact.withdrawn_at IS NULL AND article.extracted_sha256 = article.input_sha256
        AND substr(text, quote_start + 1, quote_end - quote_start) <> fact.quote""",
    # Texts join last: each fact carrying its text costs gigabytes for a million of them.
    "chứng cứ không đúng chỗ": """
        WITH span AS MATERIALIZED (
            SELECT article_id, span_start, span_end, one.quote
            FROM (FROM evidence {sample}) AS one JOIN award USING (record_id) WHERE withdrawn_at IS NULL)
        SELECT count(*) FROM span JOIN article USING (article_id)
        WHERE article.extracted_sha256 = article.input_sha256
        AND substr(text, span_start + 1, span_end - span_start) <> span.quote""",
}


def opens(case: Case) -> Iterator[Finding]:
    """The database opens, and with time enough each of its rows is read."""
    work = case.home.work
    if case.run_by:
        yield ok("không xem khi đang chạy")
    elif not work.exists():
        yield _missing(case)
    else:
        with closing(look_into_work(work)) as con:
            rows = 0 if case.quick else _read_all(con)
        told = "mở được" if case.quick else f"đọc được cả {rows} dòng"
        yield ok(f"{work}: {work.stat().st_size / 1e6:.1f} MB, {told}")


def schema(case: Case) -> Iterator[Finding]:
    """The database is of the schema that this program writes."""
    if not case.has_work:
        yield ok("không xem")
        return
    with closing(look_into_work(case.home.work)) as con:
        found = version(con)
    if found > newest():
        yield error(f"phiên bản {found}, chương trình chỉ biết {newest()}", "cài bản bangvang mới hơn")
    elif found < newest():
        todo = "không phải làm gì: lần chạy tới nâng cấp và giữ bản cũ"
        yield warning(f"phiên bản {found}, chương trình viết {newest()}", todo)
    else:
        yield ok(f"phiên bản {found}")


def kept(case: Case) -> Iterator[Finding]:
    """The copies from before a newer schema."""
    found = copies(case.home.work)
    yield ok(", ".join(f"{path} ({path.stat().st_size / 1e6:.1f} MB)" for path in found) or "chưa có")


def consistent(case: Case) -> Iterator[Finding]:
    """Rows that refer to others find them, no key is there twice, and quotes stand where they should."""
    if not case.has_work:
        yield ok("không xem")
        return
    sample = f"USING SAMPLE reservoir({SAMPLE} ROWS) REPEATABLE (1)" if case.quick else ""
    with closing(look_into_work(case.home.work)) as con:
        if version(con) != newest():
            yield ok("không xem: lược đồ không phải của chương trình này")
            return
        wrong = {told: number(con, query.format(sample=sample)) for told, query in CONSISTENT.items()}
        wrong |= {f"dòng trùng khóa trong {table}": _twins(con, table) for table in KEYS}
    found = {told: rows for told, rows in wrong.items() if rows}
    for told, rows in found.items():
        yield error(f"{rows} {told}", f"báo cho người phát triển; {FROM_BACKUP}")
    if not found:
        yield ok(f"{len(wrong)} phép thử đều đúng" + (f" (mẫu {SAMPLE} dòng)" if case.quick else ""))


def clock(case: Case) -> Iterator[Finding]:
    """No run began in the future."""
    if not case.has_work:
        yield ok("không xem")
        return
    with closing(look_into_work(case.home.work)) as con:
        ((last,),) = con.execute("SELECT max(started_at) FROM run").fetchall()
    if last and last > now() + SLACK:
        yield warning(f"lần chạy cuối bắt đầu lúc {last:%d/%m/%Y %H:%M} UTC, sau bây giờ", "chỉnh đồng hồ: timedatectl")
    else:
        yield ok(f"lần chạy cuối: {last:%d/%m/%Y %H:%M} UTC" if last else "chưa chạy lần nào")


def _missing(case: Case) -> Finding:
    if case.home.published.exists():
        return error(f"{case.home.work}: mất", FROM_BACKUP)
    return ok("chưa có gì")


def _read_all(con: duckdb.DuckDBPyConnection) -> int:
    """How many rows there are; each block of the file is read, and its checksum held against it."""
    tables = con.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall()
    rows = 0
    for (table,) in tables:
        ((found, _),) = con.execute(f'SELECT count(*), bit_xor(hash(one)) FROM "{table}" AS one').fetchall()  # noqa: S608
        rows += found
    return rows


def _twins(con: duckdb.DuckDBPyConnection, table: str) -> int:
    """Keys are not declared everywhere: an index over text is dear."""
    key = ", ".join(KEYS[table])
    query = f"SELECT count(*) FROM (SELECT 1 FROM {table} GROUP BY {key} HAVING count(*) > 1)"  # noqa: S608
    return number(con, query)
