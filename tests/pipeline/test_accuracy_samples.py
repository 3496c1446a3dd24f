"""Samples are random, can be drawn again, are kept for good, and say what was ruled on what they hold."""

import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from accuracy_bench import AT, SOURCES, Auditor, articles, drawn, made, opened, rows_of, told
from fake_extractor import fake
from workbench import run

from pipeline.accuracy.draw import draw
from pipeline.accuracy.figures import Report, State, all_checked, report
from pipeline.accuracy.recall import recall
from pipeline.accuracy.rulings import Rulings
from pipeline.accuracy.sample import Kept, Kind, Sample, Wish
from pipeline.accuracy.store import SampleStore
from pipeline.errors import StorageError, UsageError
from pipeline.reviews import ReviewStore
from pipeline.reviews.care import copy_log, count_reviews, faults
from pipeline.settings import Home


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home that tests only read."""
    return made(Home(tmp_path_factory.mktemp("accuracy") / "home"))


def _report(home: Home, sample: Sample) -> Report:
    return report(rows_of(home), Rulings(ReviewStore(home.reviews)).refresh(), Kept(number=1, sample=sample))


def _ids(sample: Sample) -> list[str]:
    return [one.subject for one in sample.drawn]


def test_the_same_seed_draws_the_same_sample_and_another_seed_another(base: Home) -> None:
    assert drawn(base, seed=7) == drawn(base, seed=7)
    assert set(_ids(drawn(base, seed=7))) != set(_ids(drawn(base, seed=8)))


def test_a_sample_says_of_what_it_was_drawn(base: Home) -> None:
    sample = drawn(base)
    ((run_id,),) = [tuple(row.values()) for row in rows_of(base)("SELECT run_id FROM publication", ())]
    assert (sample.run_id, sample.extractor_versions, sample.frame) == (run_id, ("fake-1",), 55)
    assert sum(stratum.size for stratum in sample.strata) == 55
    assert Counter(one.stratum for one in sample.drawn) == {at: s.drawn for at, s in enumerate(sample.strata)}
    assert {(s.title, s.source) for s in sample.strata} == {
        (t, s) for t in ("bang-khen", "co-thi-dua") for s in SOURCES
    }


def test_every_fact_has_a_chance(base: Home) -> None:
    seen = {record_id for seed in range(40) for record_id in _ids(drawn(base, seed=seed))}
    assert len(seen) == 55


def test_a_sample_keeps_what_the_extractor_told(base: Home) -> None:
    one = drawn(base).drawn[0]
    assert one.told == told(base, one.subject)
    assert one.told is not None
    assert one.told.evidence


@pytest.mark.parametrize(
    ("scope", "frame"),
    [({"title": "bang-khen"}, 33), ({"source": "bao-b"}, 20), ({"year": 2016}, 11), ({"province": "Hà Nam"}, 55),
     ({"extractor_version": "fake-1", "title": "co-thi-dua", "source": "bao-a"}, 14)],
)  # fmt: skip
def test_a_part_of_the_facts_can_be_sampled(base: Home, scope: dict[str, Any], frame: int) -> None:
    assert drawn(base, size=10, **scope).frame == frame


def test_out_of_nothing_nothing_is_drawn(base: Home) -> None:
    with pytest.raises(UsageError, match="nothing to draw from"):
        drawn(base, title="giay-khen")


def test_more_than_there_is_is_all_there_is(base: Home) -> None:
    assert len(set(_ids(drawn(base, size=500)))) == 55


def test_samples_are_kept_and_nothing_in_them_changes(base: Home, home: Home) -> None:
    home.prepare()
    store = SampleStore(home.reviews)
    assert store.all() == []
    first, second = store.add(drawn(base)), store.add(drawn(base, seed=8))
    assert (first.number, second.number) == (1, 2)
    assert SampleStore(home.reviews).all() == [second, first]
    assert store.one(1) == first
    assert store.one(3) is None
    for sql in ("DELETE FROM sample", "UPDATE sample SET name = ''"):
        with sqlite3.connect(home.reviews) as con, pytest.raises(sqlite3.IntegrityError, match="append-only"):
            con.execute(sql)


def test_a_log_of_reviews_grows_beside_samples_in_one_file(home: Home) -> None:
    made(home)
    SampleStore(home.reviews).add(drawn(home))
    Auditor(home).confirm(drawn(home).drawn[0].subject)
    assert (len(SampleStore(home.reviews).all()), ReviewStore(home.reviews).last_number()) == (1, 1)


def test_a_sample_without_any_review_is_a_log_that_can_be_kept_safe(home: Home, tmp_path: Path) -> None:
    made(home)
    kept = SampleStore(home.reviews).add(drawn(home))
    assert (count_reviews(home.reviews), list(faults(home.reviews))) == (0, [])
    copy_log(home.reviews, tmp_path / "copy.sqlite")
    assert SampleStore(tmp_path / "copy.sqlite").all() == [kept]


def test_a_file_that_is_none_of_ours_is_told(home: Home) -> None:
    home.prepare()
    home.reviews.write_text("not a database, but long enough to be taken for one " * 40)
    with pytest.raises(StorageError, match="the samples cannot be used"):
        SampleStore(home.reviews).all()


def test_what_is_not_checked_is_missing_and_not_right(home: Home) -> None:
    made(home)
    sample = drawn(home, size=20)
    auditor = Auditor(home)
    for record_id in _ids(sample)[:8]:
        auditor.confirm(record_id)
    found = _report(home, sample)
    assert found.precision is not None
    assert (found.precision.checked, found.precision.left, found.is_final) == (8, 12, False)
    assert found.precision.whole.strict.n == 8
    assert found.next
    assert found.next.drawn.subject == _ids(sample)[8]


def test_rulings_on_other_facts_do_not_count(home: Home) -> None:
    made(home)
    sample = drawn(home, size=10)
    auditor = Auditor(home)
    for row in rows_of(home)("SELECT record_id FROM queue", ()):
        if row["record_id"] not in _ids(sample):
            auditor.reject(row["record_id"])
    found = _report(home, sample).precision
    assert found is not None
    assert (found.checked, found.rejected) == (0, 0)


def test_a_sample_tells_strict_core_and_fields(home: Home) -> None:
    made(home)
    sample = drawn(home, size=55)
    auditor = Auditor(home)
    by_name, by_count, rejected, undone, *rest = _ids(sample)
    auditor.correct(by_name, unit="Sở Y tế tỉnh Hà Nam số khác")
    auditor.correct(by_count, count=99)
    auditor.reject(rejected)
    auditor.undo(auditor.reject(undone))
    for record_id in [*rest, undone]:
        auditor.confirm(record_id)
    found = _report(home, sample)
    assert found.is_final
    assert found.reviewers == ["bình"]
    told_of_all = found.precision
    assert told_of_all is not None
    assert (told_of_all.confirmed, told_of_all.corrected, told_of_all.rejected) == (52, 2, 1)
    assert told_of_all.whole.strict.share == pytest.approx(52 / 55)
    assert told_of_all.whole.core.share == pytest.approx(53 / 55)
    fields = {field.name: field.share for field in told_of_all.fields}
    assert fields["unit"].n == 54
    assert fields["unit"].share == pytest.approx(53 / 54)
    assert fields["count"].share == pytest.approx(53 / 54)
    assert fields["year_from"].share == 1.0
    assert sum(line.strict.n for line in told_of_all.lines if line.by == "source") == 55
    assert [(line.name, line.strict.n) for line in told_of_all.lines if line.by == "version"] == [("fake-1", 55)]


def test_later_publications_do_not_change_what_is_judged(home: Home) -> None:
    made(home)
    sample = drawn(home, size=20)
    auditor = Auditor(home)
    corrected, confirmed, rejected, *_ = _ids(sample)
    auditor.correct(corrected, count=99)
    auditor.confirm(confirmed)
    auditor.reject(rejected)
    before = _report(home, sample)
    run(home, *articles(), extractor=fake("fake-2"))
    after = _report(home, sample)
    assert after.precision == before.precision
    assert after.precision is not None
    assert (after.precision.checked, after.precision.lost) == (3, 0)


def test_what_was_rejected_or_corrected_before_stays_in_the_frame_as_the_extractor_told_it(home: Home) -> None:
    made(home)
    auditor = Auditor(home)
    rejected, corrected = _ids(drawn(home, size=2))[:2]
    before = told(home, corrected)
    auditor.reject(rejected)
    auditor.correct(corrected, count=99)
    run(home, articles()[0])
    sample = drawn(home, size=500)
    assert sample.frame == 55
    assert {rejected, corrected} <= set(_ids(sample))
    assert next(one.told for one in sample.drawn if one.subject == corrected) == before


def test_a_fact_that_an_auditor_added_is_not_in_the_frame_whoever_confirmed_it(home: Home) -> None:
    made(home)
    auditor = Auditor(home)
    record_id = _ids(drawn(home))[0]
    auditor.add("id-a0", "Tin thi đua", told(home, record_id), unit="Sở Y tế", count=7)
    run(home, articles()[0])
    assert drawn(home, size=500).frame == 55
    (added,) = [row["record_id"] for row in rows_of(home)("SELECT record_id FROM queue WHERE verdict = 'added'", ())]
    Auditor(home).confirm(added)
    run(home, articles()[0])
    assert drawn(home, size=500).frame == 55


def test_a_fact_whose_article_does_not_state_it_any_more_is_lost_and_not_waited_for(home: Home) -> None:
    made(home)
    sample = drawn(home, size=55)
    first = articles()[0]
    run(home, first.model_copy(update={"text": first.text[:80], "blocks": ()}))
    found = _report(home, sample)
    lost = {item.drawn.article_id for item in found.items if item.state is State.LOST}
    assert lost == {first.article_id}
    assert found.precision is not None
    assert found.precision.lost + found.precision.left == 55


def test_articles_are_drawn_among_those_that_name_a_title(base: Home) -> None:
    sample = drawn(base, size=12, kind=Kind.ARTICLES)
    assert (sample.frame, len(sample.drawn), len(sample.strata)) == (12, 12, 1)
    with opened(base) as con:
        some = draw(con, Wish(kind=Kind.ARTICLES, size=4, seed=1), "an", AT)
    assert len(set(_ids(some))) == 4


def test_recall_counts_what_was_found_and_what_was_added(home: Home) -> None:
    made(home, 3)
    auditor = Auditor(home)
    records = {row["record_id"]: row["article_id"] for row in rows_of(home)("FROM queue ORDER BY record_id", ())}
    first = [record_id for record_id, article in records.items() if article == "id-a0"]
    auditor.correct(first[0], count=99)
    auditor.reject(first[1])
    for record_id in first[2:]:
        auditor.confirm(record_id)
    auditor.add("id-a0", "Tin thi đua", told(home, first[0]), unit="Tin thi đua")
    auditor.check("id-a0")
    auditor.check("id-a1")  # nobody ruled on its facts
    auditor.check("id-a2")  # it has none
    found = recall(all_checked(rows_of(home), Rulings(auditor.store).refresh()))
    assert (found.articles, found.left_out, found.without_facts) == (2, 1, 1)
    assert (found.confirmed, found.corrected, found.missed) == (3, 1, 1)
    assert (found.strict.share, found.found.share, found.core.share) == pytest.approx((3 / 5, 4 / 5, 3 / 5))


def test_an_article_whose_text_changed_since_is_not_fully_checked_any_more(home: Home) -> None:
    made(home, 3)
    auditor = Auditor(home)
    check = auditor.check("id-a2")
    assert len(all_checked(rows_of(home), Rulings(auditor.store).refresh())) == 1
    last = articles(3)[2]
    run(home, last.model_copy(update={"text": last.text + " Thêm một câu."}))
    assert all_checked(rows_of(home), Rulings(auditor.store).refresh()) == []
    assert check.number == 1


def test_a_check_that_is_taken_back_does_not_count(home: Home) -> None:
    made(home, 3)
    auditor = Auditor(home)
    auditor.undo(auditor.check("id-a2"))
    assert all_checked(rows_of(home), Rulings(auditor.store).refresh()) == []


def test_a_sample_of_articles_waits_for_each_of_them(home: Home) -> None:
    made(home, 3)
    sample = drawn(home, size=3, kind=Kind.ARTICLES)
    auditor = Auditor(home)
    auditor.check("id-a2")
    auditor.check("id-a1")
    found = _report(home, sample)
    assert (found.count(State.CHECKED), found.count(State.LEFT)) == (1, 2)
    assert found.recall is not None
    assert found.recall.articles == 1


def test_rulings_are_read_as_they_come(home: Home) -> None:
    made(home, 3)
    auditor, rulings = Auditor(home), Rulings(ReviewStore(home.reviews))
    assert rulings.refresh().on(["x"]) is None
    (record_id, *_) = _ids(drawn(home))
    logged = auditor.confirm(record_id)
    assert rulings.refresh().on([record_id]) == logged
    auditor.undo(logged)
    assert rulings.refresh().on([record_id]) is None
