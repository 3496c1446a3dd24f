"""What auditors ruled is what is published, as long as what they ruled on stands in the text."""

from pathlib import Path
from typing import Any

import pytest
from commands import bangvang
from rulings import correct, holds, other, outcome, rule, told, undo
from workbench import make_article, rows, run, tables

from pipeline.reviews import ReviewStore
from pipeline.search import Wanted, find_facts
from pipeline.session import Extractor
from pipeline.settings import Home
from schemas import Act, Evidence, Extraction, RecipientKind, Span, record_id

FACT = "3 Bằng khen năm 2020 cho đơn vị Sở Y tế tỉnh Nam Định"
TEXT = f"Tin trong tỉnh.\n{FACT}.\nHết."
ARTICLE = make_article(TEXT)
UNIT = "Sở Y tế tỉnh Nam Định"


@pytest.fixture
def read(home: Home) -> Home:
    run(home, ARTICLE)
    return home


def _again(home: Home, text: str = TEXT, extractor: Extractor | None = None) -> None:
    run(home, make_article(text), extractor=extractor)


def test_without_rulings_all_is_extracted_and_nothing_is_reviewed(read: Home) -> None:
    assert holds(read) == [(UNIT, 3, "extracted")]
    assert rows(read.published, "SELECT verdict, reviewed_by, reviewed_at FROM award") == [(None, None, None)]
    assert outcome(read) == []


def test_an_empty_log_publishes_what_no_log_does(home: Home, tmp_path: Path) -> None:
    other_home = Home(tmp_path / "other")
    other_home.prepare()
    undo(other_home, rule(other_home, ARTICLE, Act.CONFIRMED))
    for one in (home, other_home):
        run(one, ARTICLE)
    with_log, without = tables(other_home.published), tables(home.published)
    assert len(with_log.pop("review")) == 2
    assert without.pop("review") == []
    assert with_log == without


def test_a_confirmed_fact_keeps_its_values_and_says_who_confirmed_it(read: Home) -> None:
    same = "SELECT record_id, unit, count, confidence, clues, extractor_version FROM award"
    before = rows(read.published, same)
    rule(read, ARTICLE, Act.CONFIRMED)
    run(read)
    assert (
        rows(read.published, "SELECT record_id, unit, count, confidence, clues, extractor_version FROM award") == before
    )
    assert rows(read.published, "SELECT origin, verdict, reviewed_by, reviewed_at::VARCHAR FROM award") == [
        ("reviewed", "confirmed", "lan", "2024-05-01 08:30:00")
    ]
    assert outcome(read) == [("in-force", None)]


def test_a_corrected_value_is_seen_in_views_search_export_and_evidence_under_the_same_id(read: Home) -> None:
    ((old,),) = rows(read.published, "SELECT record_id FROM award")
    place = TEXT.index("Sở Y tế")
    evidence = {**told(ARTICLE).evidence, "unit": Evidence.of(TEXT, place, place + len("Sở Y tế"))}
    correct(read, ARTICLE, count=4, unit="Sở Y tế tỉnh Hà Nam", evidence=evidence)
    run(read)
    assert holds(read, "record_id, unit, count, origin, province, province_today") == [
        (old, "Sở Y tế tỉnh Hà Nam", 4, "reviewed", "Hà Nam", "Ninh Bình")
    ]
    assert find_facts(read.published, Wanted(unit="ha nam"), 5)[1] == 1
    assert find_facts(read.published, Wanted(unit="nam dinh"), 5)[1] == 0
    assert bangvang("export", read.root / "facts.csv", "--home", read.root).exit_code == 0
    assert "Hà Nam" in (read.root / "facts.csv").read_text(encoding="utf-8-sig")
    assert rows(read.published, "SELECT quote FROM evidence WHERE field = 'unit'") == [("Sở Y tế",)]
    assert rows(read.published, "SELECT unit_key, verdict FROM queue") == [("so y te tinh ha nam", "corrected")]


def test_a_rejected_fact_is_gone_and_comes_back_when_that_is_undone(read: Home) -> None:
    logged = rule(read, ARTICLE, Act.REJECTED, reason="not-an-award")
    run(read)
    assert holds(read) == []
    assert rows(read.published, "SELECT withdrawn_because, verdict, withdrawn_at::VARCHAR FROM award") == [
        ("review", "rejected", "2024-05-01 08:30:00")
    ]
    assert rows(read.published, "SELECT verdict FROM queue") == [("rejected",)]
    undo(read, logged)
    run(read)
    assert holds(read) == [(UNIT, 3, "extracted")]
    assert outcome(read) == [("undone", None), ("note", None)]


