"""Mentions found in a passage, moved to the article's own offsets."""

from dataclasses import fields
from typing import TypeVar

from msgspec.structs import replace

from extractors.mentions import Found, Mention, OrgMention, PersonMention, TitleMention

M = TypeVar("M", bound=Mention)


def shifted(found: Found, base: int) -> Found:
    """`found` with every offset moved by `base`."""
    if base == 0:
        return found
    return Found(**{part.name: [_moved(m, base) for m in getattr(found, part.name)] for part in fields(Found)})


def _moved(mention: M, base: int) -> M:
    moved = replace(mention, start=mention.start + base, end=mention.end + base)
    if isinstance(moved, TitleMention):
        spans = tuple((start + base, end + base) for start, end in moved.rank_spans)
        issuer = _moved(moved.issuer, base) if moved.issuer else None
        return replace(moved, issuer=issuer, rank_spans=spans, bare_end=moved.bare_end + base)
    if isinstance(moved, OrgMention) and moved.org:
        return replace(moved, org=_moved(moved.org, base))
    if isinstance(moved, PersonMention) and (moved.unit or moved.office):
        unit = _moved(moved.unit, base) if moved.unit else None
        return replace(moved, unit=unit, office=_moved(moved.office, base) if moved.office else None)
    return moved
