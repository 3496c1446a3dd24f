"""Words are judged as Vietnamese the same way wherever they stand: in plain text, in markup, in one long line."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from scrapers.text.syllables import SAMPLE, Fit, fit, is_syllable

WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u0323])*")
PIECES = st.sampled_from(
    [
        "thưởng",
        "Hội",
        "menu",
        "<li class='a'>",
        "&agrave;",
        "a\u0301n",
        "\u0301",
        "ﬁ",
        "\x1c",
        "\u00a0",
        "\n",
        " ",
        ">",
        "9",
    ]
)


@given(st.lists(PIECES | st.text(max_size=6)).map("".join))
def test_the_words_that_are_judged_are_those_with_a_letter_beyond_ascii(text: str) -> None:
    words = [word for word in WORD.findall(unescape(text)) if not word.isascii()][:SAMPLE]
    share = sum(map(is_syllable, words)) / len(words) if words else 1.0
    assert fit(text) == Fit(len(words), share)


def test_only_so_many_words_are_looked_at() -> None:
    assert fit("thưởng <b> " * (SAMPLE + 9)) == Fit(SAMPLE, 1.0)
