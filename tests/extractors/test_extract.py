import json
import subprocess
import sys
import unicodedata
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading import PATTERNS, article, extraction, facts, records

from extractors import extract
from schemas import AwardRecord, CountQualifier, Status

LINES = sorted({line for path in PATTERNS for line in path.read_text(encoding="utf-8").splitlines() if line.strip()})
TEXTS = [path.read_text(encoding="utf-8") for path in PATTERNS]
SLOW = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SCRAMBLED = st.lists(st.sampled_from(LINES), min_size=1, max_size=8).map("\n".join)
JOINED = st.permutations(range(len(TEXTS))).map(lambda order: "\n".join(TEXTS[i] for i in order[:2]))
HEAD = "Sở Y tế tỉnh Hà Nam tổng kết công tác năm 2020\n10/01/2021 10:00\n\n"


@SLOW
@given(SCRAMBLED | JOINED)
def test_whatever_is_read_is_exactly_what_the_text_says(text: str) -> None:
    read = article(text)
    for record in extract(read).records:
        assert record.grounded_in(read.text)
        assert set(record.grounded_fields()) <= set(record.evidence)
    assert all(reject.span.holds_in(read.text) for reject in extract(read).rejects)


@SLOW
@given(SCRAMBLED)
def test_reading_again_gives_the_same(text: str) -> None:
    assert extraction(text) == extraction(text)


@SLOW
@given(SCRAMBLED)
def test_composed_and_decomposed_letters_give_the_same_records(text: str) -> None:
    assert extraction(unicodedata.normalize("NFD", text)) == extraction(unicodedata.normalize("NFC", text))


@SLOW
@given(SCRAMBLED)
def test_no_fact_is_told_twice(text: str) -> None:
    told = [json.dumps(fact, sort_keys=True) for fact in facts(text)]
    where = [(record.quote.start, record.quote.end) for record in records(text)]
    assert len(set(zip(told, where, strict=True))) == len(told)


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ .,;:\n0123456789", min_size=1, max_size=300))
def test_a_text_without_title_words_gives_nothing(text: str) -> None:
    if text.strip():
        assert extraction("Thời tiết hôm nay\n" + text).records == ()


def _modules_after(text: str) -> set[str]:
    script = (
        "import sys; from extractors import extract; from scrapers.text.plain import article_from_text;"
        f"extract(article_from_text({text!r}, url='file:///a', doc='a'));"
        "print(*{name.split('.')[0] for name in sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_nlp_pipeline_is_loaded_only_when_a_title_is_there() -> None:
    assert not {"spacy", "underthesea"} & _modules_after("Sáng nay, trời Hà Nội có mưa rào, nhiệt độ 24 độ C.")
    assert {"spacy", "underthesea"} <= _modules_after("Sở Y tế được Chính phủ tặng Cờ thi đua năm 2020.")


def _one(sentence: str) -> AwardRecord:
    (record,) = records(HEAD + sentence)
    return record


@pytest.mark.parametrize(
    "sentence",
    [
        "Năm 2021, Chủ tịch UBND tỉnh sẽ tặng Bằng khen cho 10 tập thể.",
        "Năm 2020, không có cá nhân nào đạt Chiến sĩ thi đua cấp tỉnh.",
        "Bằng khen được xét tặng cho cá nhân đạt các tiêu chuẩn sau.",
        "Tỷ lệ Chiến sĩ thi đua cơ sở không quá 15% số người đạt Lao động tiên tiến.",
        "Hội đồng Thi đua - Khen thưởng họp phiên cuối năm.",
        "NSND Trà Giang Anh đến dự hội nghị.",
        "Nếu đạt Chiến sĩ thi đua cấp tỉnh, cá nhân được đề nghị khen cao hơn.",
        "Đội bóng giành huy chương vàng và cờ lưu niệm.",
        "Mức tiền thưởng kèm theo Bằng khen là 1,5 lần mức lương cơ sở.",
    ],
)
def test_what_is_no_fact_makes_no_record(sentence: str) -> None:
    assert records(HEAD + sentence) == []


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("03 tập thể được Bộ trưởng Bộ Y tế tặng Bằng khen.", Status.AWARDED),
        ("Sở trình Bộ trưởng Bộ Y tế tặng Bằng khen cho 03 tập thể.", Status.PROPOSED),
        ("03 tập thể được đề nghị Bộ trưởng Bộ Y tế tặng Bằng khen.", Status.PROPOSED),
        ("03 tập thể đăng ký danh hiệu Tập thể lao động xuất sắc.", Status.REGISTERED),
        ("Bộ trưởng Bộ Y tế đã thu hồi Bằng khen của 03 tập thể.", Status.REVOKED),
    ],
)
def test_the_verb_tells_how_far_the_award_has_come(sentence: str, status: Status) -> None:
    assert _one(sentence).status is status


def test_a_count_keeps_its_qualifier() -> None:
    record = _one("Hơn 30 cá nhân được Bộ trưởng Bộ Y tế tặng Bằng khen.")
    assert (record.count, record.count_qualifier) == (30, CountQualifier.AT_LEAST)


def test_joint_issuers_make_one_record() -> None:
    record = _one("06 cá nhân được Chủ tịch UBND tỉnh và Bộ trưởng Bộ Y tế tặng Bằng khen.")
    assert record.issuer == "Chủ tịch UBND tỉnh Hà Nam; Bộ trưởng Bộ Y tế"
    assert record.level is None


def test_persons_and_collectives_that_share_a_title_take_the_code_that_fits_each() -> None:
    found = records(HEAD + "9 tập thể, 61 cá nhân đạt danh hiệu Lao động tiên tiến.")
    assert [(r.title, r.count) for r in found] == [("tap-the-lao-dong-tien-tien", 9), ("lao-dong-tien-tien", 61)]


def test_years_listed_one_by_one_are_one_record_each() -> None:
    found = records(
        HEAD + "Bệnh viện Đa khoa huyện Lý Nhân được Bộ trưởng Bộ Y tế tặng Bằng khen các năm 2016, 2018, 2019."
    )
    assert [r.year_from for r in found] == [2016, 2018, 2019]


def test_who_only_hands_the_award_over_is_not_its_issuer() -> None:
    record = _one(
        "Thừa ủy quyền của Chủ tịch nước, Phó Chủ tịch UBND tỉnh trao Huân chương Lao động hạng Ba cho Sở Y tế."
    )
    assert (record.issuer, record.rank) == ("Chủ tịch nước", 3)


def test_the_same_fact_told_again_is_one_record() -> None:
    text = (
        "Sở Y tế tỉnh Hà Nam đón nhận Huân chương Lao động hạng Ba\n10/01/2021 10:00\n\n"
        "Sáng 10/01, Sở Y tế tỉnh Hà Nam đón nhận Huân chương Lao động hạng Ba.\n\n"
        "Lãnh đạo tỉnh trao Huân chương Lao động hạng Ba cho Sở Y tế tỉnh Hà Nam\n"
    )
    assert len(records(text)) == 1


def test_the_day_of_publication_may_be_told_from_outside() -> None:
    read = article("Sở Y tế tỉnh Hà Nam được khen\n\nNăm nay, Sở Y tế tỉnh Hà Nam được Chính phủ tặng Cờ thi đua.\n")
    assert [r.year_from for r in extract(read, published=date(2019, 6, 1)).records] == [2019]


def test_reasons_of_rejects_do_not_hang_on_the_hash_seed() -> None:
    program = "from extractors.stops import _stops; print(list(_stops()))"
    told = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in "0123"
    }
    assert len(told) == 1