def test_who_undoes_the_undoing_rules_again(read: Home) -> None:
    undo(read, undo(read, rule(read, ARTICLE, Act.REJECTED, reason="not-an-award")))
    run(read)
    assert holds(read) == []
    assert outcome(read) == [("in-force", None), ("undone", None), ("note", None)]


def test_an_undone_correction_gives_way_to_the_one_before(read: Home) -> None:
    correct(read, ARTICLE, count=4)
    undo(read, correct(read, ARTICLE, count=5))
    run(read)
    assert holds(read) == [(UNIT, 4, "reviewed")]
    assert [state for state, _ in outcome(read)] == ["in-force", "undone", "note"]


def _added(home: Home, unit: str = "Sở Y tế") -> str:
    place = TEXT.index(unit)
    quote = Span.of(TEXT, place, place + len(unit))
    known = told(ARTICLE)
    evidence = {name: Evidence.of(TEXT, quote.start, quote.end) for name in known.evidence}
    record = known.model_copy(
        update={"count": 9, "unit": unit, "quote": quote, "evidence": evidence, "confidence": None}
    )
    subject = record_id(ARTICLE.article_id, record)
    rule(home, ARTICLE, Act.ADDED, subject=subject, extracted=None, before=None, after=record)
    return subject


def test_an_added_fact_is_published_beside_the_others_under_its_own_id(read: Home) -> None:
    subject = _added(read)
    run(read)
    assert holds(read, "record_id, unit, count, origin, verdict")[0] == (subject, "Sở Y tế", 9, "reviewed", "added")
    assert len(holds(read)) == 2
    assert rows(read.published, f"SELECT count(*) FROM evidence WHERE record_id = '{subject}'") == [(6,)]
    with_score = bangvang("search", "--home", read.root, "--min-confidence", "0.99", "--format", "csv").stdout
    assert subject in with_score


def test_an_added_fact_that_is_rejected_later_is_no_fact_any_more(read: Home) -> None:
    subject = _added(read)
    after = ReviewStore(read.reviews).since()[0].review.after
    rule(read, ARTICLE, Act.REJECTED, after, subject=subject, reason="not-an-award")
    run(read)
    assert holds(read) == [(UNIT, 3, "extracted")]
    assert [state for state, _ in outcome(read)] == ["replaced", "in-force"]


def test_a_fact_that_was_added_and_is_extracted_now_is_one(read: Home) -> None:
    rule(read, ARTICLE, Act.ADDED, extracted=None, before=None, after=told(ARTICLE))
    run(read)
    assert holds(read) == [(UNIT, 3, "reviewed")]


# Extraction goes on


def test_a_ruling_survives_another_version_that_tells_the_same(read: Home) -> None:
    correct(read, ARTICLE, count=4)
    _again(read, extractor=other("fake-2"))
    assert holds(read) == [(UNIT, 4, "reviewed")]
    assert rows(read.published, "SELECT extractor_version FROM award") == [("fake-2",)]


@pytest.mark.parametrize("act", [Act.CONFIRMED, Act.CORRECTED, Act.REJECTED])
def test_a_ruling_follows_a_record_that_another_one_replaced(read: Home, act: Act) -> None:
    changes: dict[Act, dict[str, Any]] = {
        Act.CORRECTED: {"after": told(ARTICLE).model_copy(update={"count": 4})},
        Act.REJECTED: {"reason": "not-an-award"},
    }
    rule(read, ARTICLE, act, **changes.get(act, {}))
    _again(read, extractor=other("fake-2", count=7))
    ((new,),) = rows(read.work, "SELECT record_id FROM award WHERE withdrawn_at IS NULL")
    assert rows(read.published, "SELECT subject <> record_id, record_id FROM review") == [(True, new)]
    shown = {Act.CONFIRMED: [(new, 3)], Act.CORRECTED: [(new, 4)], Act.REJECTED: []}
    assert holds(read, "record_id, count") == shown[act]
    assert outcome(read) == [("in-force", None)]


def test_a_ruled_fact_that_the_extractor_does_not_tell_any_more_stands_on_its_own(read: Home) -> None:
    rule(read, ARTICLE, Act.CONFIRMED)
    _again(read, extractor=Extractor(lambda article: Extraction(extractor_version="mute"), "mute"))
    assert holds(read) == [(UNIT, 3, "reviewed")]
    assert rows(read.published, "SELECT withdrawn_at, withdrawn_because FROM award") == [(None, None)]


def test_an_extractor_that_learns_the_correction_tells_the_same_fact_once(read: Home) -> None:
    correct(read, ARTICLE, count=4)
    _again(read, extractor=other("fake-2", count=4))
    assert holds(read, "unit, count, origin, verdict") == [(UNIT, 4, "reviewed", "corrected")]


