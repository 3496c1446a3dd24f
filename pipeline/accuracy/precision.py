"""How many of the sampled facts are right: overall, by title, source and version, and field by field."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from pipeline.accuracy.interval import Looked, Share, share_of
from pipeline.accuracy.outcome import FIELDS, Outcome
from pipeline.accuracy.sample import Drawn, Sample
from schemas import AwardRecord
from schemas.base import Model

Judged = list[tuple[Drawn, Outcome]]


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
    tell = _Teller(sample, judged)
    return Precision(
        drawn=len(sample.drawn),
        checked=len(judged),
        left=len(sample.drawn) - len(judged) - gone,
        lost=gone,
        confirmed=sum(one.strict for one in found),
        corrected=sum(not one.strict and not one.rejected for one in found),
        rejected=sum(one.rejected for one in found),
        whole=tell.lines(By.ALL)[0],
        lines=tuple(line for by in (By.TITLE, By.SOURCE, By.VERSION) for line in tell.lines(by)),
        fields=tuple(tell.field(name) for name in FIELDS),
    )


class _Teller:
    """Shares of some of the facts that were judged, with the weights of their strata."""

    def __init__(self, sample: Sample, judged: Judged) -> None:
        self._sizes = Counter(one.stratum for one, _ in judged)
        self._weights = {at: sample.strata[at].size / number for at, number in self._sizes.items()}
        self._groups: dict[tuple[By, str], Judged] = {(By.ALL, ""): judged}
        for by in (By.TITLE, By.SOURCE, By.VERSION):
            for one in sample.drawn:
                self._groups.setdefault((by, name_of(by, one)), [])
            for one, found in judged:
                self._groups[by, name_of(by, one)].append((one, found))

    def lines(self, by: By) -> list[Line]:
        """Of the facts with each title, say; that with most facts first."""
        groups = [(name, found) for (what, name), found in self._groups.items() if what is by]
        return [self._line(by, name, found) for name, found in sorted(groups, key=lambda item: -len(item[1]))]

    def field(self, name: str) -> Field:
        """Of the facts that are facts at all, those whose field is right."""
        facts = [(one, found) for one, found in self._groups[By.ALL, ""] if not found.rejected]
        return Field(name=name, share=self._share(facts, lambda found: name not in found.wrong))

    def _line(self, by: By, name: str, judged: Judged) -> Line:
        strict = self._share(judged, lambda found: found.strict)
        return Line(by=by, name=name, strict=strict, core=self._share(judged, lambda found: found.core))

    def _share(self, judged: Judged, right: Callable[[Outcome], bool]) -> Share:
        looked = [Looked(right(found), 1, self._weights[one.stratum], one.stratum) for one, found in judged]
        return share_of(looked, self._sizes)


def name_of(by: By, one: Drawn) -> str:
    """Its title, say, as the extractor told it."""
    told: AwardRecord | None = one.told
    names = {By.TITLE: told and told.title, By.SOURCE: one.source, By.VERSION: told and told.extractor_version}
    return names.get(by) or ""
