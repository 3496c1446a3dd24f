"""From a fact to the record that the guideline asks for, with its evidence."""

import re
from dataclasses import dataclass, replace

from extractors import lexicon
from extractors.context import Context
from extractors.decisions import decision_in
from extractors.facts import Fact, Recipient
from extractors.fold import fold
from extractors.identity import Identities
from extractors.mentions import OrgMention
from extractors.naming import issuer_name, unit_name
from extractors.timing import When, when
from schemas import AwardRecord, Basis, CountQualifier, Evidence, Level, RecipientKind, Reject, Span

_REPAIRS = {
    ("lao-dong-tien-tien", RecipientKind.TAP_THE): "tap-the-lao-dong-tien-tien",
    ("tap-the-lao-dong-tien-tien", RecipientKind.CA_NHAN): "lao-dong-tien-tien",
}
_HAMLET = re.compile(r"thôn|tổ dân phố|tdp|ấp|bản|khu|làng|khóm|buôn|bon|sóc|khối")


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds the records of one article."""

    text: str
    context: Context
    identities: Identities
    unit_span: tuple[int, int] | None
    published_span: tuple[int, int] | None
    version: str

    def records(self, fact: Fact, sentence: tuple[int, int]) -> list[AwardRecord | Reject]:
        """One record for each year of the fact; a Reject where it breaks the record's own rules."""
        kind = self._kind(fact)
        code = _REPAIRS.get((fact.title.code, kind), fact.title.code) if kind else fact.title.code
        if reason := _vague(fact, kind):
            return [self.reject(fact.title.start, fact.title.end, reason)]
        n, qualifier = _count(fact, kind)
        if fact.rule == "own unit" and n is None and self.context.unit is None:
            return [self.reject(fact.title.start, fact.title.end, "no-recipient")]
        printed = fold(self.text[sentence[0] : sentence[1]])
        moments = when(fact, printed, self.context, bool(n and n > 1 and not fact.times))
        if len(moments) > 1 and fact.times:
            n, qualifier = 1, CountQualifier.EXACT
        return [self._record(fact, code, kind, n, qualifier, moment, sentence) for moment in moments]

    def reject(self, start: int, end: int, reason: str) -> Reject:
        """A title mention that makes no record, and why."""
        return Reject(reason=reason, message=_REASONS[reason], span=Span.of(self.text, start, end))

    def _kind(self, fact: Fact) -> RecipientKind | None:
        allowed = lexicon.titles()[fact.title.code].recipients
        recipient = fact.recipient
        if recipient and recipient.person:
            return (
                RecipientKind.HO_GIA_DINH
                if recipient.person.household and RecipientKind.HO_GIA_DINH in allowed
                else RecipientKind.CA_NHAN
            )
        if recipient and recipient.count:
            kinds = recipient.count.kinds
            if len(kinds) > 1:
                return None
            if kinds and (kinds[0] in allowed or (fact.title.code, kinds[0]) in _REPAIRS):
                return kinds[0]
        if len(allowed) == 1:
            return next(iter(allowed))
        if recipient and recipient.org:
            return RecipientKind.TAP_THE
        return fact.kind

    def _record(
        self, fact: Fact, code: str, kind: RecipientKind | None, n: int | None, qualifier: CountQualifier,
        moment: When, sentence: tuple[int, int],
    ) -> AwardRecord | Reject:  # fmt: skip
        issuers = self._issuers(fact)
        level, level_span, level_basis = self._level(fact, code, issuers)
        recipient = fact.recipient or Recipient(fact.title.start, fact.title.end)
        person = self.identities.full_name(recipient.person.name) if recipient.person else None
        if recipient.person and not person:
            return self.reject(recipient.person.start, recipient.person.end, "unnamed-person")
        recipient = self._with_unit(recipient, person)
        unit = self._unit(recipient)
        evidence = self._evidence(fact, recipient, issuers, moment, unit)
        if level is not None:
            evidence["level"] = self._proof(*level_span, level_basis)
        number, day = decision_in(self.text, *sentence)
        values: dict[str, object] = {
            "title": code, "rank": fact.rank, "level": level, "recipient_kind": kind, "unit": unit, "person": person or None,
            "issuer": "; ".join(dict.fromkeys(issuer_name(org, self.context) for org in issuers)) or None,
            "count": n, "count_qualifier": qualifier, "year_from": moment.year_from, "year_to": moment.year_to,
            "status": fact.status, "decision_no": number, "decision_date": day, "extractor_version": self.version,
        }  # fmt: skip
        quote = self._quote(fact, evidence, sentence)
        try:
            record = AwardRecord.model_validate({**values, "quote": quote, "evidence": evidence})
        except ValueError as error:
            return Reject(reason="invalid-record", message=str(error).splitlines()[2].strip(), span=quote, value=values)
        keep = {name: evidence[name] for name in [*record.grounded_fields()] if name in evidence}
        return record.model_copy(update={"evidence": keep})

    def _issuers(self, fact: Fact) -> list[OrgMention]:
        given = [org for org in fact.issuers if not org.council and (org.name or org.post)]
        given = [org for org in given if org.level is not None or org.bare]
        if given:
            return given
        return [fact.title.issuer] if fact.title.issuer else []

    def _level(self, fact: Fact, code: str, issuers: list[OrgMention]) -> tuple[Level | None, tuple[int, int], Basis]:
        title = fact.title
        default = lexicon.titles()[code].default_level
        if default is Level.NHA_NUOC:
            return default, (title.start, title.end), Basis.INFERRED
        if title.level is not None:
            return title.level, (title.start, title.end), Basis.STATED
        if fact.level is not None and not issuers and default is None:
            return fact.level, (title.start, title.end), Basis.INFERRED
        levels = {self._level_here(org) for org in issuers if org.level}
        if issuers and levels:
            found = levels.pop() if len(levels) == 1 else None
            return found, (issuers[0].start, issuers[0].end), Basis.INFERRED
        return default, (title.start, title.end), Basis.INFERRED

    def _with_unit(self, recipient: Recipient, name: str | None) -> Recipient:
        """A person without a unit beside the name may have one elsewhere in the article."""
        if recipient.person is None or recipient.person.unit or recipient.person.household or not name:
            return recipient
        return replace(recipient, person=replace(recipient.person, unit=self.identities.unit_of(name)))

    def _level_here(self, org: OrgMention) -> Level | None:
        """ "UBND thành phố" is of province level in a city under the central government."""
        bare_city = re.search(r"(?:ubnd|hđnd|nhân dân)\s+(?:thành phố|tp)$", fold(org.name))
        central = (self.context.province or "").startswith("thành phố")
        return Level.TINH if bare_city and central and org.level is Level.CO_SO else org.level

    def _unit(self, recipient: Recipient) -> str | None:
        if recipient.person:
            if recipient.person.household:
                return None
            return unit_name(recipient.person.unit, self.context) if recipient.person.unit else None
        return unit_name(recipient.org or recipient.owner, self.context)

    def _evidence(
        self, fact: Fact, recipient: Recipient, issuers: list[OrgMention], moment: When, unit: str | None
    ) -> dict[str, Evidence]:
        title = fact.title
        found = {"title": self._proof(title.start, title.bare_end, Basis.STATED)}
        if title.rank_spans:
            found["rank"] = self._proof(*title.rank_spans[0], Basis.STATED)
        if issuers:
            found["issuer"] = self._proof(issuers[0].start, issuers[-1].end, Basis.COMPLETED)
        cue = fact.status_cue
        found["status"] = (
            self._proof(cue.start, cue.end) if cue else self._proof(title.start, title.end, Basis.INFERRED)
        )
        told = recipient.count or recipient.person or recipient.org
        where = (told.start, told.end) if told else (title.start, title.end)
        found["recipient_kind"] = self._proof(*where, Basis.STATED if recipient.count else Basis.INFERRED)
        found["count"] = self._count_proof(fact, where)
        if recipient.person:
            found["person"] = self._proof(recipient.person.start, recipient.person.end)
        if unit:
            found["unit"] = self._unit_proof(recipient, unit)
        found["year"] = self._year_proof(moment, title.start, title.end)
        return found

    def _count_proof(self, fact: Fact, where: tuple[int, int]) -> Evidence:
        if fact.title_count:
            return self._proof(fact.title_count.start, fact.title_count.end)
        if fact.times and fact.recipient and fact.recipient.named:
            return self._proof(fact.times.start, fact.times.end)
        return self._proof(*where, Basis.STATED if fact.recipient and fact.recipient.count else Basis.INFERRED)

    def _unit_proof(self, recipient: Recipient, unit: str) -> Evidence:
        body = recipient.person.unit if recipient.person else (recipient.org or recipient.owner)
        if body is not None and not body.bare:
            stated = fold(self.text[body.start : body.end]) == fold(unit)
            return self._proof(body.start, body.end, Basis.STATED if stated else Basis.COMPLETED)
        if self.unit_span:
            return self._proof(*self.unit_span, Basis.INFERRED)
        return self._proof(recipient.start, max(recipient.end, recipient.start + 1), Basis.INFERRED)

    def _year_proof(self, moment: When, start: int, end: int) -> Evidence:
        if moment.span:
            return self._proof(*moment.span, moment.basis)
        year = str(moment.year_from)
        at = self.text.find(year)
        if at >= 0:
            return self._proof(at, at + len(year), Basis.INFERRED)
        return self._proof(*(self.published_span or (start, end)), Basis.INFERRED)

    def _proof(self, start: int, end: int, basis: Basis = Basis.STATED) -> Evidence:
        return Evidence(start=start, end=end, quote=self.text[start:end], basis=basis)

    def _quote(self, fact: Fact, evidence: dict[str, Evidence], sentence: tuple[int, int]) -> Span:
        inside = [e for e in evidence.values() if sentence[0] <= e.start and e.end <= sentence[1]]
        start = min([fact.title.start, *(e.start for e in inside)])
        end = max([fact.title.end, *(e.end for e in inside)])
        return Span.of(self.text, start, end)


