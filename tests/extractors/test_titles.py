from collections.abc import Iterator

import pytest

from data import read_csv
from extractors import lexicon
from extractors.fold import fold
from extractors.lexicon import TitleForm
from extractors.mentions import TitleMention
from extractors.orgs import find_orgs
from extractors.titles import find_titles, holds_title
from schemas import Level


def _titles(text: str) -> list[TitleMention]:
    folded = fold(text)
    return find_titles(text, folded, find_orgs(text, folded))


def _forms() -> Iterator[tuple[str, str]]:
    for title in lexicon.titles().values():
        yield from ((form, title.code) for form in (title.name, *title.aliases))
    for row in read_csv("title_forms.csv", TitleForm):
        if not row.needs:
            yield row.form, row.code


@pytest.mark.parametrize(("form", "code"), sorted(set(_forms())))
def test_every_listed_form_is_found_in_a_sentence(form: str, code: str) -> None:
    for printed in (form, form.upper(), f"“{form}”"):
        assert [t.code for t in _titles(f"Năm 2020, đơn vị được tặng {printed} và nhiều phần thưởng.")] == [code]


@pytest.mark.parametrize("rank", ["Nhất", "nhất", "I", "1"])
@pytest.mark.parametrize("joint", [" ", ", ", " ("])
def test_a_rank_is_read_in_every_spelling(rank: str, joint: str) -> None:
    (title,) = _titles(f"được tặng Huân chương Lao động{joint}hạng {rank} năm 2019")
    assert title.ranks == (1,)


@pytest.mark.parametrize(
    ("text", "ranks"),
    [
        ("Huân chương Lao động hạng Nhì", [(2,)]),
        ("Huân chương Chiến công hạng III", [(3,)]),
        ("Huân chương Lao động hạng Nhì, hạng Ba", [(2, 3)]),
        ("Huân chương Lao động hạng Nhất, Nhì và Ba", [(1, 2, 3)]),
        ("Huân chương Lao động hạng Nhì cho A, hạng Ba cho B", [(2,), (3,)]),
        ("Huân chương Lao động", [()]),
    ],
)
def test_ranks_are_split_or_shared_as_printed(text: str, ranks: list[tuple[int, ...]]) -> None:
    assert [title.ranks for title in _titles(text)] == ranks


def test_all_ranks_in_one_are_no_rank() -> None:
    (title,) = _titles("Huân chương Lao động các hạng")
    assert title.every_rank
    assert title.ranks == ()


@pytest.mark.parametrize(
    ("tail", "level"),
    [
        ("cơ sở", Level.CO_SO),
        ("cấp cơ sở", Level.CO_SO),
        ("cấp trường", Level.CO_SO),
        ("cấp huyện", Level.CO_SO),
        ("cấp tỉnh", Level.TINH),
        ("tỉnh", Level.TINH),
        ("cấp Thành phố", Level.TINH),
        ("ngành Tư pháp", Level.BO_NGANH),
        ("toàn ngành", Level.BO_NGANH),
        ("cấp Bộ", Level.BO_NGANH),
        ("toàn quân", Level.BO_NGANH),
        ("toàn lực lượng Công an nhân dân", Level.BO_NGANH),
        ("toàn quốc", Level.NHA_NUOC),
    ],
)
def test_the_level_printed_after_a_title_is_read(tail: str, level: Level) -> None:
    for spelling in ("Chiến sĩ thi đua", "CSTĐ", "“Chiến sỹ thi đua"):
        (title,) = _titles(f"02 đồng chí đạt {spelling} {tail}, 03 đồng chí nghỉ hưu")
        assert title.level is level


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Cờ thi đua của Chính phủ", "Chính phủ"),
        ("Cờ thi đua Chính phủ", "Chính phủ"),
        ("Bằng khen của Thủ tướng Chính phủ", "Thủ tướng Chính phủ"),
        ("Bằng khen của Chủ tịch UBND tỉnh", "Chủ tịch UBND tỉnh"),
        ("Giấy khen của Giám đốc Sở Xây dựng", "Giám đốc Sở Xây dựng"),
        ("Cờ thi đua của Bộ Y tế", "Bộ Y tế"),
    ],
)
def test_the_body_that_a_title_names_is_its_issuer(text: str, issuer: str) -> None:
    (title,) = _titles(f"được tặng {text} năm 2019")
    assert title.issuer is not None
    assert title.issuer.name == issuer


@pytest.mark.parametrize(
    "text",
    [
        "Bằng Tổ quốc ghi công",
        "Bằng có công với nước",
        "cờ lưu niệm, cờ truyền thống, lẵng hoa",
        "treo cờ Tổ quốc",
        "chi bộ trong sạch vững mạnh",
        "công đoàn cơ sở vững mạnh xuất sắc",
        "cơ quan đạt chuẩn văn hóa",
        "gia đình đạt chuẩn văn hóa",
        "xã đạt chuẩn nông thôn mới",
        "người tốt, việc tốt; điển hình tiên tiến",
        "giáo viên dạy giỏi cấp thành phố",
        "Công dân ưu tú, đảng viên ưu tú",
        "Giải thưởng Nguyễn Đức Cảnh",
        "huy chương vàng môn điền kinh",
        "Hội đồng Thi đua - Khen thưởng",
        "phong trào thi đua, Đại hội thi đua yêu nước",
        "phong trào “Vì an ninh Tổ quốc”",
        "hoàn thành xuất sắc nhiệm vụ",
        "Ban Thanh tra nhân dân",
    ],
)
def test_look_alikes_are_no_titles(text: str) -> None:
    assert _titles(f"Năm 2020, đơn vị có {text} và nhiều thành tích.") == []


def test_a_text_without_title_words_is_told_apart_at_once() -> None:
    assert not holds_title(fold("Sáng nay, trời Hà Nội có mưa rào, nhiệt độ 24 độ C."))
    assert holds_title(fold("được tặng BẰNG  KHEN"))


def test_badges_counted_by_tier_are_a_title_each() -> None:
    text = "02 đồng chí nhận Huy hiệu 75 năm tuổi Đảng; 21 đồng chí nhận 30 năm tuổi Đảng"
    assert [t.code for t in _titles(text)] == ["huy-hieu", "huy-hieu"]
