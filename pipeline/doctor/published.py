"""The published file: does it open, and is it of these days."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import duckdb

from pipeline.doctor.finding import Case, Finding, error, ok, warning
from pipeline.errors import StorageError
from pipeline.store.database import open_published
from pipeline.store.migrate import version
from pipeline.store.scalar import number

OLD = timedelta(hours=50)  # two nights and a long run


def published(case: Case) -> Iterator[Finding]:
    """The file for everybody else."""
    path = case.home.published
    if not path.exists():
        if case.home.work.exists():
            yield error(f"{path}: chưa có", "bangvang publish")
        else:
            yield ok("chưa có gì")
        return
    try:
        with closing(open_published(path)) as con:
            facts, schema = number(con, "SELECT count(*) FROM v_award"), version(con)
    except (StorageError, duckdb.Error) as problem:
        yield error(" ".join(str(problem).split()), "viết lại từ cơ sở dữ liệu: bangvang publish")
        return
    told = f"{facts} dữ kiện, {path.stat().st_size / 1e6:.1f} MB" + (f", phiên bản {schema}" if schema else "")
    age = datetime.now(UTC) - datetime.fromtimestamp(path.stat().st_mtime, UTC)
    if age > OLD:
        yield warning(f"{told}, cũ {age.days} ngày", "xem lịch chạy (systemctl list-timers, cron) và bangvang status")
    else:
        yield ok(told)
