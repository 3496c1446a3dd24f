"""Intervals hold what they promise."""

from random import Random

import pytest
from scipy.stats import binomtest, t

from pipeline.accuracy.interval import Looked, Share, share_of, wilson
from pipeline.accuracy.strata import LEAST, allocated, strata_of

SHARES = (0.98, 0.9, 0.7)  # right ones in three strata of this many facts
SIZES = (6000, 3000, 1000)


@pytest.mark.parametrize(("right", "n"), [(91, 100), (0, 10), (10, 10), (1, 3), (399, 400)])
def test_of_facts_with_equal_chances_the_interval_is_wilsons(right: int, n: int) -> None:
    known = binomtest(right, n).proportion_ci(method="wilson")
    assert wilson(right / n, n) == pytest.approx((known.low, known.high))
    told = share_of([Looked(float(at < right), 1.0) for at in range(n)])
    assert (told.n, told.share) == (n, right / n)
    assert [told.low, told.high] == pytest.approx([known.low, known.high])


def test_a_stratum_that_was_drawn_sparsely_counts_for_what_it_stands_for() -> None:
    looked = [Looked(1.0, 1.0, 9.0, 0)] * 50 + [Looked(0.0, 1.0, 1.0, 1)] * 50
    assert share_of(looked).share == pytest.approx(0.9)


def test_the_variance_of_a_stratified_share_is_that_of_the_textbook() -> None:
    """Cochran (1977), 5.6: the sum of W² p q / (n - 1), without correction for a finite population."""
    looked = [Looked(float(at < 18), 1.0, 1.5, 0) for at in range(20)]
    looked += [Looked(float(at < 6), 1.0, 3.0, 1) for at in range(10)]
    share, variance = 0.5 * 0.9 + 0.5 * 0.6, 0.5**2 * 0.9 * 0.1 / 19 + 0.5**2 * 0.6 * 0.4 / 9
    size = 30 * (share * (1 - share) / 29) / variance * (t.ppf(0.975, 29) / t.ppf(0.975, 28)) ** 2
    told = share_of(looked)
    assert size < 29
    assert told.share == pytest.approx(share)
    assert [told.low, told.high] == pytest.approx(wilson(share, size))


def test_many_facts_of_few_articles_tell_less_than_as_many_articles() -> None:
    few = share_of([Looked(10.0, 10.0), Looked(2.0, 10.0)] * 10)
    many = share_of([Looked(6.0, 10.0)] * 10 + [Looked(1.0, 1.0)] * 60 + [Looked(0.0, 1.0)] * 40)
    assert few.share == many.share == pytest.approx(0.6)
    assert _width(few) > 1.5 * _width(many)


def test_where_all_is_right_the_interval_is_not_a_point() -> None:
    assert share_of([Looked(1.0, 1.0)] * 40).low == pytest.approx(wilson(1.0, 40)[0])
    assert share_of([Looked(8.0, 8.0)] * 5).low == pytest.approx(wilson(1.0, 5)[0])
    assert share_of([Looked(0.0, 1.0, 3.0)] * 10 + [Looked(0.0, 1.0)] * 30).high == pytest.approx(wilson(0.0, 30)[1])


def test_nothing_is_said_of_nothing() -> None:
    assert share_of([]) == share_of([Looked(0.0, 0.0)]) == Share(n=0)


def test_stratified_intervals_cover_the_truth_as_often_as_they_promise() -> None:
    truth = sum(share * size for share, size in zip(SHARES, SIZES, strict=True)) / sum(SIZES)
    chance = Random(6)
    covered = [_covers(share_of(_stratified(chance)), truth) for _ in range(1500)]
    assert 0.92 <= sum(covered) / len(covered) <= 0.98


def test_clustered_intervals_cover_the_truth_as_often_as_they_promise() -> None:
    chance = Random(7)
    covered = [_covers(share_of(_clustered(chance)), 0.85) for _ in range(1500)]
    assert 0.92 <= sum(covered) / len(covered) <= 0.98


def test_small_strata_are_pooled_by_title_and_then_all_together() -> None:
    cells = {("a", "x"): 500, ("a", "y"): 6, ("a", "z"): 500, ("b", "x"): 12, ("b", "y"): 14, ("c", "z"): 1}
    parts = strata_of(cells, 100)
    assert [(part.title, part.source, part.size) for part in parts] == [
        ("a", "x", 500), ("a", "z", 500), ("b", None, 26), (None, None, 7),
    ]  # fmt: skip
    assert sum(part.drawn for part in parts) == 100
    assert sorted(cell for part in parts for cell in part.cells) == sorted(cells)


@pytest.mark.parametrize(
    ("sizes", "wanted", "drawn"),
    [
        ([600, 300, 100], 100, [60, 30, 10]),
        ([997, 1, 2], 100, [97, 1, 2]),
        ([50, 50, 50], 100, [34, 33, 33]),
        ([5, 5], 100, [5, 5]),
        ([500, 500, 500], 3, [LEAST] * 3),
    ],
)
def test_facts_are_drawn_in_proportion_but_never_fewer_than_two(
    sizes: list[int], wanted: int, drawn: list[int]
) -> None:
    assert allocated(sizes, wanted) == drawn


def _width(told: Share) -> float:
    assert told.low is not None
    assert told.high is not None
    return told.high - told.low


def _covers(told: Share, truth: float) -> bool:
    assert told.low is not None
    assert told.high is not None
    return told.low <= truth <= told.high


def _stratified(chance: Random) -> list[Looked]:
    """A hundred facts: 40, 40 and 20 of the strata, so that their weights differ."""
    drawn = (40, 40, 20)
    return [
        Looked(float(chance.random() < share), 1.0, size / n, at)
        for at, (share, size, n) in enumerate(zip(SHARES, SIZES, drawn, strict=True))
        for _ in range(n)
    ]


def _clustered(chance: Random) -> list[Looked]:
    """Forty articles of one to eight facts; those of one article are found or missed together, to a degree."""
    articles = []
    for _ in range(40):
        of, hard = chance.randint(1, 8), chance.random() < 0.25
        articles.append(Looked(sum(chance.random() < (0.55 if hard else 0.95) for _ in range(of)), of))
    return articles
