import re
from pathlib import Path

from fake_extractor import extract
from workbench import make_article

from pipeline import checks
from pipeline.catalogue import issue_codes
from pipeline.checks import examine
from schemas import AwardRecord, Evidence, Extraction, Span

TEXT = "Năm qua, 3 Bằng khen năm 2020 cho đơn vị Sở Y tế."


def _record(text: str = TEXT, **changes: object) -> AwardRecord:
    record = extract(make_article(text)).records[0]
    return record.model_copy(update=changes)


def _examined(*records: AwardRecord, text: str = TEXT) -> tuple[list[str], list[tuple[str, ...]]]:
    """Reasons of rejects, and flags of what is kept."""
    found = examine(make_article(text), Extraction(records=records, extractor_version="1"))
    return [reject.reason for reject in found.rejects], [record.flags for record in found.records]


def test_a_sound_record_passes_unchanged() -> None:
    record = _record()
    assert examine(make_article(TEXT), Extraction(records=(record,), extractor_version="1")).records == (record,)


def test_a_quote_that_the_text_does_not_hold_is_quarantined() -> None:
    assert _examined(_record(quote=Span(start=0, end=3, quote="Nam"))) == (["ungrounded"], [])


def test_evidence_that_the_text_does_not_hold_is_quarantined() -> None:
    wrong = {**_record().evidence, "count": Evidence(start=9, end=10, quote="4")}
    assert _examined(_record(evidence=wrong)) == (["ungrounded"], [])


def test_evidence_beyond_the_end_of_the_text_is_quarantined() -> None:
    wrong = Span(start=900, end=903, quote="abc")
    assert _examined(_record(quote=wrong)) == (["ungrounded"], [])


def test_a_title_that_is_not_in_the_catalogue_is_quarantined() -> None:
    assert _examined(_record(title="khong-co")) == (["unknown-title"], [])


def test_a_fact_told_twice_is_stored_once_and_the_second_kept_in_quarantine() -> None:
    assert _examined(_record(), _record()) == (["same-fact-again"], [()])


def test_a_rank_on_a_title_without_ranks_is_flagged() -> None:
    text = "3 Bằng khen hạng 2 năm 2020 cho đơn vị Sở Y tế."
    assert _examined(_record(text), text=text) == ([], [("rank-of-unranked-title",)])


def test_a_recipient_that_the_title_is_not_for_is_flagged() -> None:
    text = "3 Cờ thi đua năm 2020 cho cá nhân Sở Y tế."
    assert _examined(_record(text), text=text) == ([], [("recipient-does-not-fit-title",)])


def test_flags_of_the_extractor_are_kept() -> None:
    text = "3 Cờ thi đua năm 2020 cho cá nhân Sở Y tế."
    assert _examined(_record(text, flags=("own",)), text=text)[1] == [("own", "recipient-does-not-fit-title")]


def test_every_code_that_a_check_gives_is_explained_in_the_catalogue() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in Path(checks.__path__[0]).glob("*.py"))
    given = set(re.findall(r"Finding\(\s*\"([a-z-]+)\"", sources))
    assert {"ungrounded", "same-fact-again", "run-of-other-length"} <= given <= set(issue_codes())