def test_a_correction_that_makes_a_record_the_twin_of_another_leaves_one(home: Home) -> None:
    twice = make_article(f"{FACT}.\n{FACT.replace('3', '5', 1)}.")
    run(home, twice)
    assert len(holds(home)) == 2
    correct(home, twice, told(twice, 1), count=3)
    run(home)
    assert holds(home) == [(UNIT, 3, "reviewed")]


def test_of_two_rulings_on_what_is_one_record_now_the_latest_counts(read: Home) -> None:
    rule(read, ARTICLE, Act.CONFIRMED)
    _again(read, extractor=other("fake-2", count=7))
    ((new,),) = rows(read.published, "SELECT record_id FROM v_award")
    rule(read, ARTICLE, Act.REJECTED, subject=new, reason="not-an-award")
    run(read)
    assert holds(read) == []
    assert [state for state, _ in outcome(read)] == ["replaced", "in-force"]


# The text changes


def test_a_ruling_moves_with_its_text(read: Home) -> None:
    correct(read, ARTICLE, count=4)
    _again(read, f"Một đoạn mới.\n{TEXT}")
    assert holds(read) == [(UNIT, 4, "reviewed")]
    wrong = """
        SELECT evidence.quote FROM evidence JOIN award USING (record_id) JOIN article USING (article_id)
        WHERE substr(text, span_start + 1, span_end - span_start) <> evidence.quote
        UNION ALL SELECT quote FROM award JOIN article USING (article_id)
        WHERE substr(text, quote_start + 1, quote_end - quote_start) <> quote"""
    assert rows(read.published, wrong) == []


def test_a_quote_that_changed_brings_its_fact_back_saying_why(read: Home) -> None:
    correct(read, ARTICLE, count=4)
    _again(read, TEXT.replace("3 Bằng khen", "6 Bằng khen"))
    assert holds(read) == [(UNIT, 6, "extracted")]
    assert outcome(read) == [("returned", "text-changed")]
    assert rows(read.published, "SELECT returned_because, verdict FROM queue") == [("text-changed", None)]


def test_a_quote_that_stands_there_twice_is_not_chosen_from(read: Home) -> None:
    rule(read, ARTICLE, Act.REJECTED, reason="not-an-award")
    _again(read, f"Mới. {FACT}. Và {FACT}.")
    assert holds(read) == [(UNIT, 3, "extracted")]
    assert outcome(read) == [("returned", "text-changed")]


def test_evidence_outside_of_the_quote_that_changed_brings_the_fact_back(read: Home) -> None:
    evidence = {**told(ARTICLE).evidence, "count": Evidence.of(TEXT, 0, len("Tin trong tỉnh"))}
    correct(read, ARTICLE, count=4, evidence=evidence)
    _again(read, TEXT.replace("Tin trong tỉnh", "Tin trong nước"))
    assert outcome(read) == [("returned", "evidence-changed")]
    assert rows(read.published, "SELECT returned_because, queue_place FROM queue") == [("evidence-changed", 1)]


def test_an_article_that_is_gone_takes_its_rulings_with_it(read: Home) -> None:
    rule(read, ARTICLE, Act.CONFIRMED)
    rule(read, make_article(TEXT, "never-read"), Act.CONFIRMED)
    run(read)
    assert outcome(read) == [("in-force", None), ("returned", "article-gone")]


# Order, and the parts together


def test_the_queue_begins_with_what_came_back_and_ends_with_what_is_reviewed(home: Home) -> None:
    texts = {name: f"Bài {name}: 2 Bằng khen năm 2020 cho đơn vị Sở {name}." for name in ("a", "b", "c")}
    articles = {name: make_article(text, name) for name, text in texts.items()}
    flagged = make_article("3 Cờ thi đua năm 2020 cho cá nhân Sở Y.", "flagged")
    run(home, *articles.values(), flagged)
    rule(home, articles["a"], Act.CONFIRMED)
    correct(home, articles["c"], count=8)
    run(home, make_article(texts["c"].replace("2 Bằng", "5 Bằng"), "c"))
    places = rows(home.published, "SELECT queue_place, article_id FROM queue ORDER BY queue_place")
    assert places == [(1, "id-c"), (2, "id-flagged"), (3, "id-b"), (4, "id-a")]


