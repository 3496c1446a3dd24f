"""The archive: is each page that was kept still what was received."""

from collections.abc import Iterator
from contextlib import closing
from itertools import islice

from pipeline.doctor.finding import Case, Finding, error, ok, warning
from pipeline.store.database import look_into_work
from schemas import Snapshot
from scrapers.archive.store import Archive, Damage

MOST = 20  # rows about single pages
RESTORE = "chép lại từ bản sao lưu: tar -xf BẢN-SAO-LƯU {name}; trang được tải lại với cùng nội dung thì kho tự thay"


def bodies(case: Case) -> Iterator[Finding]:
    """Each body of the log is there and, unless the look is a quick one, has the hash that it is named by."""
    archive = Archive(case.home.archive)
    total = sum(1 for _ in archive.bodies())
    watched = case.progress.track(archive.bodies(), total, "archive")
    damaged = (damage for found in watched if (damage := _damage(archive, found, quick=case.quick)))
    seen = 0
    for seen, damage in enumerate(damaged, 1):
        if seen <= MOST:
            name = archive.path(damage.snapshot.sha256).relative_to(case.home.root)
            yield error(f"{damage.snapshot.url}: {damage.reason}", RESTORE.format(name=name))
    if seen > MOST:
        yield error(f"… và {seen - MOST} trang nữa", "khôi phục cả kho: bangvang restore BẢN-SAO-LƯU --force")
    torn = archive.torn_lines()
    told = f"{total} nội dung" + (f"; {torn} dòng nhật ký dở dang, bị bỏ qua" if torn else "")
    if not seen:
        yield ok(f"{told}, {'có đủ tệp (không tính lại mã băm)' if case.quick else 'đúng mã băm'}")


def snapshots(case: Case) -> Iterator[Finding]:
    """Each answer that the database knows is in the archive's log."""
    if not case.has_work:
        yield ok("không xem")
        return
    with closing(look_into_work(case.home.work)) as con:
        known = con.execute("SELECT sha256, url FROM snapshot").fetchall()
    logged = {found.sha256 for found in Archive(case.home.archive).bodies()}
    missing = [(sha256, url) for sha256, url in known if sha256 not in logged]
    if known and not logged:
        yield warning("không có kho lưu", "replay không đọc lại được; khôi phục từ bản sao lưu có kho, nếu có")
    elif missing:
        example = ", ".join(url for _, url in islice(missing, 3))
        yield error(f"{len(missing)} trang không có trong nhật ký của kho, như {example}", "khôi phục từ bản sao lưu")
    else:
        yield ok(f"đủ {len(known)} trang mà cơ sở dữ liệu biết")


def _damage(archive: Archive, snapshot: Snapshot, *, quick: bool) -> Damage | None:
    if not quick:
        return archive.damage(snapshot)
    path = archive.path(snapshot.sha256)
    return None if path.exists() else Damage(snapshot, f"{path}: no such body in the archive")
