"""A sentence as a row of events: mentions in order, without overlap, persons joined with their posts."""

from extractors.mentions import CountMention, Cue, Found, Mention, OrgMention, TimesMention

Event = Mention


def events_in(found: Found, start: int, end: int) -> list[Event]:
    """Mentions of one sentence in text order. Of two that overlap the more telling stays."""
    people = [p for p in found.people if start <= p.start < end]
    absorbed = {(o.start, o.end) for p in people for o in (p.unit, p.office) if o}
    held = [(p.end, p.unit.start) for p in people if p.unit]
    orgs = [o for o in found.orgs if start <= o.start < end and not _absorbed(o, absorbed)]
    orgs = [o for o in orgs if not (o.post and any(a <= o.start < b for a, b in held))]  # "P, Bí thư, Chủ tịch U"
    row: list[Event] = []
    counted = [count for count in found.counts if count.n is not None or _tells_of(count, orgs)]
    for group in (found.titles, found.times, counted, people, orgs, found.counts, found.years, found.cues):
        for mention in group:
            if start <= mention.start < end and not _overlaps(row, mention):
                row.append(mention)
    return sorted(row, key=lambda event: event.start)


def _tells_of(count: CountMention, orgs: list[OrgMention]) -> bool:
    """ "85% cơ quan, đơn vị": the noun that is counted is no body of its own."""
    return any(org.bare and count.start < org.start and org.end <= count.end for org in orgs)


def _absorbed(org: OrgMention, taken: set[tuple[int, int]]) -> bool:
    """The body or post that stands beside a person's name belongs to the person."""
    inner = org.org
    return (org.start, org.end) in taken or (inner is not None and (inner.start, inner.end) in taken)


def _overlaps(row: list[Event], mention: Mention) -> bool:
    if isinstance(mention, Cue):
        open_to = TimesMention if mention.kind == "comma" else CountMention | TimesMention  # "12 cán bộ, chiến sĩ"
        return any(m.start <= mention.start < m.end and not isinstance(m, open_to) for m in row)
    return any(mention.start < m.end and m.start < mention.end for m in row)
