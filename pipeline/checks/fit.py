"""A title and what it goes with: recipients, ranks, levels (Law on Emulation and Commendation 2022, art. 19 to 75)."""

from pipeline.catalogue import titles
from pipeline.checks.law import conferring
from pipeline.checks.model import Case, Finding
from pipeline.checks.words import KINDS, LEVELS, RANKS, title_of
from schemas import AwardRecord


def recipient_of_other_kind(case: Case, record: AwardRecord) -> Finding | None:
    """The title is not given to such recipients."""
    allowed = titles()[record.title].recipients
    if record.recipient_kind is None or record.recipient_kind in allowed:
        return None
    wanted = ", ".join(name for kind, name in KINDS.items() if kind in allowed)
    return Finding(
        "recipient-does-not-fit-title",
        f"“{title_of(record)}” chỉ dành cho {wanted}, nhưng ở đây đối tượng là {KINDS[record.recipient_kind]} "
        f"({conferring(record.title).source}).",
    )


def rank_of_unranked(case: Case, record: AwardRecord) -> Finding | None:
    """The record has a rank that its title does not have."""
    ranks = titles()[record.title].ranks
    if record.rank is None or record.rank in ranks:
        return None
    has = f"chỉ có hạng {', '.join(RANKS[rank] for rank in sorted(ranks))}" if ranks else "không chia hạng"
    return Finding(
        "rank-of-unranked-title",
        f"“{title_of(record)}” {has}, nhưng ở đây ghi hạng {RANKS[record.rank]} ({conferring(record.title).source}).",
    )


def level_of_other_title(case: Case, record: AwardRecord) -> Finding | None:
    """The text states a level that the title does not have; an issuer of that level is a matter of its own."""
    law = conferring(record.title)
    if record.level is None or record.level in law.levels or record.issuer:
        return None
    return Finding(
        "level-does-not-fit-title",
        f"“{titles()[record.title].name}” không có cấp {LEVELS[record.level]}: "
        f"do {law.decided_by} tặng ({law.source}).",
    )
