"""Pages and files in the encodings of old portals come out as Unicode; those that are fine are left alone."""

import re
import unicodedata
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from legacy_encoders import cp1258, spelled, tcvn3, vni

from data import ROOT
from scrapers.text.encoding import UndecodableError, decode_html, decode_text, decoded, is_binary
from scrapers.text.syllables import fit, is_syllable

SENTENCE = (
    "Đồng chí Phạm Thị Lụa, Phó Trưởng phòng Kế hoạch, đã vượt khó, giữ vững danh hiệu Chiến sĩ thi đua cơ sở và được "
    "Ủy ban nhân dân tỉnh Bình An tặng Bằng khen vì thành tích xuất sắc trong phong trào thi đua yêu nước; bà con ở ấp "
    "Mỹ Thuỵ, xã Hoà Bẳng, rất phấn khởi, hẳn sẽ nỗ lực hơn nữa."
)
ENCODERS = {"cp1258": cp1258, "tcvn3": tcvn3, "vni": vni}
OTHERS = {
    "French": "Après la cérémonie, le préfet a remis à dix élèves méritants de l'école une médaille; près de là, été "
    "comme hiver, la fête continuait, très animée, où chacun était déjà à sa place, même les aînés.",
    "German": "Für die Verdienste überreichte der Bürgermeister fünf Schülern Grußworte, Bücher und schöne Präsente; "
    "außerdem hörte man Lieder, die später in den Höfen tönten, während Gäste über die Straßen strömten.",
    "Spanish": "Después de la ceremonia, el alcalde entregó más medallas a los niños según la tradición; también habló "
    "de la educación, la música, el corazón y la ilusión de mañana, además de la lección del año.",
    "English": "The “café” on the corner is Zoë's; its façade — naïve, they said — cost £20 and a résumé.",
}
WORDS = sorted(
    {
        word.lower()
        for path in (ROOT / "gold" / "texts").glob("*.txt")
        for word in re.findall(r"[a-zà-ỹ]+", unicodedata.normalize("NFC", path.read_text(encoding="utf-8")))
    }
)


def page(text: str, charset: str = "windows-1252") -> str:
    return f"<html><head><meta charset={charset}></head><body><h1>Trang tin</h1><p>{text}</p></body></html>"


@pytest.mark.parametrize("name", ENCODERS)
@pytest.mark.parametrize("charset", ["windows-1252", "x-user-defined", "iso-8859-1", "utf-8"])
def test_legacy_pages_come_back_whatever_they_declare(name: str, charset: str) -> None:
    wanted = SENTENCE.replace("Ủy", "ủy") if name == "tcvn3" else SENTENCE
    read = decoded(ENCODERS[name](page(SENTENCE, charset)))
    assert wanted in read.text
    assert read.encoding == name
    assert not read.doubtful


@given(st.lists(st.sampled_from(WORDS), min_size=12, max_size=40).map(" ".join))
@settings(max_examples=40, deadline=None)
def test_any_vietnamese_sentence_comes_back(sentence: str) -> None:
    if fit(sentence).words < 8:
        return
    sentence += " được tặng thưởng Bằng khen"
    for encode in ENCODERS.values():
        assert sentence in decode_html(encode(page(sentence)))
        assert decode_text(encode(sentence)) == sentence
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-8", "utf-8-sig"):
        assert sentence in decode_html(page(sentence).encode(encoding))


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_legacy_letters_in_utf8_or_as_character_references_come_back(name: str) -> None:
    small = SENTENCE.replace("Ủy", "ủy")
    shown = spelled(small, name)
    referred = "".join(char if char.isascii() else f"&#{ord(char)};" for char in shown)
    assert small in decode_html(page(shown, "utf-8").encode())
    assert small in decode_html(page(referred).encode("ascii"))
    assert decode_text(shown.encode()) == small


def test_capital_with_the_small_mark_as_typists_of_vni_left_it() -> None:
    typed = spelled(SENTENCE, "vni") + " Oâng Aâu Vaên Aån"
    assert decode_html(page(typed).encode("cp1252")).count("Ông Âu Văn Ẩn") == 1


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_other_languages_are_not_taken_for_vietnamese(text: str, encoding: str) -> None:
    assert text in decode_html(page(text, encoding).encode(encoding))
    if encoding == "utf-8":
        assert decode_text(text.encode()) == text
    else:
        with pytest.raises(UndecodableError):
            decode_text(text.encode(encoding))


def test_utf8_that_declares_something_else_is_utf8() -> None:
    assert decoded(page(SENTENCE).encode(), "text/html; charset=windows-1252") == (page(SENTENCE), "utf-8", False)


def test_utf8_with_a_few_faults_is_still_utf8_and_doubtful_only_when_they_are_many() -> None:
    whole = page(SENTENCE * 5).encode()
    cut = decoded(whole[: whole.rindex("nữa".encode()) + 2])
    assert (cut.encoding, cut.doubtful) == ("utf-8", False)
    assert SENTENCE in cut.text
    assert decoded(whole.replace("ữ".encode(), b"\xe1\xbb")).doubtful


def test_a_page_in_no_encoding_that_we_know_is_doubtful() -> None:
    assert decoded(page(SENTENCE).encode("utf-8").decode("cp437").encode("utf-8")).doubtful
    assert not decoded(page("Trang tin").encode()).doubtful


def test_nuls_inside_a_page_are_dropped() -> None:
    assert decode_html(page(SENTENCE, "utf-8").replace("khen", "kh\0en").encode()) == page(SENTENCE, "utf-8")
    assert not is_binary(page(SENTENCE, "utf-8").replace("khen", "kh\0en").encode())
    assert not is_binary(page(SENTENCE).encode("utf-16-le"))
    assert is_binary(b"\x7fELF\0\0\1\0" * 20)


@pytest.mark.parametrize("path", sorted((ROOT / "gold" / "texts").glob("*.txt")), ids=lambda path: path.stem)
def test_texts_that_are_fine_are_left_alone(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert decode_text(text.encode()) == text
    assert decoded(f"<p>{escape(text)}</p>".encode()) == (f"<p>{escape(text)}</p>", "utf-8", False)


def test_syllables() -> None:
    assert all(map(is_syllable, ["Nguyễn", "khuỷu", "giữ", "quyết", "nghiêng", "Đắk", "ươm", "yếu", "ý", "thuở"]))
    assert not any(map(is_syllable, ["été", "für", "más", "corazón", "nghÖ", "ñaõ", "tặngbằng", "Ä"]))
    assert not is_syllable(unicodedata.normalize("NFC", "a\u0300\u0301"))
