"""Each check: a record that raises its flag, and a near miss that does not."""

from datetime import date
from typing import Any

import pytest
from workbench import make_article

from pipeline.catalogue import issue_codes, titles
from pipeline.checks import FLAGS, REFUSALS, Examined, examine
from pipeline.checks.law import conferring
from schemas import (
    AwardRecord,
    Basis,
    CountQualifier,
    Evidence,
    Extraction,
    Level,
    RecipientKind,
    Span,
    Status,
)

TEXT = "Năm qua, ông Nguyễn Văn An thuộc Sở Y tế được tặng thưởng."
CO_SO, TINH, BO, NHA_NUOC = Level
PERSON = RecipientKind.CA_NHAN


def _record(title: str, text: str = TEXT, proofs: dict[str, str] | None = None, **fields: Any) -> AwardRecord:
    """A record whose whole text is its quote; `proofs` are stretches of it, inferred where a name counts itself."""
    values: dict[str, Any] = {"count": 1, "status": Status.AWARDED, "count_qualifier": CountQualifier.EXACT, **fields}
    if "year" in values:
        values["year_from"] = values["year_to"] = values.pop("year")
    if "person" in values:
        values["recipient_kind"] = PERSON
    whole = dict.fromkeys(("title", *values, "year"), Evidence.of(text, 0, len(text)))
    evidence = whole | {field: _proof(text, shown) for field, shown in (proofs or {}).items()}
    quote = Span.of(text, 0, len(text))
    return AwardRecord(title=title, quote=quote, evidence=evidence, extractor_version="1", **values)


def _proof(text: str, shown: str) -> Evidence:
    start = text.index(shown)
    basis = Basis.STATED if shown[0].isdigit() else Basis.INFERRED
    return Evidence.of(text, start, start + len(shown)).model_copy(update={"basis": basis})


def _examined(*records: AwardRecord, text: str = TEXT, **article: Any) -> Examined:
    return examine(make_article(text, **article), Extraction(records=records, extractor_version="1"))


def _flags(*records: AwardRecord, text: str = TEXT, **article: Any) -> set[str]:
    return {flag.finding.code for flag in _examined(*records, text=text, **article).flagged}


def _cstd(count: int, **fields: Any) -> AwardRecord:
    return _record("chien-si-thi-dua", level=CO_SO, unit="Sở Y tế", count=count, **fields)


def _ldtt(count: int, **fields: Any) -> AwardRecord:
    return _record("lao-dong-tien-tien", unit="Sở Y tế", count=count, **fields)


