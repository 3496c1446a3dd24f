"""Is everything in order: a list of checks, each by the name that it is shown under."""

from collections.abc import Iterator

import duckdb

from data import DataError
from pipeline.doctor import archive, database, installation, places, published, reviews
from pipeline.doctor.finding import Case, Check, Finding, Grade, error
from pipeline.errors import PipelineError
from pipeline.store.errors import DAMAGED, explained

__all__ = ["CHECKS", "Case", "Finding", "Grade", "examine"]

CHECKS: dict[str, Check] = {
    "Phiên bản": installation.versions,
    "Thư viện": installation.libraries,
    "Tệp dữ liệu": installation.data_files,
    "Bộ trích xuất": installation.reading,
    "OCR": installation.ocr,
    "Thư mục": places.folders,
    "Ổ đĩa": places.disk,
    "Thiết lập": places.settings,
    "Khóa": places.lock,
    "Đêm dở dang": places.night,
    "Tệp nháp": places.drafts,
    "Cơ sở dữ liệu": database.opens,
    "Phiên bản lược đồ": database.schema,
    "Bản cũ được giữ": database.kept,
    "Tính nhất quán": database.consistent,
    "Đồng hồ": database.clock,
    "Tệp công bố": published.published,
    "Nhật ký thẩm tra": reviews.reviews,
    "Kho lưu": archive.bodies,
    "Trang đã tải": archive.snapshots,
}


def examine(case: Case) -> Iterator[tuple[str, Finding]]:
    """All findings in order. A check that cannot be made is a finding, and the others go on."""
    for name, check in CHECKS.items():
        try:
            for finding in check(case):
                yield name, finding
        except duckdb.Error as problem:
            yield name, error(str(explained(problem)), database.FROM_BACKUP)
        except (PipelineError, DataError, OSError) as problem:
            yield name, error(str(problem), database.FROM_BACKUP if DAMAGED in str(problem) else "làm như dòng này nói")
