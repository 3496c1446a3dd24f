"""Evidence: which stretch of the text proves each field, and how."""

from dataclasses import dataclass
from functools import lru_cache

from extractors.facts import Fact, Recipient
from extractors.fold import fold
from extractors.mentions import OrgMention
from extractors.timing import When
from schemas import Basis, Evidence, Span

Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Proofs:
    """Cuts evidence out of one article; `unit` and `published` are where its own unit and date stand."""

    text: str
    unit: Spot | None
    published: Spot | None

    def at(self, spot: Spot, basis: Basis = Basis.STATED) -> Evidence:
        """The stretch `spot` as evidence."""
        return _evidence(*spot, self.text[slice(*spot)], basis)

    def of_fact(self, fact: Fact, recipient: Recipient) -> dict[str, Evidence]:
        """Evidence of title, rank, status, recipient and count."""
        title = fact.title
        whole = (title.start, title.end)
        told = recipient.count or recipient.person or recipient.org
        where = (told.start, told.end) if told else whole
        cue = fact.status_cue
        found = {
            "title": self.at((title.start, title.bare_end)),
            "status": self.at((cue.start, cue.end)) if cue else self.at(whole, Basis.INFERRED),
            "recipient_kind": self.at(where, Basis.STATED if recipient.count else Basis.INFERRED),
            "count": self._count(fact, recipient, where),
        }
        if title.rank_spans:
            found["rank"] = self.at(title.rank_spans[0])
        return found

    def _count(self, fact: Fact, recipient: Recipient, where: Spot) -> Evidence:
        if fact.title_count and not (recipient.count and recipient.count.n):
            return self.at((fact.title_count.start, fact.title_count.end))
        if fact.times and recipient.named:
            return self.at((fact.times.start, fact.times.end))
        return self.at(where, Basis.STATED if recipient.count else Basis.INFERRED)

    def issuer(self, issuers: list[OrgMention], name: str) -> Evidence:
        """The bodies as printed; completed where the record names them more fully."""
        spot = (min(org.start for org in issuers), max(org.end for org in issuers))
        return self.at(spot, self._stated(spot, name))

    def person(self, recipient: Recipient, name: str) -> Evidence | None:
        """Where the person is named."""
        if recipient.person is None:
            return None
        spot = (recipient.person.start, recipient.person.end)
        return self.at(spot, self._stated(spot, name))

    def body(self, recipient: Recipient, name: str) -> Evidence:
        """Where the unit is named; the article's own unit where the sentence names none."""
        body = recipient.person.unit if recipient.person else (recipient.org or recipient.owner)
        if body is not None and not body.bare:
            return self.at((body.start, body.end), self._stated((body.start, body.end), name))
        return self.at(self.unit or (recipient.start, max(recipient.end, recipient.start + 1)), Basis.INFERRED)

    def year(self, moment: When, fact: Fact) -> Evidence:
        """Where the year is printed: beside the fact, else anywhere, else the date line."""
        if moment.span:
            return self.at(moment.span, moment.basis)
        year = str(moment.year_from)
        at = self.text.find(year)
        spot = (at, at + len(year)) if at >= 0 else self.published or (fact.title.start, fact.title.end)
        return self.at(spot, Basis.INFERRED)

    def quote(self, fact: Fact, evidence: dict[str, Evidence], sentence: Spot) -> Span:
        """The shortest stretch of the sentence that holds the title and all evidence in it."""
        inside = [e for e in evidence.values() if sentence[0] <= e.start and e.end <= sentence[1]]
        start = min([fact.title.start, *(e.start for e in inside)])
        end = max([fact.title.end, *(e.end for e in inside)])
        return Span.of(self.text, start, end)

    def _stated(self, spot: Spot, name: str) -> Basis:
        return Basis.STATED if fold(self.text[spot[0] : spot[1]]) == fold(name) else Basis.COMPLETED


@lru_cache(maxsize=1 << 8)  # one stretch proves several fields, and the same fields of several records
def _evidence(start: int, end: int, quote: str, basis: Basis) -> Evidence:
    return Evidence(start=start, end=end, quote=quote, basis=basis)
