"""The rows of data/boilerplate.csv and data/html_frames.csv do what they say."""

import re

import pytest
import soupsieve

from scrapers.pages.frames import Role, frame_selectors
from scrapers.text.cues import ANYWHERE, Cue, CueKind, contains, cues, fits, fold, is_furniture

FACTS = [
    "12 tập thể được tặng Giấy khen của Giám đốc Sở",
    "Ông Lê Văn Na, Chiến sĩ thi đua cơ sở",
    "Cờ thi đua: 02 tập thể",
    "Đăng ký: 15 tập thể",
    "Bằng khen",
    "31",
    "2019-2020",
]


@pytest.mark.parametrize("cue", cues(), ids=lambda cue: f"{cue.kind}-{cue.example[:30]}")
def test_every_pattern_fits_its_example(cue: Cue) -> None:
    searched = cue.kind in (CueKind.NOT_DATE, CueKind.CHALLENGE_SCRIPT)
    assert (re.search if searched else re.fullmatch)(cue.pattern, fold(cue.example))
    assert contains(cue.kind, cue.example) if searched else fits(cue.kind, cue.example)


@pytest.mark.parametrize("fact", FACTS)
def test_no_cue_fits_a_fact(fact: str) -> None:
    kinds = (*ANYWHERE, CueKind.TRAILER, CueKind.RELATED, CueKind.MENU, CueKind.TAIL_ITEM)
    assert not any(fits(kind, fact) for kind in kinds)
    assert not is_furniture(fact)


def test_every_selector_is_css() -> None:
    for row in frame_selectors():
        if row.role is Role.CUT_WORD:
            assert re.fullmatch(r"[a-z-]{4,}", row.selector)
        else:
            soupsieve.compile(row.selector)
