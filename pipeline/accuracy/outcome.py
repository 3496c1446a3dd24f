"""What a ruling says of what the extractor told: right, or wrong in which fields."""

from pipeline.evaluate.matching import CORE, STRICT, agrees
from schemas import Act, AwardRecord, Logged
from schemas.base import Model

FIELDS = (*STRICT, "count_qualifier")


class Outcome(Model):
    """How one fact came out. `wrong` are the fields that hold something else; of a rejected fact none is looked at."""

    strict: bool
    core: bool
    rejected: bool = False
    wrong: tuple[str, ...] = ()
    number: int
    reviewer: str

    @property
    def act(self) -> Act:
        """The kind of ruling in plain words: what was found."""
        return Act.REJECTED if self.rejected else Act.CONFIRMED if self.strict else Act.CORRECTED


def outcome(told: AwardRecord | None, ruling: Logged) -> Outcome:
    """Strictly right is what was confirmed as it was told; core right what differs in no field of `CORE`.

    A correction of the quote or of evidence alone makes a fact wrong in the strict sense: its sentence was not right.
    Of a record that the model does not take (`told` is None) only the kind of ruling is known.
    """
    review = ruling.review
    if review.act is Act.REJECTED:
        return Outcome(strict=False, core=False, rejected=True, number=ruling.number, reviewer=review.reviewer)
    truth = review.after or review.before or review.extracted
    wrong = differing(told, truth) if told and truth else ()
    return Outcome(
        strict=review.act is Act.CONFIRMED and not wrong,
        core=not set(wrong) & set(CORE) if told else review.act is Act.CONFIRMED,
        wrong=wrong,
        number=ruling.number,
        reviewer=review.reviewer,
    )


def differing(told: AwardRecord, truth: AwardRecord) -> tuple[str, ...]:
    """Fields in which two records differ: names letter for letter, since an auditor changed them for a reason."""
    loose = tuple(name for name in FIELDS if getattr(told, name) != getattr(truth, name))
    if "count" in loose and agrees("count", truth.model_dump(mode="json"), told.model_dump(mode="json")):
        return tuple(name for name in loose if name != "count")
    return loose