@pytest.mark.parametrize(
    ("code", "odd", "sound"),
    [
        ("rank-of-unranked-title", ("bang-khen", {"rank": 1}), ("huan-chuong-lao-dong", {"rank": 1})),
        (
            "recipient-does-not-fit-title",
            ("co-thi-dua", {"recipient_kind": PERSON}),
            ("bang-khen", {"recipient_kind": PERSON}),
        ),
        ("level-does-not-fit-title", ("giay-khen", {"level": TINH}), ("giay-khen", {"level": CO_SO})),
        (
            "issuer-cannot-give-title",
            ("bang-khen", {"issuer": "UBND huyện Yên Thế"}),
            ("bang-khen", {"issuer": "UBND tỉnh Lào Cai"}),
        ),
        (
            "issuer-cannot-give-title",
            ("bang-khen", {"issuer": "Giám đốc Sở Y tế"}),
            ("bang-khen", {"issuer": "Liên đoàn Lao động tỉnh Lào Cai"}),
        ),
        (
            "issuer-cannot-give-title",
            ("bang-khen", {"issuer": "Chủ tịch nước"}),
            ("bang-khen", {"issuer": "Tỉnh đoàn Lào Cai"}),
        ),
        (
            "issuer-cannot-give-title",
            ("giay-khen", {"issuer": "Bộ trưởng Bộ Tư pháp"}),
            ("giay-khen", {"issuer": "Bộ Chỉ huy Quân sự tỉnh Lào Cai"}),
        ),
        (
            "issuer-cannot-give-title",
            ("giay-khen", {"issuer": "Chủ tịch UBND tỉnh Lào Cai"}),
            ("giay-khen", {"issuer": "Chủ tịch UBND huyện Vũ Thư, tỉnh Thái Bình"}),
        ),
        (
            "issuer-cannot-give-title",
            ("giay-khen", {"issuer": "UBND thành phố Hà Nội"}),
            ("giay-khen", {"issuer": "UBND thành phố Kon Tum"}),
        ),
        (
            "issuer-cannot-give-title",
            ("huan-chuong-lao-dong", {"issuer": "Bộ Y tế"}),
            ("huan-chuong-lao-dong", {"issuer": "Chủ tịch nước"}),
        ),
        (
            "issuer-cannot-give-title",
            ("huan-chuong-lao-dong", {"issuer": "Chính phủ"}),
            ("huan-chuong-khang-chien", {"issuer": "Chính phủ"}),
        ),
        (
            "issuer-cannot-give-title",
            ("nha-giao-uu-tu", {"issuer": "Thủ tướng Chính phủ"}),
            ("co-thi-dua", {"issuer": "Thủ tướng Chính phủ"}),
        ),
        (
            "title-above-issuer",
            ("chien-si-thi-dua", {"level": TINH, "issuer": "Sở Y tế"}),
            ("chien-si-thi-dua", {"level": TINH, "issuer": "UBND tỉnh Lào Cai"}),
        ),
        (
            "issuer-abolished",
            ("giay-khen", {"issuer": "UBND huyện Vũ Thư", "year": 2026}),
            ("giay-khen", {"issuer": "UBND huyện Vũ Thư", "year": 2025}),
        ),
        (
            "issuer-abolished",
            ("giay-khen", {"issuer": "UBND quận 1", "decision_date": date(2025, 7, 1)}),
            ("giay-khen", {"issuer": "UBND quận 1", "decision_date": date(2025, 6, 30)}),
        ),
        (
            "title-not-yet-created",
            ("xa-phuong-thi-tran-tieu-bieu", {"year": 2023}),
            ("xa-phuong-thi-tran-tieu-bieu", {"year": 2024}),
        ),
        (
            "decided-before-the-year",
            ("bang-khen", {"decision_date": date(2021, 12, 30), "year": 2022}),
            ("bang-khen", {"decision_date": date(2022, 1, 3), "year": 2022}),
        ),
        ("year-after-publication", ("bang-khen", {"year": 2023}), ("bang-khen", {"year": 2022})),
        (
            "year-after-publication",
            ("bang-khen", {"year": 2023}),
            ("bang-khen", {"year": 2023, "status": Status.REGISTERED}),
        ),
        (
            "year-after-publication",
            ("bang-khen", {"decision_date": date(2022, 9, 1)}),
            ("bang-khen", {"decision_date": date(2022, 7, 5)}),
        ),
        (
            "annual-title-twice",
            ("lao-dong-tien-tien", {"person": "Nguyễn Văn An", "year": 2020, "count": 2}),
            ("lao-dong-tien-tien", {"person": "Nguyễn Văn An", "year": 2020}),
        ),
        (
            "badge-twice",
            ("ky-niem-chuong", {"person": "Nguyễn Văn An", "count": 2}),
            ("bang-khen", {"person": "Nguyễn Văn An", "count": 2}),
        ),
        (
            "improbable-count",
            ("bang-khen", {"person": "Nguyễn Văn An", "count": 300}),
            ("bang-khen", {"person": "Nguyễn Văn An", "count": 3}),
        ),
        (
            "improbable-count",
            ("giay-khen", {"count": 50_000_000}),
            ("gia-dinh-van-hoa", {"count": 20_000_000, "recipient_kind": RecipientKind.HO_GIA_DINH}),
        ),
        ("odd-person-name", ("bang-khen", {"person": "An được 2"}), ("bang-khen", {"person": "K'Brểu"})),
        (
            "odd-person-name",
            ("bang-khen", {"person": "Nguyễn Văn An và các đồng chí"}),
            ("bang-khen", {"person": "Công Tằng Tôn Nữ Thị Hoa"}),
        ),
        (
            "friendship-for-vietnamese",
            ("huy-chuong-huu-nghi", {"person": "Nguyễn Văn An"}),
            ("huy-chuong-huu-nghi", {"person": "John Smith"}),
        ),
    ],
)
def test_a_check_flags_what_is_odd_and_passes_a_near_miss(
    code: str, odd: tuple[str, dict[str, Any]], sound: tuple[str, dict[str, Any]]
) -> None:
    published = date(2022, 7, 5) if code == "year-after-publication" else None
    assert _flags(_record(odd[0], **odd[1]), published=published) == {code}
    assert _flags(_record(sound[0], **sound[1]), published=published) == set()


