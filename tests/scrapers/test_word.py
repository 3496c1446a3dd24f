"""DOCX files."""

import socket
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from read_document import read, rows, texts

from schemas import BlockKind

TITLE = "Báo cáo kết quả thi đua, khen thưởng năm 2021 của Sở Xây dựng"
BODY = "Năm 2021, Sở Xây dựng có 12 tập thể được tặng Giấy khen và 05 cá nhân được công nhận Chiến sĩ thi đua cơ sở."
HEAD = ["STT", "Họ và tên", "Danh hiệu"]


def saved(document: Document) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def with_table(lines: list[list[str]]) -> Document:
    document = docx.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(len(lines), len(lines[0]))
    for row, line in zip(table.rows, lines, strict=True):
        for cell, words in zip(row.cells, line, strict=True):
            cell.text = words
    document.add_paragraph(BODY)
    return document


def test_headings_lists_paragraphs_and_tables_in_order() -> None:
    document = docx.Document()
    document.add_heading(TITLE, 0)
    document.add_paragraph(BODY)
    document.add_heading("Khen thưởng", 1)
    document.add_paragraph("Giấy khen cho 12 tập thể", style="List Bullet")
    document.add_paragraph("Bằng khen cho 03 cá nhân", style="List Number")
    table = document.add_table(2, 2)
    for cell, words in zip(table._cells, ["Đơn vị", "Danh hiệu", "Phòng Quy hoạch", "Cờ thi đua"], strict=True):
        cell.text = words
    document.add_paragraph("Trên đây là báo cáo của Sở Xây dựng tỉnh Bình An về công tác thi đua.")
    article = read(saved(document))
    assert (article.title, article.layout) == (TITLE, "docx")
    assert [block.kind.value for block in article.blocks] == [
        "title", "paragraph", "heading", "list_item", "list_item", "table_row", "table_row", "paragraph",
    ]  # fmt: skip


def test_an_item_above_deeper_ones_is_a_heading() -> None:
    document = docx.Document()
    document.add_paragraph(TITLE)
    for level, words in enumerate(("Khen thưởng cấp tỉnh", "Bằng khen cho 02 tập thể;")):
        numbered = f"<w:numPr {nsdecls('w')}><w:ilvl w:val='{level}'/><w:numId w:val='1'/></w:numPr>"
        document.add_paragraph(words)._p.get_or_add_pPr().append(parse_xml(numbered))
    kinds = [block.kind for block in read(saved(document)).blocks]
    assert kinds[1:] == [BlockKind.HEADING, BlockKind.LIST_ITEM]


def test_merged_cells_are_followed_by_blank_ones() -> None:
    lines = [HEAD, ["1", "Trần Thị Mẫu", "Giấy khen"], ["", "", "Bằng khen"], ["Cộng", "", "02"]]
    document = with_table(lines)
    table = document.tables[0]
    table.cell(1, 1).merge(table.cell(2, 1))
    table.cell(3, 0).merge(table.cell(3, 1))
    assert rows(read(saved(document))) == lines


def test_a_letterhead_laid_out_as_a_table_is_text() -> None:
    document = docx.Document()
    head = document.add_table(2, 2)
    words = ["UBND TỈNH BÌNH AN\nSỞ XÂY DỰNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"]
    for cell, told in zip(head._cells, [*words, "Số: 12/BC-SXD", "Bình An, ngày 28 tháng 12 năm 2021"], strict=True):
        cell.text = told
    document.add_paragraph("BÁO CÁO")
    document.add_paragraph(TITLE)
    document.add_paragraph(BODY)
    article = read(saved(document))
    assert rows(article) == []
    assert (article.title, str(article.published)) == (TITLE, "2021-12-28")


def test_a_column_of_decision_numbers_makes_no_letterhead() -> None:
    lines = [["Số QĐ", "Đơn vị"], ["12", "Phòng Quy hoạch"], ["13", "Phòng Vật liệu"]]
    assert rows(read(saved(with_table(lines)))) == lines


def test_headers_and_footers_are_cut() -> None:
    document = with_table([HEAD, ["1", "Trần Thị Mẫu", "Giấy khen"]])
    document.sections[0].header.paragraphs[0].text = "Sở Xây dựng - lưu hành nội bộ"
    document.sections[0].footer.paragraphs[0].text = "Trang 1"
    text = read(saved(document)).text
    assert "nội bộ" not in text
    assert "Trang" not in text


def test_text_in_boxes_content_controls_and_tracked_changes_is_read_once() -> None:
    document = docx.Document()
    document.add_paragraph(TITLE)
    body = document.element.body
    ns = nsdecls("w")
    told = {name: f"<w:p {ns}><w:r><w:t>{name} {BODY}</w:t></w:r></w:p>" for name in ("Hộp.", "Ô.", "Thêm.")}
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:txbxContent>{told['Hộp.']}</w:txbxContent>"
    choice = f'<mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>'
    body.insert(1, parse_xml(f"<w:p {ns} {mc}><w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r></w:p>"))
    body.insert(2, parse_xml(f"<w:sdt {ns}><w:sdtContent>{told['Ô.']}</w:sdtContent></w:sdt>"))
    runs = "<w:ins><w:r><w:t>Thêm.</w:t></w:r></w:ins><w:del><w:r><w:delText>Bớt.</w:delText></w:r></w:del>"
    body.insert(3, parse_xml(f"<w:p {ns}>{runs}</w:p>"))
    assert read(saved(document)).text.split("\n") == [TITLE, f"Hộp. {BODY}", f"Ô. {BODY}", "Thêm."]


def test_a_line_broken_by_hand_inside_a_title_of_honour_is_one() -> None:
    document = docx.Document()
    document.add_paragraph(TITLE)
    document.add_paragraph("Danh hiệu Tập thể lao động\nxuất sắc: 04 phòng\nBằng khen của Bộ: 02 phòng")
    lines = read(saved(document)).text.split("\n")
    assert lines[1:] == ["Danh hiệu Tập thể lao động xuất sắc: 04 phòng", "Bằng khen của Bộ: 02 phòng"]


def test_bold_short_lines_are_headings_but_not_the_signature() -> None:
    document = docx.Document()
    document.add_paragraph(TITLE)
    for words, bold in (("Kết quả chung", True), (BODY, False), ("Nguyễn Văn Thử", True)):
        document.add_paragraph().add_run(words).bold = bold
    article = read(saved(document))
    assert texts(article, BlockKind.HEADING) == ["Kết quả chung"]


def test_nothing_that_a_file_links_to_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("fetched"))
    document = with_table([HEAD, ["1", "Trần Thị Mẫu", "Giấy khen"]])
    target = "http://127.0.0.1:9/template.dotm"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    document.part.relate_to(target, kind, is_external=True)
    assert BODY in read(saved(document)).text
