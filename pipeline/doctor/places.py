"""The home: its folders, the disk, the lock, what dead runs left, the settings."""

import os
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

from pipeline.doctor.finding import Case, Finding, error, ok, warning
from pipeline.errors import UsageError
from pipeline.settings_file import read_settings
from pipeline.store.database import UNPACKED

LAKES = ".parquet-"
GIGABYTE = 1_000_000_000


def folders(case: Case) -> Iterator[Finding]:
    """The folders are there and can be written."""
    home = case.home
    if not home.root.exists():
        yield warning(f"{home.root}: chưa có", "lần chạy đầu sẽ tạo; hoặc chọn đúng --home")
        return
    wanted = (home.root, home.published.parent, home.archive, home.log.parent)
    closed = [path for path in wanted if path.exists() and not os.access(path, os.R_OK | os.W_OK | os.X_OK)]
    for path in closed:
        yield error(f"{path}: không ghi được", "sửa quyền của thư mục (chown, chmod), hoặc ổ đĩa chỉ đọc")
    if not closed:
        yield ok(f"{home.root}: ghi được")


def disk(case: Case) -> Iterator[Finding]:
    """There is room for a migration or a publication, which need the database once more, and for the night's pages."""
    root, work = case.home.root.absolute(), case.home.work
    place = next(path for path in (root, *root.parents) if path.exists())
    free = shutil.disk_usage(place).free
    wanted = max(GIGABYTE, 2 * work.stat().st_size if work.exists() else 0)
    told = f"còn trống {free / GIGABYTE:.1f} GB"
    if free < wanted:
        yield warning(f"{told}, nên có {wanted / GIGABYTE:.1f} GB", "giải phóng ổ đĩa: bản sao lưu cũ, replaced-*")
    else:
        yield ok(told)


def lock(case: Case) -> Iterator[Finding]:
    """Who holds the lock. A file that nobody holds is no fault."""
    yield ok(f"tiến trình {case.run_by} đang làm việc" if case.run_by else "không có tiến trình nào đang làm việc")


def night(case: Case) -> Iterator[Finding]:
    """A night that died left its mark."""
    mark = case.home.night
    if case.run_by or not mark.exists():
        yield ok("không có đêm dở dang" if not mark.exists() else "đêm nay đang chạy")
        return
    began = mark.read_text(encoding="ascii", errors="replace")[:32]
    yield warning(f"đêm bắt đầu lúc {began} bị ngắt", "không phải làm gì: lần chạy tới nối tiếp")


def drafts(case: Case) -> Iterator[Finding]:
    """What dead processes left half-written; nothing ever reads it."""
    home = case.home
    if case.run_by or not home.root.exists():
        yield ok("không xem khi đang chạy" if case.run_by else "chưa có gì")
        return
    cut = sorted(home.root.glob(f"{UNPACKED}*"))
    for path in cut:
        yield error(f"{path}: lần khôi phục bị ngắt", "chạy lại bangvang restore TỆP --force, hoặc xóa thư mục này")
    places = (home.root, home.published.parent, home.root / "backups")
    lake = (home.published.parent / "parquet").resolve()
    kept = {*cut, lake, *_lakes_before(lake)}
    left = [path for place in places for path in place.glob(".*") if path not in kept and path.resolve() not in kept]
    left += home.archive.glob("bodies/*/.*")
    if left:
        yield warning(f"{len(left)} tệp nháp còn sót, như {left[0]}", "lần chạy tới dọn; còn lại thì xóa được")
    elif not cut:
        yield ok("không có tệp nháp còn sót")


def _lakes_before(lake: Path) -> list[Path]:
    """Parquet of the run before, which stays until the next one."""
    return list(lake.parent.glob(f"{LAKES}*")) if lake.name.startswith(LAKES) else []


def settings(case: Case) -> Iterator[Finding]:
    """The settings file, when there is one, is TOML and hidden from others, for it may hold passwords."""
    path = case.home.root / "settings.toml"
    if not path.exists():
        yield ok("không có settings.toml: dùng mặc định")
        return
    problem = _problem(path)
    if problem:
        yield error(f"{path}: {problem}", "sửa tệp này")
    elif path.stat().st_mode & 0o004:
        yield warning(f"{path}: ai cũng đọc được", f"nếu có mật khẩu trong đó: chmod 640 {path}")
    else:
        yield ok(f"{path}: hợp lệ")


def _problem(path: Path) -> str:
    try:
        tomllib.loads(path.read_text(encoding="utf-8"))
        read_settings(path)
    except ValueError as problem:
        return f"không phải TOML: {problem}"
    except UsageError as problem:
        return str(problem).removeprefix(f"{path}: ")
    return ""