def test_comments_and_checked_articles_are_in_the_log_and_change_no_fact(read: Home) -> None:
    rule(read, ARTICLE, Act.COMMENTED, comment="Xem lại số quyết định")
    rule(read, ARTICLE, Act.CHECKED, subject=ARTICLE.article_id, extracted=None, before=None)
    run(read)
    assert holds(read) == [(UNIT, 3, "extracted")]
    assert rows(read.published, "SELECT act, state, record_id IS NULL FROM review ORDER BY number") == [
        ("commented", "note", False),
        ("checked", "in-force", True),
    ]


def test_a_reviewed_telling_is_shown_before_the_others_of_its_fact(home: Home) -> None:
    first, second = (make_article(f"Bài {n}. 1 Cờ thi đua năm 2020 cho đơn vị {UNIT}.", f"t{n}") for n in (1, 2))
    run(home, first, second)
    ((best,),) = rows(home.published, "SELECT article_id FROM v_award")
    rule(home, second if best == first.article_id else first, Act.CONFIRMED)
    run(home)
    assert rows(home.published, "SELECT article_id <> ?, origin, tellings FROM v_award".replace("?", f"'{best}'")) == [
        (True, "reviewed", 2)
    ]


def test_what_a_corrected_fact_was_flagged_for_is_not_said_of_its_new_values(home: Home) -> None:
    odd = make_article("3 Cờ thi đua năm 2020 cho cá nhân Sở Y tế.")
    run(home, odd)
    assert holds(home, "len(flags), len(flag_messages)") == [(1, 1)]
    correct(home, odd, recipient_kind=RecipientKind.TAP_THE)
    run(home)
    assert holds(home, "len(flags), flag_messages, origin") == [(0, None, "reviewed")]


def test_two_records_whose_values_were_exchanged_are_both_told(home: Home) -> None:
    twice = make_article(f"{FACT}.\n{FACT.replace('3', '5', 1)}.")
    run(home, twice)
    correct(home, twice, told(twice, 0), count=5)
    correct(home, twice, told(twice, 1), count=3)
    run(home)
    assert holds(home) == [(UNIT, 3, "reviewed"), (UNIT, 5, "reviewed")]


def test_a_correction_taken_back_gives_the_other_record_of_its_values_back_too(home: Home) -> None:
    twice = make_article(f"{FACT}.\n{FACT.replace('3', '5', 1)}.")
    run(home, twice)
    undo(home, correct(home, twice, told(twice, 1), count=3))
    run(home)
    assert holds(home) == [(UNIT, 3, "extracted"), (UNIT, 5, "extracted")]


def test_a_ruling_holds_through_several_versions_and_back(read: Home) -> None:
    correct(read, ARTICLE, count=4)
    for version, count in (("fake-2", 7), ("fake-3", 8), ("fake-4", 7), ("fake-5", 3)):
        _again(read, extractor=other(version, count=count))
        assert holds(read) == [(UNIT, 4, "reviewed")], version


def test_a_ruling_comes_back_into_force_with_its_quote(read: Home) -> None:
    correct(read, ARTICLE, count=4)
    _again(read, TEXT.replace("3 Bằng khen", "6 Bằng khen"))
    _again(read)
    assert holds(read) == [(UNIT, 4, "reviewed")]
    assert outcome(read) == [("in-force", None)]


def test_a_confirmed_correction_holds_the_corrected_values(read: Home) -> None:
    corrected = correct(read, ARTICLE, count=4).review.after
    rule(read, ARTICLE, Act.CONFIRMED, before=corrected)
    run(read)
    assert holds(read, "count, verdict") == [(4, "confirmed")]


def test_a_rejection_without_a_record_to_reject_is_no_error(read: Home) -> None:
    rule(read, ARTICLE, Act.REJECTED, subject="0" * 16, extracted=None, before=None, reason="not-an-award")
    run(read)
    assert holds(read) == [(UNIT, 3, "extracted")]
    assert outcome(read) == [("returned", "text-changed")]


def test_two_records_that_were_corrected_to_one_fact_are_one(home: Home) -> None:
    thrice = make_article("\n".join(f"{FACT.replace('3', n, 1)}." for n in "357"))
    run(home, thrice)
    for at in (0, 1):
        correct(home, thrice, told(thrice, at), count=4)
    run(home)
    assert holds(home) == [(UNIT, 4, "reviewed"), (UNIT, 7, "extracted")]
    assert [state for state, _ in outcome(home)] == ["replaced", "in-force"]


def test_a_fact_that_was_added_and_that_another_one_was_corrected_to_is_one(read: Home) -> None:
    added = told(ARTICLE).model_copy(update={"count": 9})
    rule(read, ARTICLE, Act.ADDED, added, extracted=None, before=None, after=added)
    correct(read, ARTICLE, count=9)
    run(read)
    assert holds(read) == [(UNIT, 9, "reviewed")]
