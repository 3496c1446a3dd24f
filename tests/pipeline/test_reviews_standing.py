"""What is in force follows from the log, whatever people did in whatever order."""

from datetime import datetime
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from rulings import told
from workbench import make_article

from pipeline.reviews.standing import State, checked, in_force, states, undone
from schemas import Act, Logged, Review
from schemas.review import NEEDS_AFTER, RULINGS

RECORD = told(make_article("3 Bằng khen năm 2020 cho đơn vị Sở Y tế."))


def _logged(number: int, act: Act, subject: str, undoes: int | None = None) -> Logged:
    review = Review(
        act=act,
        subject=subject,
        article_id="a",
        text_sha256="s",
        reviewer="lan",
        at=datetime(2024, 5, 1),
        after=RECORD if act in NEEDS_AFTER else None,
        reason="not-an-award" if act is Act.REJECTED else None,
        comment="xem" if act is Act.COMMENTED else "",
        undoes=undoes,
    )
    return Logged(number=number, review=review)


@st.composite
def logs(draw: st.DrawFn) -> list[Logged]:
    log: list[Logged] = []
    for number in range(1, draw(st.integers(0, 12)) + 1):
        act = draw(st.sampled_from([one for one in Act if log or one is not Act.UNDONE]))
        undoes = draw(st.integers(1, number - 1)) if act is Act.UNDONE else None
        log.append(_logged(number, act, draw(st.sampled_from("xyz")), undoes))
    return log


@given(logs())
def test_each_review_has_one_state_and_each_subject_one_ruling_at_most(log: list[Logged]) -> None:
    found = states(log)
    assert sorted(found) == [one.number for one in log]
    counting = [one for one in log if found[one.number] is State.IN_FORCE and one.review.act in RULINGS]
    assert {one.review.subject: one for one in counting} == in_force(log)
    assert len(counting) == len(in_force(log))


@given(logs())
def test_what_counts_is_the_last_that_nobody_took_back(log: list[Logged]) -> None:
    gone = undone(log)
    for subject, one in (in_force(log) | checked(log)).items():
        assert one.number not in gone
        later = [other for other in log if other.number > one.number and other.review.subject == subject]
        kind = RULINGS if one.review.act in RULINGS else (Act.CHECKED,)
        assert all(other.number in gone for other in later if other.review.act in kind)


@given(logs(), st.integers(1, 12))
def test_to_take_back_and_to_take_that_back_changes_nothing(log: list[Logged], undoes: int) -> None:
    before, number = in_force(log), len(log)
    taken = [*log, _logged(number + 1, Act.UNDONE, "x", min(undoes, max(1, number)))]
    assert in_force([*taken, _logged(number + 2, Act.UNDONE, "x", number + 1)]) == before


@given(logs(), st.randoms())
def test_the_order_of_the_lines_does_not_matter(log: list[Logged], random: Random) -> None:
    mixed = list(log)
    random.shuffle(mixed)
    assert states(mixed) == states(log)