def _count(fact: Fact, kind: RecipientKind | None) -> tuple[int | None, CountQualifier]:
    recipient = fact.recipient
    if recipient and recipient.count and recipient.count.n:
        return recipient.count.n, recipient.count.qualifier
    if recipient and recipient.person:
        return _times(fact)
    if fact.title_count:
        return fact.title_count.n, fact.title_count.qualifier
    if recipient and recipient.count:
        return None, CountQualifier.INDEFINITE
    collective = kind in (RecipientKind.TAP_THE, RecipientKind.HO_GIA_DINH)
    if recipient and recipient.org and not collective:
        return None, CountQualifier.INDEFINITE
    if fact.rule == "own unit" and not fact.times:
        return None, CountQualifier.INDEFINITE
    return _times(fact) if collective else (None, CountQualifier.INDEFINITE)


def _times(fact: Fact) -> tuple[int | None, CountQualifier]:
    if fact.times is None:
        return 1, CountQualifier.EXACT
    if fact.times.n is None:
        return None, CountQualifier.INDEFINITE
    return fact.times.n, CountQualifier.EXACT


def _vague(fact: Fact, kind: RecipientKind | None) -> str:
    """A vague form ("Lao động xuất sắc", "danh hiệu văn hóa") without the context that settles it."""
    needs = fact.title.needs
    recipient = fact.recipient
    if needs == "hamlets":
        noun = (
            recipient.count.noun
            if recipient and recipient.count
            else recipient.org.head
            if recipient and recipient.org
            else ""
        )
        return "" if _HAMLET.search(noun) else "vague-title"
    if needs == "collectives":
        collective = recipient and (
            (recipient.count and RecipientKind.TAP_THE in recipient.count.kinds) or recipient.org
        )
        return "" if collective else "vague-title"
    if needs == "level_and_persons":
        return "" if recipient and recipient.count and kind is RecipientKind.CA_NHAN else "vague-title"
    return ""


_REASONS = {
    "rule": "the sentence tells rules, criteria or procedures",
    "future": "the award is only wished for or announced",
    "no-recipient": "nothing in the text says who receives it",
    "unnamed-person": "a single syllable that the text never completes to a name",
    "honorific": "an honour before a name, as people are addressed",
    "speech": "somebody speaks of the title; nobody is given it",
    "criteria": "what must be met for the title, not who has it",
    "foreign": "a gift of a foreign body",
    "private": "a gift of a clan or a family",
    "negated": "the text says that the title was not given",
    "no-verb": "a title held in passing: nothing says that somebody is given it",
    "vague-title": "a vague form of a title without the context that settles it",
    "invalid-record": "the fact breaks a rule of the record",
}
