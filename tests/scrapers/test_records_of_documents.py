"""Tables of documents as the extractor reads them: by their header."""

from pathlib import Path

import pytest
from pdf_maker import pdf_of, table, text
from test_sheets import book_of
from test_sheets import saved as saved_book
from test_word import saved, with_table

from pipeline.parsing import parse_file

TITLE = "Danh sách cá nhân được khen thưởng năm 2021 của Sở Xây dựng tỉnh Bình An"
HEAD = ["STT", "Họ và tên", "Chức vụ", "Danh hiệu"]
ONE = ["1", "Nguyễn Văn Thử", "Kế toán", "Chiến sĩ thi đua\ncơ sở"]
TWO = ["2", "Trần Thị Mẫu", "Chuyên viên", "Lao động tiên tiến"]
WIDTHS: list[float] = [40, 200, 200, 200]


MADE = {
    "pdf": pdf_of([text(40, 760, TITLE) + table(700, WIDTHS, [HEAD, ONE]), table(760, WIDTHS, [HEAD, TWO])]),
    "docx": saved(with_table([HEAD, ONE, TWO])),
    "xlsx": saved_book(book_of([[TITLE], [], HEAD, ONE, TWO])),
}


@pytest.mark.parametrize("kind", sorted(MADE))
def test_a_table_gives_a_record_for_each_row(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"danh-sach.{kind}"
    path.write_bytes(MADE[kind])
    parsed = parse_file(path)
    records = [record for record in parsed.records if record.person]
    assert [(record.person, record.title) for record in records] == [
        ("Nguyễn Văn Thử", "chien-si-thi-dua"),
        ("Trần Thị Mẫu", "lao-dong-tien-tien"),
    ]
    assert records[0].level is not None
    assert records[0].level.value == "co_so"
