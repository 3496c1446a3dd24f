"""What speaks for a record and against it: short phrases, each true of the record or not."""

import re
from collections import Counter
from collections.abc import Iterator

from extractors.context import Context
from extractors.fold import fold
from extractors.orgs import find_orgs
from extractors.tellings import Merged, Told
from schemas import AwardRecord, Basis, CountQualifier, RecipientKind, Reject, Span

_LENGTHS = ((120, "short"), (250, "middling"), (450, "long"))
_TOGETHER = (  # what tells more together than each by itself
    ("unit", "bodies in the sentence"),
    ("unit", "records in the article"),
    ("issuer", "bodies in the sentence"),
    ("issuer", "titles in the sentence"),
    ("year", "recipient"),
    ("year", "titles in the sentence"),
    ("year", "records in the article"),
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NAMES = ("unit", "issuer", "year", "person")
_MANY = 4
_LONG_LIST, _LONG_ARTICLE = 8, 20  # records of one article


class Witness:
    """Tells the clues of the records of one article; `told` are those that stay, `merged` what went into them."""

    def __init__(
        self, text: str, context: Context, told: list[Told], merged: list[Merged], rejects: list[Reject]
    ) -> None:
        self.text = text
        self.context = context
        self.told = told
        self.merged = merged
        self.rejects = rejects
        self._twins = Counter(_who(one.record) for one in told)
        self._of_article = tuple(self._article())
        self._of_sentences = {span: tuple(self._sentence(span)) for span in {one.sentence for one in told}}

    def clues(self, one: Told) -> tuple[str, ...]:
        """The clues of one record, always in the same order; data/confidence.csv gives each its weight."""
        plain = (
            f"rule: {one.record.rule}",
            f"told in: {one.kind.value}",
            *_grounds(one.record),
            *_recipient(one.record),
            *_names(one.record, self.context),
            *self._elsewhere(one),
            *self._of_sentences[one.sentence],
            *self._of_article,
            *self._fellows(one),
        )
        return (*plain, *_together(plain))

    def _elsewhere(self, one: Told) -> Iterator[str]:
        for name in _NAMES:
            proof = one.record.evidence.get(name)
            if proof and proof.basis is not Basis.INFERRED and not _within(proof, one.sentence):
                yield f"{name}: told in another sentence"

    def _fellows(self, one: Told) -> Iterator[str]:
        for reason in sorted({other.reason for other in self.merged if other.into is one.record}):
            yield f"also told: {reason}"
        if self._twins[_who(one.record)] > 1:
            yield "title, unit and person: those of another record"
        years = set(_YEAR.findall(self.text[slice(*one.sentence)]))
        yield f"years in the sentence: {_few(len(years))}"
        if years and str(one.record.year_to) not in years:
            yield f"year: {'not one of the sentence' if one.record.year_to else 'not told where years are'}"

    def _sentence(self, span: tuple[int, int]) -> Iterator[str]:
        text = self.text[slice(*span)]
        fellows = [one.record for one in self.told if one.sentence == span]
        yield f"sentence: {next((name for limit, name in _LENGTHS if len(text) < limit), 'very long')}"
        yield f"titles in the sentence: {_few(len({record.evidence['title'].start for record in fellows}))}"
        yield f"records in the sentence: {_few(len(fellows))}"
        yield f"bodies in the sentence: {_few(_bodies(text))}"
        if any(_within(reject.span, span) for reject in self.rejects):
            yield "sentence: holds a refused title"
        if ";" in text or ":" in text:
            yield "sentence: holds a list"

    def _article(self) -> Iterator[str]:
        records = len(self.told)
        yield f"records in the article: {_few(records) if records < _LONG_LIST else _very_many(records)}"
        if self.rejects:
            yield f"refused in the article: {_few(len(self.rejects))}"
        if self.context.unit is None:
            yield "article: without a unit of its own"
        if self.context.published is None:
            yield "article: undated"
        if self.context.rules:
            yield "article: tells rules"


def _grounds(record: AwardRecord) -> Iterator[str]:
    """How the fields follow from the text."""
    for name in _NAMES:
        yield f"{name}: {_basis(record, name)}"
    yield f"level: {_basis(record, 'level')}"
    yield f"status: {record.status.value}"
    if record.evidence["status"].basis is Basis.INFERRED:
        yield "status: no word tells it"
    if record.year_from != record.year_to:
        yield "year: a period"


def _recipient(record: AwardRecord) -> Iterator[str]:
    yield f"recipient kind: {record.recipient_kind.value if record.recipient_kind else 'not told'}"
    yield f"recipient: {_shape(record)}"


def _shape(record: AwardRecord) -> str:
    if record.count_qualifier is CountQualifier.INDEFINITE:
        return "uncounted"
    if record.person:
        return "named person"
    if record.evidence["count"].basis is Basis.INFERRED:
        return "named body"
    return "counted one" if record.count == 1 else "counted several"


def _names(record: AwardRecord, context: Context) -> Iterator[str]:
    if record.issuer and "; " in record.issuer:
        yield "issuer: several"
    if record.unit and context.unit and fold(record.unit) == fold(context.unit.name):
        yield "unit: the article's own"
    if record.unit and record.unit[0].islower():
        yield "unit: begins in lower case"
    if record.unit and record.issuer and fold(record.issuer) == fold(record.unit):
        yield "unit: the issuer itself"


def _together(plain: tuple[str, ...]) -> Iterator[str]:
    first: dict[str, str] = {}
    for clue in plain:
        first.setdefault(clue.partition(":")[0], clue)
    for a, b in _TOGETHER:
        yield f"{first[a]} & {first[b]}"


def _who(record: AwardRecord) -> tuple[str, str | None, str | None, RecipientKind | None]:
    return record.title, record.unit, record.person, record.recipient_kind


def _basis(record: AwardRecord, name: str) -> str:
    proof = record.evidence.get(name)
    return proof.basis.value if proof else "not told"


def _bodies(sentence: str) -> int:
    """Named bodies."""
    return sum(not org.bare for org in find_orgs(sentence, fold(sentence)))


def _few(number: int) -> str:
    return ("none", "one")[number] if number < 2 else "several" if number < _MANY else "many"


def _very_many(number: int) -> str:
    return "a long list" if number < _LONG_ARTICLE else "a very long list"


def _within(span: Span, sentence: tuple[int, int]) -> bool:
    return sentence[0] <= span.start < sentence[1]
