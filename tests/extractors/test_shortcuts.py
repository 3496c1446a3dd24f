"""What extraction leaves out to be fast changes nothing that it finds."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import ROOT
from extractors import extract, years
from extractors.fold import fold, one_spaced
from extractors.layout import Layout
from extractors.mentions import Background, Cue, Found, OrgMention, PersonMention, TitleMention, YearMention
from extractors.passages import Passage
from extractors.shift import shifted
from scrapers.files import read_article

TEXTS = sorted((ROOT / "gold" / "texts").glob("*.txt"))
_WORDS = (
    "năm 2019 2020 - đến và , ngày 1/2/2019 12/3 tháng 10 học niên khóa từ các hai ba trong vòng 5 qua này liên tục "
    "giai đoạn nhiệm kì thời kỳ quý ii / đợt nay ngoái ( ) . sáng chiều tối trưa đêm hôm tới gần đây mười bốn x"
)


def _listens(_layout: Layout, _passage: Passage) -> bool:
    return True


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_what_is_not_listened_to_says_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    article = read_article(path)
    found = extract(article)
    monkeypatch.setattr(Layout, "listens", _listens)
    assert extract(article) == found


@settings(deadline=None)
@given(st.lists(st.sampled_from(_WORDS.split()), min_size=1, max_size=8))
def test_a_line_of_years_is_known_by_its_words(words: list[str]) -> None:
    folded = fold(" ".join(words))
    told = years.find_years(folded, Background(date(2020, 5, 1), (2015, 2020)))
    others = re.sub(r"[\W\d_]+", "", "".join(_outside(folded, told)))
    assert others or years.may_be_all_years(folded, 1)


def _outside(folded: str, told: list[YearMention]) -> Iterator[str]:
    position = 0
    for year in told:
        yield folded[position : year.start]
        position = year.end
    yield folded[position:]


def test_all_offsets_of_a_mention_are_moved_and_nothing_else() -> None:
    inner = OrgMention(3, 5, "Sở X", "sở", 3, None)
    post = OrgMention(1, 5, "Giám đốc Sở X", "sở", 3, None, post="Giám đốc", org=inner)
    found = Found(
        titles=[TitleMention(1, 9, "bang-khen", issuer=inner, bare_end=4, rank_spans=((5, 6),), named=True)],
        years=[YearMention(2, 6, ((2019, 2020),), "list", listed=False)],
        orgs=[post],
        people=[PersonMention(6, 9, "A B", unit=inner, office=post, honorific="ông")],
        cues=[Cue(0, 3, "give", text="tặng")],
    )
    moved = shifted(found, 10)
    assert shifted(moved, -10) == found
    assert moved.orgs[0].org == OrgMention(13, 15, "Sở X", "sở", 3, None)
    assert (moved.titles[0].bare_end, moved.titles[0].rank_spans) == (14, ((15, 16),))
    assert (moved.years[0].start, moved.years[0].listed) == (12, False)


@given(st.text(alphabet="ab \n\t\u00a0\u200b\u3000"))
def test_one_spaced_text_has_single_spaces_only(text: str) -> None:
    assert one_spaced(text) == re.sub(r"\s+", " ", text)