def test_a_name_that_stands_beside_a_foreign_country_may_get_a_friendship_order() -> None:
    text = "Trao Huân chương Hữu nghị tặng ông Lý Minh Tuấn, Đại sứ Trung Quốc."
    assert _flags(_record("huan-chuong-huu-nghi", text, person="Lý Minh Tuấn"), text=text) == set()


def test_a_year_in_the_place_of_a_count_is_flagged_and_a_large_count_with_a_dot_is_not() -> None:
    text = "Tặng 2020 Bằng khen, 2.021 Giấy khen."
    year = _record("bang-khen", text, {"count": "2020"}, count=2020)
    number = _record("giay-khen", text, {"count": "2.021"}, count=2021)
    assert _flags(year, text=text) == {"improbable-count"}
    assert _flags(number, text=text) == set()


def test_what_cannot_be_a_fact_is_quarantined_with_its_reason() -> None:
    early = _record("bang-khen", year=1940)
    late = _record("giay-khen", year=2024)
    planned = _record("co-thi-dua", year=2024, status=Status.REGISTERED)
    found = _examined(early, late, planned, published=date(2022, 7, 5))
    assert [reject.reason for reject in found.rejects] == ["year-before-any-award", "year-in-the-future"]
    assert [record.title for record in found.records] == ["co-thi-dua"]


# Numbers of one unit


def test_more_grassroots_fighters_than_advanced_workers_of_the_same_unit_and_year_are_flagged() -> None:
    assert _flags(_cstd(20, year=2015), _ldtt(18, year=2015)) == {"more-than-base"}
    assert _flags(_cstd(18, year=2015), _ldtt(18, year=2015)) == set()
    assert _flags(_cstd(20, year=2015), _ldtt(18, year=2016)) == set()
    assert _flags(_cstd(20, year=2015), _record("lao-dong-tien-tien", unit="Sở Nội vụ", count=18, year=2015)) == set()


def test_a_count_that_is_only_approximate_is_not_reckoned_with() -> None:
    about = _ldtt(18, year=2015, count_qualifier=CountQualifier.AT_LEAST)
    assert _flags(_cstd(20, year=2015), about) == set()


@pytest.mark.parametrize(("year", "flagged"), [(2016, False), (2017, True), (2023, True), (2024, False)])
def test_the_quota_holds_only_in_the_years_of_its_decree(year: int, flagged: bool) -> None:
    assert _flags(_cstd(40, year=year), _ldtt(100, year=year)) == ({"over-quota"} if flagged else set())


def test_the_quota_rounds_up_and_leaves_what_is_only_registered() -> None:
    assert _flags(_cstd(2, year=2020), _ldtt(8, year=2020)) == set()
    assert _flags(_cstd(3, year=2020), _ldtt(8, year=2020)) == {"over-quota"}
    registered = {"year": 2020, "status": Status.REGISTERED}
    assert _flags(_cstd(59, **registered), _ldtt(61, **registered)) == set()


@pytest.mark.parametrize(("shown", "codes"), [("18/30", {"too-few-for-collective"}), ("27/30", set())])
def test_a_collective_title_needs_its_share_of_advanced_workers(shown: str, codes: set[str]) -> None:
    text = f"{shown} cá nhân đạt Lao động tiên tiến; Sở đạt Tập thể lao động xuất sắc."
    workers = _record("lao-dong-tien-tien", text, {"count": shown[:2]}, unit="Sở Y tế", count=int(shown[:2]), year=2020)
    assert _flags(workers, _record("tap-the-lao-dong-xuat-sac", text, unit="Sở Y tế", year=2020), text=text) == codes


def test_two_levels_in_one_year_are_sound_since_the_higher_builds_on_the_lower() -> None:
    low, high = (_record("chien-si-thi-dua", level=level, person="Nguyễn Văn An", year=2020) for level in (CO_SO, TINH))
    assert _flags(low, high) == set()


def test_badges_of_two_bodies_are_two_kinds() -> None:
    def badge(issuer: str, year: int) -> AwardRecord:
        return _record("ky-niem-chuong", person="Nguyễn Văn An", issuer=issuer, year=year)

    assert _flags(badge("Bộ Y tế", 2015), badge("Bộ Tư pháp", 2015)) == set()
    assert _flags(badge("Bộ Y tế", 2015), badge("Bộ Y tế", 2018)) == {"badge-twice"}


