"""The level at which a body gives awards."""

import re

from extractors.fold import fold
from extractors.lexicon import OrgHead
from schemas import Level

_NATIONAL = re.compile(r"việt nam|trung ương|tối cao|toàn quốc|t\.ư|(?<!\w)tw(?!\w)")
_TINH = re.compile(r"(?<!\w)tỉnh(?!\w)")


def level_of(head: OrgHead, folded_name: str, province: bool) -> Level | None:
    """The level at which the body gives awards; by the guideline's table (docs/record.md)."""
    if head.level in frozenset(Level):
        return Level(head.level)
    national = bool(_NATIONAL.search(folded_name))
    if head.level == "by_place":
        return Level.TINH if province or _TINH.search(folded_name) else Level.CO_SO
    if head.level == "national":
        return Level.BO_NGANH if national else Level.CO_SO
    if head.level == "court":
        bare = fold(head.head) == folded_name.strip()
        return Level.BO_NGANH if national or bare else Level.CO_SO
    return Level.CO_SO if head.level in ("place", "inherit") else None
