"""A share and its 95% interval, when what was looked at was not drawn with equal chances one by one.

The share is a ratio of weighted sums, its variance that of the linearised ratio over strata (Cochran 1977, 6.3 and
6.11), with no correction for a finite population: what holds is said of facts like these, and wider rather than
narrower. The interval is Wilson's with the effective sample size in the place of the sample size, after Korn and
Graubard, "Confidence intervals for proportions with small expected number of positive counts estimated from survey
data", Survey Methodology 24 (1998) 193-201, with their adjustment for degrees of freedom; Franco, Little, Louis and
Slud, "Comparative study of confidence intervals for proportions in complex sample surveys", Journal of Survey
Statistics and Methodology 7 (2019) 334-364, find Wilson's with it among the best. The effective size is never above
the real one (NCHS, Vital and Health Statistics 2(175), 2017).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import sqrt
from typing import NamedTuple

from schemas.base import Model

TOO_FEW = 30  # below it an interval says little, and a reader is warned
CONFIDENCE = 0.95


class Looked(NamedTuple):
    """One unit that was drawn and looked at: a fact (`of` is 1 or 0), or an article with so many facts."""

    right: float
    of: float
    weight: float = 1.0
    stratum: int = 0


class Share(Model):
    """A share, its interval, and on how many facts it rests; without any, nothing is said."""

    n: int
    share: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def says_little(self) -> bool:
        """Whether it rests on too few facts to be quoted."""
        return self.n < TOO_FEW


def share_of(looked: Sequence[Looked], sizes: Mapping[int, int] | None = None) -> Share:
    """The share of right ones in what was looked at.

    Where that is a part of what was drawn, such as the facts with one title, `sizes` says how many units were looked at
    in each stratum: how many of them belong to the part is chance, too.
    """
    n = round(sum(unit.of for unit in looked))
    total = sum(unit.weight * unit.of for unit in looked)
    if not total:
        return Share(n=0)
    ratio = sum(unit.weight * unit.right for unit in looked) / total
    low, high = wilson(ratio, _effective(looked, ratio, total, sizes or Counter(unit.stratum for unit in looked)))
    return Share(n=n, share=ratio, low=low, high=high)


def wilson(share: float, n: float) -> tuple[float, float]:
    """Wilson's score interval of a share of `n`, which need not be whole (Wilson 1927)."""
    from scipy.special import ndtri  # noqa: PLC0415 - half a second, which the desk need not wait for when it starts

    z = float(ndtri(0.5 + CONFIDENCE / 2))
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def _effective(looked: Sequence[Looked], ratio: float, total: float, sizes: Mapping[int, int]) -> float:
    """How many facts drawn one by one would tell as much."""
    from scipy.special import stdtrit  # noqa: PLC0415

    own, n = [unit for unit in looked if unit.of], round(sum(unit.of for unit in looked))
    variance = _variance(looked, ratio, total, sizes)
    if not variance:  # all are right, or none: Kish's size of the units, since those of one article tell one thing
        return float(sum(unit.weight for unit in own) ** 2 / sum(unit.weight**2 for unit in own))
    alone = ratio * (1 - ratio) / max(n - 1, 1)  # the variance, had they been drawn one by one
    freedom = max(len(own) - len({unit.stratum for unit in own}), 1)
    quantile = 0.5 + CONFIDENCE / 2
    return float(n * min(alone / variance, 1) * (stdtrit(max(n - 1, 1), quantile) / stdtrit(freedom, quantile)) ** 2)


def _variance(looked: Sequence[Looked], ratio: float, total: float, sizes: Mapping[int, int]) -> float:
    """Of the ratio, by what its parts add to it; a stratum of one is held against the mean of all, which is 0."""
    strata: dict[int, list[float]] = defaultdict(list)
    for unit in looked:
        strata[unit.stratum].append(unit.weight * (unit.right - ratio * unit.of) / total)
    variance = 0.0
    for stratum, parts in strata.items():
        several = max(sizes[stratum], 2)
        mean = sum(parts) / several if sizes[stratum] > 1 else 0.0
        squares = sum((part - mean) ** 2 for part in parts) + (sizes[stratum] - len(parts)) * mean**2
        variance += several / (several - 1) * squares
    return variance