# Runs, lists, headline


def _run(said: str, *years: int) -> tuple[str, list[AwardRecord]]:
    text = f"{said} đạt Tập thể lao động xuất sắc (từ {years[0]} đến {years[-1]})."
    return text, [_record("tap-the-lao-dong-xuat-sac", text, {"count": said}, unit="Sở", year=y) for y in years]


@pytest.mark.parametrize(
    ("said", "years", "codes"),
    [
        ("05 năm liền", range(2018, 2022), {"run-of-other-length"}),
        ("4 năm liên tục", range(2020, 2023), {"run-of-other-length"}),
        ("5 năm liền", range(2017, 2022), set()),
        ("5 năm liền", [2021], set()),
    ],
)
def test_a_run_of_years_is_as_long_as_it_says(said: str, years: list[int], codes: set[str]) -> None:
    text, records = _run(said, *years)
    assert _flags(*records, text=text) == codes
    assert len(_examined(*records, text=text).flagged) == (len(records) if codes else 0)


def test_the_sentence_of_a_flag_names_the_figures() -> None:
    text, records = _run("05 năm liền", *range(2018, 2022))
    assert "5 năm liền" in (message := _examined(*records, text=text).flagged[0].finding.message)
    assert "2018–2021" in message


def _listed(text: str, *names: str, title: str = "co-thi-dua") -> set[str]:
    proofs = [{"title": "Cờ thi đua", "count": name} for name in names]
    kind = RecipientKind.TAP_THE
    return _flags(*(_record(title, text, p, unit=p["count"], recipient_kind=kind) for p in proofs), text=text)


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("Cờ thi đua cho 03 đơn vị: Sở Y tế, Sở Nội vụ.", True),
        ("Cờ thi đua cho hai đơn vị: Sở Y tế, Sở Nội vụ.", False),
        ("Ba tập thể gồm Sở Y tế và Sở Nội vụ được tặng Cờ thi đua.", True),
        ("Cờ thi đua cho 10 đơn vị, tiêu biểu là: Sở Y tế, Sở Nội vụ.", False),
        ("Cờ thi đua cho hơn 10 đơn vị: Sở Y tế, Sở Nội vụ.", False),
        ("Có ba tập thể sau:\n(1) Sở Y tế vượt khó.\n(2) Sở Nội vụ làm tốt. Cả hai được Cờ thi đua.", False),
    ],
)
def test_a_list_is_as_long_as_it_announces(text: str, odd: bool) -> None:
    assert _listed(text, "Sở Y tế", "Sở Nội vụ") == ({"list-of-other-length"} if odd else set())


@pytest.mark.parametrize(
    ("headline", "status", "odd"),
    [
        ("32 tập thể được tặng Cờ thi đua", Status.PROPOSED, True),
        ("Đề nghị tặng Cờ thi đua cho 32 tập thể", Status.PROPOSED, False),
        ("32 tập thể được tặng Cờ thi đua", Status.AWARDED, False),
        ("30 tập thể được tặng Cờ thi đua", Status.AWARDED, True),
        ("Gần 40 tập thể được tặng Cờ thi đua", Status.AWARDED, False),
        ("Tặng Cờ thi đua đơn vị cứu 34 người", Status.AWARDED, False),
    ],
)
def test_a_headline_that_contradicts_the_body_is_told(headline: str, status: Status, odd: bool) -> None:
    record = _record("co-thi-dua", count=32, status=status)
    assert _flags(record, title=headline) == ({"headline-differs"} if odd else set())


# Data


def test_every_title_has_a_row_of_who_gives_it_with_a_source() -> None:
    assert all(conferring(code).source for code in titles())


def test_every_code_of_a_check_is_explained() -> None:
    assert len({check.__name__ for check in (*FLAGS, *REFUSALS)}) == len(FLAGS) + len(REFUSALS)
    flagged = _examined(_record("giay-khen", rank=1, level=TINH, year=2023), published=date(2022, 1, 1)).flagged
    assert len(flagged) == 3
    assert all(flag.finding.code in issue_codes() and flag.finding.message.endswith(".") for flag in flagged)
