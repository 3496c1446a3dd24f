"""What a score rests on, and that it says the same of the same text."""

import pytest
from reading import GOLD, records

from extractors import lexicon
from extractors.confidence import confidence
from schemas import record_id

SURE = "Năm 2021, Sở Y tế tỉnh Hà Nam được Thủ tướng Chính phủ tặng Bằng khen."
VAGUE = "Hội nghị tổng kết công tác\n\nDịp này, nhiều cá nhân được tặng Bằng khen."


def test_every_record_of_a_text_has_a_score_between_0_and_1_and_its_clues() -> None:
    text = (GOLD / "texts" / "portal-06.txt").read_text(encoding="utf-8")
    read = records(text)
    assert read
    assert all(record.confidence is not None and 0 < record.confidence < 1 and record.clues for record in read)
    assert [(r.confidence, r.clues) for r in records(text)] == [(r.confidence, r.clues) for r in read]


def test_the_score_can_be_worked_out_from_the_clues_that_are_told() -> None:
    (record,) = records(SURE)
    assert record.confidence == confidence(record.clues)
    assert confidence([]) == confidence(["a clue that nobody knows"])


def test_the_score_is_no_part_of_what_a_record_is() -> None:
    (record,) = records(SURE)
    other = record.model_copy(update={"confidence": 0.1, "clues": ()})
    assert record_id("a", record) == record_id("a", other)


def test_a_clue_is_told_once_and_names_what_is_so() -> None:
    (record,) = records(SURE)
    assert len(set(record.clues)) == len(record.clues)
    assert {"unit: stated", "year: stated", "issuer: stated", "recipient: named body"} <= set(record.clues)
    assert "titles in the sentence: one" in record.clues


def test_a_record_tells_which_other_tellings_went_into_it() -> None:
    (record,) = records(f"Sở Y tế tỉnh Hà Nam nhận Bằng khen\n\n{SURE}")
    assert "also told: headline" in record.clues
    assert not [clue for clue in records(SURE)[0].clues if clue.startswith("also told")]


def test_recipients_whom_nobody_counts_are_told_as_such() -> None:
    clues = {clue for record in records(VAGUE) for clue in record.clues}
    assert "recipient: uncounted" in clues
    assert "year: not told" in clues


@pytest.mark.parametrize(("worse", "better"), [("recipient: uncounted", "recipient: named body"),
                                               ("year: not told", "year: stated"),
                                               ("unit: not told", "unit: stated")])  # fmt: skip
def test_what_the_text_leaves_open_weighs_against_a_record(worse: str, better: str) -> None:
    assert lexicon.clue_weights()[worse] < lexicon.clue_weights()[better]


def test_nearly_every_clue_of_the_bundled_texts_has_a_weight() -> None:
    told = [c for path in sorted((GOLD / "texts").glob("pattern-0*.txt"))
            for r in records(path.read_text(encoding="utf-8")) for c in r.clues]  # fmt: skip
    known = lexicon.clue_weights()
    assert sum(clue in known for clue in told) >= 0.98 * len(told), "weights are of other rules: fit them again"
