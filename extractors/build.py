"""From a fact to the record that the guideline asks for, with its evidence."""

import re
from dataclasses import dataclass

from msgspec.structs import replace

from extractors import lexicon
from extractors.context import Context
from extractors.counting import Count, code_of, count_of, is_vague, kind_of
from extractors.decisions import decision_in
from extractors.facts import Fact, Recipient
from extractors.fold import fold
from extractors.identity import Identities
from extractors.mentions import OrgMention
from extractors.naming import issuer_name, unit_name
from extractors.proofs import Proofs, Spot
from extractors.timing import When, when
from schemas import AwardRecord, Basis, CountQualifier, Evidence, Level, RecipientKind, Reject, Span, Status

_ANY_BODY = ("đơn vị", "cơ quan", "tập thể")
_NATIONWIDE = re.compile(r"(?:cả nước|toàn quốc)\s+(?:đã\s+)?có[^.;]*$")
_OF_THE_NATION = re.compile(r"[^.;]{0,60}(?:trong|trên)\s+(?:cả nước|toàn quốc)")
_BARE_CITY = re.compile(r"(?:ubnd|hđnd|nhân dân)\s+(?:thành phố|tp)$")


_OF_THE_ACT = ("date", "deed", "relative")  # shapes of a year that tell when something was done


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds the records of one article."""

    text: str
    context: Context
    identities: Identities
    proofs: Proofs
    version: str

    def records(self, fact: Fact, sentence: Spot) -> list[AwardRecord | Reject]:
        """One record for each year of the fact; a Reject where something that a record needs is not told."""
        kind = kind_of(fact)
        if is_vague(fact, kind):
            return [self.reject((fact.title.start, fact.title.end), "vague-title")]
        count = count_of(fact, kind)
        nobody = self.context.unit is None or fact.status in (Status.PROPOSED, Status.REVOKED)
        if fact.rule in ("own unit", "topic") and count[0] is None and nobody:
            return [self.reject((fact.title.start, fact.title.end), "no-recipient")]
        printed = fold(self.text[sentence[0] : sentence[1]])
        moments = when(fact, printed, self.context, bool(count[0] and count[0] > 1 and not fact.times))
        if len(moments) > 1 and fact.times:
            count = (1, CountQualifier.EXACT)
        return [self._record(fact, count, moment, sentence) for moment in moments]

    def reject(self, spot: Spot, reason: str) -> Reject:
        """A title mention that makes no record, and why."""
        return Reject(reason=reason, message=lexicon.reject_meanings()[reason], span=Span.of(self.text, *spot))

    def _record(self, fact: Fact, count: Count, moment: When, sentence: Spot) -> AwardRecord | Reject:
        recipient = self._collective(fact, fact.recipient or Recipient(fact.title.start, fact.title.end))
        person = self.identities.full_name(recipient.person.name) if recipient.person else None
        if recipient.person and not person:
            return self.reject((recipient.person.start, recipient.person.end), "unnamed-person")
        recipient = self._with_unit(recipient, person)
        kind = kind_of(fact)
        evidence = self.proofs.of_fact(fact, recipient)
        number, day = decision_in(self.text, *sentence)
        values: dict[str, object] = {
            "title": code_of(fact, kind),
            "rank": fact.rank,
            "recipient_kind": kind,
            "count": count[0],
            "count_qualifier": count[1],
            "year_from": moment.year_from,
            "year_to": moment.year_to,
            "status": fact.status,
            "decision_no": number,
            "decision_date": day,
            "person": person,
            "unit": None if self._nationwide(recipient, sentence) else self._unit(fact, recipient),
            "rule": fact.rule,
            "extractor_version": self.version,
        }
        self._prove_names(values, evidence, fact, recipient)
        evidence["year"] = self.proofs.year(moment, fact)
        return self._validated(values, evidence, self.proofs.quote(fact, evidence, sentence))

    def _prove_names(
        self, values: dict[str, object], evidence: dict[str, Evidence], fact: Fact, recipient: Recipient
    ) -> None:
        """Add issuer and level, and evidence for all names."""
        issuers = _issuers(fact)
        issuer = "; ".join(dict.fromkeys(issuer_name(org, self.context) for org in issuers)) or None
        level, spot, basis = self._level(fact, issuers)
        values |= {"issuer": issuer, "level": level}
        evidence["level"] = self.proofs.at(spot, basis)
        if issuer:
            evidence["issuer"] = self.proofs.issuer(issuers, issuer)
        if values["unit"]:
            evidence["unit"] = self.proofs.body(recipient, str(values["unit"]))
        if named := self.proofs.person(recipient, str(values["person"])):
            evidence["person"] = named

    def _validated(self, values: dict[str, object], evidence: dict[str, Evidence], quote: Span) -> AwardRecord | Reject:
        try:
            record = AwardRecord.model_validate({**values, "quote": quote, "evidence": evidence})
        except ValueError as error:
            message = str(error).splitlines()[2].strip()
            return Reject(reason="invalid-record", message=message, span=quote, value=values)
        kept = {name: evidence[name] for name in record.grounded_fields()}
        return record.model_copy(update={"evidence": kept})

    def _level(self, fact: Fact, issuers: list[OrgMention]) -> tuple[Level | None, Spot, Basis]:
        """The level that the title states, else the heading, else what the issuers imply, else the title's own."""
        title = fact.title
        spot = (title.start, title.end)
        default = lexicon.titles()[title.code].default_level
        if default is Level.NHA_NUOC:
            return default, spot, Basis.INFERRED
        if title.level is not None:
            return title.level, spot, Basis.STATED
        if fact.level is not None and not issuers and default is None:
            return fact.level, spot, Basis.INFERRED
        levels = {self._level_here(org) for org in issuers if org.level}
        if levels:
            return (levels.pop() if len(levels) == 1 else None), (issuers[0].start, issuers[0].end), Basis.INFERRED
        return default, spot, Basis.INFERRED

    def _level_here(self, org: OrgMention) -> Level | None:
        """ "UBND thành phố" is of province level in a city under the central government."""
        central = (self.context.province or "").startswith("thành phố")
        raised = central and org.level is Level.CO_SO and _BARE_CITY.search(fold(org.name))
        return Level.TINH if raised else org.level

    def _collective(self, fact: Fact, recipient: Recipient) -> Recipient:
        """ "Chủ tịch Hội X nhận Cờ thi đua": who receives a collective's title stands for the collective."""
        allowed = lexicon.titles()[fact.title.code].recipients
        person = recipient.person
        if person is None or allowed != {RecipientKind.TAP_THE}:
            return recipient
        return replace(recipient, person=None, org=person.unit or person.office)

    def _with_unit(self, recipient: Recipient, name: str | None) -> Recipient:
        """A person without a unit beside the name may have one elsewhere in the article."""
        if recipient.person is None or recipient.person.unit or recipient.person.household or not name:
            return recipient
        return replace(recipient, person=replace(recipient.person, unit=self.identities.unit_of(name)))

    def _nationwide(self, recipient: Recipient, sentence: Spot) -> bool:
        """ "cả nước có 39 nghệ sĩ": a national total is nobody's own."""
        counted = recipient.count and recipient.owner is None
        before, after = self.text[sentence[0] : recipient.start], self.text[recipient.end : sentence[1]]
        return bool(counted and (_NATIONWIDE.search(fold(before)) or _OF_THE_NATION.match(fold(after))))

    def _unit(self, fact: Fact, recipient: Recipient) -> str | None:
        if recipient.person is None:
            body = self._meant(recipient.org or recipient.owner)
            return unit_name(body, self.context) if body or self._are_own(fact) else None
        if recipient.person.household or recipient.person.unit is None:
            return None
        return unit_name(self._meant(recipient.person.unit), self.context)

    def _are_own(self, fact: Fact) -> bool:
        """True when recipients told without a body are those of the article's own.

        A territory's totals are its own; whom its committee rewards on one day may be of anywhere.
        """
        own = self.context.unit
        counted = fact.recipient.count if fact.recipient else None
        vague = counted is not None and counted.n is None
        event = vague or (not self.context.year and (fact.year is None or fact.year.shape in _OF_THE_ACT))
        gives = any(own and own.name and fold(own.name) in fold(org.name) for org in _issuers(fact))
        return self.context.reports and not (own and own.place and gives and event)

    def _meant(self, body: OrgMention | None) -> OrgMention | None:
        """A bare "công ty", "Đội" that is not of the kind of the article's own unit is the one named before it."""
        plain = body.org or body if body else None
        own = self.context.unit
        if plain is None or not plain.bare or plain.place or not plain.head:
            return body
        kind = plain.head.removeprefix("nhà ")
        if kind in _ANY_BODY or (own and f"{fold(own.name)} ".startswith(f"{kind} ")):
            return body
        return self.identities.body_meant(plain) or body


def _issuers(fact: Fact) -> list[OrgMention]:
    """Bodies and offices that give; what merely hands over or advises is none."""
    given = [org for org in fact.issuers if not org.council and (org.name or org.post) and (org.level or org.bare)]
    given = given or ([fact.title.issuer] if fact.title.issuer else [])
    if lexicon.titles()[fact.title.code].default_level is Level.NHA_NUOC:
        return [
            org for org in given if org.level is Level.NHA_NUOC
        ]  # others only hand it over (law of 2022, art. 77-78)
    return given
