"""Looking only where a match may begin finds what looking everywhere finds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import counts, years
from extractors.fold import fold
from extractors.scan import matches

SCANS = {
    "years": (years._OPENERS, years._PATTERN),
    "counted recipients": (counts._OPENERS, counts._counted()),
    "times": (counts._TIMES_OPENERS, counts._TIMES),
}
PIECES = """
năm 2015|năm học 2015 - 2016|niên khóa 2014-2015|từ năm 2011 đến nay|liên tục từ 2012 đến 2015
ngày 20/11/2015|sáng 3/2|tháng 5/2016|quý II/2019|qúy 3-2018|đợt 1/2017|(2012, 2013)|( 2015 và 2016)
trong 5 năm qua|hai năm 2015, 2016|giai đoạn|kỷ niệm 60 năm ngày thành lập|năm ngoái|trong năm qua
nhiệm kỳ|thời kỳ|khóa|12 tập thể|gần 900 tập thể, cá nhân|một|ba|hơn|từ 5|không quá 3
rất nhiều cá nhân|hàng trăm|toàn thể|các|những|15%|15,5 % số hộ|(tập thể: 4, cá nhân: 5)|, cá nhân 7;
cho cá nhân|với hộ gia đình|tặng tập thể|của cán bộ|3 lần|năm năm liền|nhiều năm liên tục|nhiều lần
~20|0|xã|,|.|(|)|/|-|x
"""
PIECE = st.sampled_from(PIECES.strip().replace("\n", "|").split("|"))
GLUE = st.sampled_from([" ", " ", "", ", ", "\n", " - "])


@pytest.mark.parametrize("name", SCANS)
@given(pieces=st.lists(st.tuples(PIECE, GLUE), max_size=12))
def test_no_match_is_lost_and_none_is_made_up(name: str, pieces: list[tuple[str, str]]) -> None:
    openers, pattern = SCANS[name]
    folded = fold("".join(piece + glue for piece, glue in pieces))
    assert [m.span() for m in matches(openers, pattern, folded)] == [m.span() for m in pattern.finditer(folded)]


def test_what_an_opener_leaves_out_is_not_looked_at() -> None:
    found = matches(re.compile("a"), re.compile("[ab]b"), "ab bb xab")
    assert [match[0] for match in found] == ["ab", "ab"]
