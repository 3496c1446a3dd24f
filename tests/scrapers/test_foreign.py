"""A page that is taken for foreign by its bytes is so in every encoding."""

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from legacy_encoders import cp1258, tcvn3, vni

from scrapers.text.foreign import may_be_vietnamese

LETTERS = [chr(code) for code in range(0x1EA0, 0x1EFA)]
ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "utf-8, decomposed": lambda text: unicodedata.normalize("NFD", text).encode(),
    "utf-16": lambda text: text.encode("utf-16"),
    "windows-1258": cp1258,
    "TCVN3": tcvn3,
    "TCVN3 as UTF-8": lambda text: tcvn3(text).decode("cp1252").encode(),
    "VNI": vni,
    "VNI as UTF-8": lambda text: vni(text).decode("cp1252").encode(),
    "decimal references": lambda text: text.encode("ascii", "xmlcharrefreplace"),
    "hexadecimal references": lambda text: "".join(
        f"&#x{ord(char):x};" if char > "~" else char for char in text
    ).encode(),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=st.text(st.sampled_from([*LETTERS, *"abc d<>&;"]), min_size=1, max_size=60))
@example(text="ẤẠ")  # two bytes of TCVN3 that are valid UTF-8
def test_no_letter_is_overlooked(encoding: str, text: str) -> None:
    number = len(re.findall("[\u1ea0-\u1ef9]", text))
    assert may_be_vietnamese(ENCODINGS[encoding](text), number)


def test_letters_written_as_a_vowel_by_name_and_a_mark_are_seen() -> None:
    assert may_be_vietnamese("&ecirc;\u0323 &ecirc\u0323".encode(), 2)


@pytest.mark.parametrize(
    "text",
    [
        "Rain &amp; wind&nbsp;again, a&lt;b " * 50,
        "昨夜の大雨で市内の道路が冠水した。" * 50,
        "После сильного дождя улицы затоплены. " * 50,
    ],
)
def test_pages_in_other_writing_are_foreign(text: str) -> None:
    assert not may_be_vietnamese(text.encode(), 20)
