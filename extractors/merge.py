"""One fact, one record: retellings in headline, lead, caption and body are told apart from new facts."""

from extractors.likeness import compatible, compatible_names, compatible_years, equal_years, same
from extractors.tellings import Merged, Told, followed, left, retold
from schemas import AwardRecord, BlockKind, Status

_MANY = 2
_SAME_SENTENCE = 400  # characters within which a total is split into its parts
_STAGE = {Status.REGISTERED: 0, Status.PROPOSED: 1, Status.AWARDED: 2, Status.REVOKED: 3}


def merge(told: list[Told]) -> tuple[list[Told], list[Merged]]:
    """Tellings of an article that stay, each fact once, in the order of the text; and what went into them."""
    body, merged = _without_headlines(told)
    kept: list[Told] = []
    for one in sorted(body, key=lambda t: (t.kind is BlockKind.CAPTION, t.record.quote.start)):
        caption = one.kind is BlockKind.CAPTION
        twins = (
            i
            for i, other in enumerate(kept)
            if same(other.record, one.record, caption=caption) and not _listed_beside(other, one)
        )
        twin = next(twins, None)
        if twin is None:
            kept.append(one)
        else:
            better = _better(kept[twin], one)
            merged.append(retold(kept[twin] if better is one else one, better))
            kept[twin] = better
    merged += [Merged(t.record, other, "outdone") for t in kept if (other := _outdone(t, kept))]
    merged += [Merged(t.record, other, "listed-out") for t in kept if (other := _listed_out(t.record, kept))]
    merged += [Merged(t.record, other, "listed-out") for t in left(kept, merged) if (other := _split_by_title(t, kept))]
    merged += _earlier_stages([t.record for t in left(kept, merged)])
    stay = sorted(left(kept, merged), key=lambda t: t.record.quote.start)
    return stay, followed(merged, [t.record for t in stay])


def _listed_beside(a: Told, b: Told) -> bool:
    """ "2 người nhận Huy hiệu 50 năm; 2 người nhận 45 năm": two numbers in one sentence are two facts."""
    badges = a.record.title == b.record.title == "huy-hieu"
    return badges and (a.record.count or 0) > 1 and a.sentence == b.sentence


def _without_headlines(told: list[Told]) -> tuple[list[Told], list[Merged]]:
    """What a headline tells goes when the text below it tells the same title."""
    below = {t.record.title: t.record for t in reversed(told) if t.kind is not BlockKind.TITLE}
    again = [
        Merged(t.record, below[t.record.title], "headline")
        for t in told
        if t.kind is BlockKind.TITLE and t.record.title in below
    ]
    return left(told, again), again


def _better(first: Told, second: Told) -> Told:
    """The later stage wins; of equals the first, unless the second knows more."""
    a, b = first.record, second.record
    if _STAGE[a.status] != _STAGE[b.status]:
        return first if _STAGE[a.status] > _STAGE[b.status] else second
    known_a = sum(value is not None for value in (a.unit, a.issuer, a.year_from, a.level))
    known_b = sum(value is not None for value in (b.unit, b.issuer, b.year_from, b.level))
    return second if known_b > known_a and len(b.person or "") >= len(a.person or "") else first


def _outdone(one: Told, kept: list[Told]) -> AwardRecord | None:
    """An uncounted mention gives way to counted or named tellings of the same title: the first of them."""
    record = one.record
    if record.count is not None or record.person:
        return None
    retelling = one.kind in (BlockKind.CAPTION, BlockKind.TITLE)
    found = (
        other.record
        for other in kept
        if other is not one
        and other.record.title == record.title
        and compatible(other.record.recipient_kind, record.recipient_kind)
        and (other.record.count is not None or (retelling and other.record.quote.start != record.quote.start))
        and (compatible_names(other.record.issuer, record.issuer) or retelling)
        and other.record.status is record.status
        and (compatible_years(other.record, record) if not retelling else equal_years(other.record, record))
    )
    return next(found, None)


def _listed_out(record: AwardRecord, kept: list[Told]) -> AwardRecord | None:
    """A total goes when the text names every one of those that it counts: the first of them."""
    if not record.count or record.count < _MANY or record.person:
        return None
    parts = [
        t.record
        for t in kept
        if t.record is not record
        and (t.record.title, t.record.status, t.record.year_from) == (record.title, record.status, record.year_from)
        and compatible(t.record.recipient_kind, record.recipient_kind)
        and t.record.quote.start <= record.quote.start + _SAME_SENTENCE
        and t.record.evidence["title"].start > record.evidence["title"].start
    ]
    if len(parts) > 1 and sum(part.count or 0 for part in parts) == record.count:
        return parts[0]
    named = [
        t.record
        for t in kept
        if t.record.count == 1
        and (t.record.title, t.record.rank, t.record.recipient_kind, t.record.status)
        == (record.title, record.rank, record.recipient_kind, record.status)
        and (t.record.person or t.record.unit != record.unit)
        and compatible_years(t.record, record)
        and compatible_names(t.record.issuer, record.issuer)
    ]
    return named[0] if len(named) >= record.count else None


def _split_by_title(one: Told, kept: list[Told]) -> AwardRecord | None:
    """ "479 nghệ sĩ được phong NSND, NSƯT", then 102 of the one and 377 of the other: the total goes."""
    record = one.record
    if not record.count or record.count < _MANY or record.person:
        return None
    uncounted = [t.record for t in kept if t.sentence == one.sentence and t.record.count is None]
    beside = {record.title, *(other.title for other in uncounted)}
    parts = [
        t.record
        for t in kept
        if t.record.title in beside and t.sentence[0] >= one.sentence[1] and t.record.status is record.status
        and not t.record.person and compatible(t.record.recipient_kind, record.recipient_kind)
    ]  # fmt: skip
    told = len(beside) > 1 and len({part.title for part in parts}) > 1
    return parts[0] if told and sum(part.count or 0 for part in parts) == record.count else None


def _earlier_stages(records: list[AwardRecord]) -> list[Merged]:
    """Of several counted stages of a proposal the last one stays."""
    last = {_award(r): r for r in records if r.status is Status.PROPOSED and r.count and r.count > 1}
    return [
        Merged(r, later, "earlier-stage")
        for r in records
        if (later := last.get(_award(r))) is not None and _passed_on(r, later)
    ]


def _award(r: AwardRecord) -> tuple[object, ...]:
    return r.title, r.rank, r.level, r.recipient_kind, r.year_from


def _passed_on(r: AwardRecord, later: AwardRecord) -> bool:
    """A counted proposal of which a later sentence tells what is left of it: no more, by the same giver."""
    if later is r or r.status is not Status.PROPOSED or not r.count:
        return False
    return (later.count or 0) <= r.count and compatible_names(r.issuer, later.issuer)
