"""A trie finds what a flat alternation, longest first, finds."""

import re

from hypothesis import given
from hypothesis import strategies as st

from extractors.trie import alternation

PHRASES = st.lists(st.text(alphabet="abc ", min_size=1, max_size=5), min_size=1, max_size=8)


@given(PHRASES, st.text(alphabet="abc ", max_size=30))
def test_the_trie_finds_what_the_flat_alternation_finds(phrases: list[str], text: str) -> None:
    flat = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    trie = alternation([re.escape(char) for char in phrase] for phrase in phrases)
    for before, after in (("", ""), (r"(?<!\w)(?:", r")(?!\w)")):
        expected = [m.span() for m in re.finditer(f"{before or '(?:'}{flat}{after or ')'}", text)]
        assert [m.span() for m in re.finditer(f"{before or '(?:'}{trie}{after or ')'}", text)] == expected
