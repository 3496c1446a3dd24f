import csv
import re
from io import StringIO
from pathlib import Path

import pytest
from commands import bangvang, one_line, process
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from data import ROOT
from pipeline.catalogue import labels
from pipeline.checks import examine
from pipeline.cli.explain import COLOURS, KEYS, print_explanation
from pipeline.explain import view_of
from pipeline.explain.marks import FIELDS, UNRECORDED, Mark, marks_of, numbers_in_short, pieces
from pipeline.parsing import parse_file
from schemas import Basis, CountQualifier, Extraction, Level, RecipientKind, Status

TEXT = """Sở Y tế tỉnh Hà Nam đón nhận Cờ thi đua
10/01/2021 10:00

Hội nghị diễn ra trong buổi sáng.

Đại biểu dự đông đủ.

Năm 2020, 03 tập thể được Bộ trưởng Bộ Y tế tặng Bằng khen; Sở được Chính phủ tặng Cờ thi đua.

Năm 2021, Chủ tịch UBND tỉnh sẽ tặng Giấy khen cho 10 tập thể.
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "tong-ket.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_page_shows_spans_rules_and_reasons_without_colour_in_a_pipe(file: Path) -> None:
    told = bangvang("parse", "--explain", file)
    assert told.exit_code == 0
    assert "\x1b" not in told.stdout
    lines = told.stdout.splitlines()
    assert lines[0] == "tong-ket: 2 bản ghi, 2 lần nhắc danh hiệu không thành bản ghi"
    assert lines.count("…") == 1, "blocks without a mark are one gap"
    assert (
        "[năm 1-2|Năm 2020], [số lượng 1|03 tập thể] được [cơ quan tặng 1|Bộ trưởng Bộ Y tế] tặng "
        "[danh hiệu 1|Bằng khen]; [số lượng 2|Sở] được [cơ quan tặng 2|Chính phủ] tặng [danh hiệu 2|Cờ thi đua]."
    ) in lines
    assert "  (1) quy tắc: Người nhận là chủ ngữ của câu bị động: “A được tặng …”." in lines
    assert "  (x1) Cờ thi đua: Tiêu đề chỉ nêu lại điều mà phần thân bài kể đầy đủ. [xem bản ghi 2]" in lines
    assert "  (x2) Giấy khen: Khen thưởng mới là mong muốn hoặc dự kiến." in lines
    assert next(line.split() for line in lines if line.split()[:1] == ["cấp"]) == [
        *("cấp", "bộ,", "ngành", "suy", "ra"), *("“Bộ", "trưởng", "Bộ", "Y", "tế”"),
    ]  # fmt: skip


def test_the_page_is_english_on_request(file: Path) -> None:
    told = bangvang("parse", "--explain", "--lang", "en", file).stdout
    assert "tong-ket: 2 records, 2 title mentions without a record" in told
    assert "(1) rule: The recipient is the subject of a passive" in told
    assert "(x2) Giấy khen: The award is only wished for or announced." in told
    assert "      confidence 0." in told


def test_what_a_flag_says_stands_under_the_rule(tmp_path: Path) -> None:
    path = tmp_path / "danh-sach.txt"
    path.write_text(
        "Năm 2022, 03 tập thể được Bộ trưởng Bộ Y tế tặng Bằng khen, gồm: Bệnh viện Phổi tỉnh Hà Nam; "
        "Bệnh viện Mắt tỉnh Hà Nam.",
        encoding="utf-8",
    )
    assert "lưu ý: Danh sách dài hoặc ngắn hơn con số đã báo trước đó." in bangvang("parse", "--explain", path).stdout


def _printed(file: Path) -> str:
    out = StringIO()
    console = Console(file=out, force_terminal=True, color_system="standard", width=300)
    print_explanation(parse_file(file), "vi", console)
    return out.getvalue()


def test_a_terminal_gets_colour_beside_the_labels(file: Path) -> None:
    shown = _printed(file)
    assert "\x1b[1;33mBằng khen\x1b[0m" in shown
    assert "[danh hiệu 1|" in shown


def test_no_color_is_respected(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    coloured = re.compile(r"\x1b\[(?:\d;)*(?:3[0-7]|9[0-7])m")
    assert coloured.search(_printed(file))
    monkeypatch.setenv("NO_COLOR", "1")
    assert not coloured.search(_printed(file))
    assert "[danh hiệu 1|" in _printed(file)


def test_what_steers_a_terminal_is_not_passed_on(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT.replace("03 tập thể được", "03 tập thể\x1b[2J được"), encoding="utf-8")
    assert "\x1b" not in bangvang("parse", "--explain", path).stdout


def test_a_text_without_a_title_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Hôm nay trời đẹp, không có ai được khen thưởng gì cả.\n", encoding="utf-8")
    told = bangvang("parse", "--explain", path)
    assert (told.exit_code, "không nhắc danh hiệu nào" in told.stdout) == (0, True)


def test_unreadable_files_are_named_the_rest_go_on_and_the_exit_code_is_1(file: Path, tmp_path: Path) -> None:
    told = process("parse", "--explain", tmp_path / "missing.txt", file)
    assert told.returncode == 1
    assert one_line(told.stderr)
    assert "2 bản ghi" in told.stdout


def test_an_unknown_language_is_wrong_usage(file: Path) -> None:
    assert bangvang("parse", "--explain", "--lang", "fr", file).exit_code == 2


def test_a_record_that_the_checks_refuse_is_told_with_their_reason(file: Path) -> None:
    parsed = parse_file(file)
    broken = parsed.records[0].model_copy(update={"title": "khong-co"})
    view = view_of(examine(parsed.article, Extraction(records=(broken,), extractor_version="1")))
    assert view.records == ()
    assert [(one.mention.reason, one.mention.span.quote, one.into) for one in view.others] == [
        ("unknown-title", "Bằng khen", None)
    ]


MARKS = st.lists(
    st.builds(
        lambda start, length, field, number: Mark(start, start + length, field, number),
        st.integers(0, 60), st.integers(1, 40), st.sampled_from((*FIELDS, UNRECORDED)), st.integers(1, 4),
    ),
    max_size=8,
)  # fmt: skip


@given(MARKS, st.integers(0, 30), st.integers(1, 60))
def test_pieces_put_together_are_the_text_and_no_mark_is_lost(marks: list[Mark], start: int, length: int) -> None:
    text = "".join(chr(0x1E00 + n) for n in range(120))
    end = start + length
    cut = list(pieces(text, start, end, marks))
    assert "".join(piece.text for piece in cut) == text[start:end]
    at = start
    for piece in cut:
        inside = {(m.field, m.number) for m in marks if m.start <= at and at + len(piece.text) <= m.end}
        touching = {(m.field, m.number) for m in marks if m.start < at + len(piece.text) and at < m.end}
        assert {(field, n) for field, numbers in piece.fields.items() for n in numbers} == inside == touching
        at += len(piece.text)


def test_what_is_inferred_is_marked_only_where_nothing_is_told_outright(file: Path) -> None:
    (first, *_) = parse_file(file).records
    assert first.evidence["status"].basis is Basis.INFERRED
    assert {mark.field for mark in marks_of([(1, first)], [])} == {"title", "issuer", "count", "year", "unit"}


@pytest.mark.parametrize(("numbers", "short"), [((1,), "1"), ((1, 2, 3, 7), "1-3,7"), ((2, 4), "2,4"), ((), "")])
def test_numbers_in_a_row_are_shortened(numbers: tuple[int, ...], short: str) -> None:
    assert numbers_in_short(numbers) == short


def test_every_code_has_a_word_in_both_languages() -> None:
    codes = {("field", name) for name in KEYS} | {("basis", one.value) for one in Basis}
    for kind, values in (
        ("level", Level), ("recipient_kind", RecipientKind), ("status", Status), ("count_qualifier", CountQualifier),
    ):  # fmt: skip
        codes |= {(kind, one.value) for one in values}
    codes -= {("count_qualifier", "indefinite")}
    assert codes <= set(labels())
    silent = {("count_qualifier", "exact")}
    assert all(row.vi and row.en for key, row in labels().items() if key not in silent)


def test_every_field_has_a_colour() -> None:
    assert set(COLOURS) == {*FIELDS, UNRECORDED}


def test_no_code_has_two_words() -> None:
    for name in ("labels.csv", "rules.csv"):
        with (ROOT / name).open(encoding="utf-8", newline="") as rows:
            keys = [tuple(row.values())[: 2 if name == "labels.csv" else 1] for row in csv.DictReader(rows)]
        assert len(set(keys)) == len(keys)
