"""How many of the sampled facts are right: overall, by title, source and version, and field by field."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from pipeline.accuracy.interval import Looked, Share, share_of
from pipeline.accuracy.outcome import FIELDS, Outcome
from pipeline.accuracy.sample import Drawn, Sample
from schemas import AwardRecord
from schemas.base import Model


class By(StrEnum):
    """What facts are told apart by."""

    ALL = "all"
    TITLE = "title"
    SOURCE = "source"
    VERSION = "version"


class Line(Model):
    """Some of the facts: how many of them are right in every field, and how many in the core fields."""

    by: By
    name: str = ""
    strict: Share
    core: Share


class Field(Model):
    """One field of the facts that were not rejected."""

    name: str
    share: Share


class Precision(Model):
    """What a sample says so far. It is final when nothing is left to check."""

    drawn: int
    checked: int
    left: int
    lost: int
    confirmed: int
    corrected: int
    rejected: int
    whole: Line
    lines: tuple[Line, ...]
    fields: tuple[Field, ...]

    @property
    def is_final(self) -> bool:
        """Whether all was checked that could be."""
        return self.left == 0


def precision(sample: Sample, outcomes: Mapping[str, Outcome], lost: Iterable[str] = ()) -> Precision:
    """The estimates of a sample. What is not checked is missing, not right: each stratum is spoken for by the rest.

    `lost` are the facts that cannot be checked any more.
    """
    judged = [(one, outcomes[one.subject]) for one in sample.drawn if one.subject in outcomes]
    gone = sum(1 for one in sample.drawn if one.subject in set(lost) - set(outcomes))
    found = [result for _, result in judged]
    weights = _weights(sample, [one for one, _ in judged])
    tell = _Teller(sample, judged, weights)
    return Precision(
        drawn=len(sample.drawn),
        checked=len(judged),
        left=len(sample.drawn) - len(judged) - gone,
        lost=gone,
        confirmed=sum(one.strict for one in found),
        corrected=sum(not one.strict and not one.rejected for one in found),
        rejected=sum(one.rejected for one in found),
        whole=tell.line(By.ALL, ""),
        lines=tuple(tell.line(by, name) for by in (By.TITLE, By.SOURCE, By.VERSION) for name in tell.names(by)),
        fields=tuple(tell.field(name) for name in FIELDS),
    )


class _Teller:
    """Shares of some of the facts that were judged, with the weights of their strata."""

    def __init__(self, sample: Sample, judged: list[tuple[Drawn, Outcome]], weights: Mapping[int, float]) -> None:
        self._judged, self._weights = judged, weights
        self._names = Counter((by, name_of(by, one)) for one in sample.drawn for by in By)

    def names(self, by: By) -> list[str]:
        """The titles, say, that were drawn; the most frequent first."""
        return [name for (what, name), _ in self._names.most_common() if what is by]

    def line(self, by: By, name: str) -> Line:
        """Of the facts with this title, say."""
        strict = self._share(lambda one, _: name_of(by, one) == name, lambda found: found.strict)
        core = self._share(lambda one, _: name_of(by, one) == name, lambda found: found.core)
        return Line(by=by, name=name, strict=strict, core=core)

    def field(self, name: str) -> Field:
        """Of the facts that are facts at all, those whose field is right."""
        share = self._share(lambda _, found: not found.rejected, lambda found: name not in found.wrong)
        return Field(name=name, share=share)

    def _share(self, wanted: Callable[[Drawn, Outcome], bool], right: Callable[[Outcome], bool]) -> Share:
        looked = [
            Looked(float(isin and right(found)), float(isin), self._weights[one.stratum], one.stratum)
            for one, found in self._judged
            for isin in [wanted(one, found)]
        ]
        return share_of(looked)


def name_of(by: By, one: Drawn) -> str:
    """Its title, say, as the extractor told it."""
    told: AwardRecord | None = one.told
    names = {By.TITLE: told and told.title, By.SOURCE: one.source, By.VERSION: told and told.extractor_version}
    return names.get(by) or ""


def _weights(sample: Sample, judged: list[Drawn]) -> dict[int, float]:
    """How many facts each of those that were judged stands for, by stratum."""
    counted = Counter(one.stratum for one in judged)
    return {at: sample.strata[at].size / number for at, number in counted.items()}
