"""Vietnamese numbers as award texts print them: 02, 15.412, "hai mươi", "chục"."""

import re

_WORDS = {
    "không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9, "mười": 10, "mốt": 1,
}  # fmt: skip
_ROUND = {"trăm": 100, "nghìn": 1000, "ngàn": 1000}
_ONES = r"một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín"
_TENS = rf"(?:{_ONES})\s+mươi(?:\s+(?:mốt|lăm|tư|{_ONES}))?|mười(?:\s+(?:lăm|{_ONES}))?"
NUMBER_WORDS = rf"(?:(?:{_ONES})\s+(?:trăm|nghìn|ngàn)|{_TENS}|{_ONES})"
NUMBER = rf"(?:\d{{1,3}}(?:[.,]\d{{3}})+|\d+|{NUMBER_WORDS})"


def number(folded: str) -> int | None:
    """The value of a folded numeral or number word; None when it is none ("1,5")."""
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", folded):
        return int(re.sub(r"[.,]", "", folded))
    if folded.isdigit():
        return int(folded)
    words = folded.split()
    if len(words) == 2 and words[1] in _ROUND and words[0] in _WORDS:
        return _WORDS[words[0]] * _ROUND[words[1]]
    if not words or any(word not in _WORDS and word != "mươi" for word in words):
        return None
    if "mươi" in words:
        return _WORDS[words[0]] * 10 + (_WORDS[words[2]] if len(words) > 2 else 0)
    if words[0] == "mười":
        return 10 + (_WORDS[words[1]] if len(words) > 1 else 0)
    return _WORDS[words[0]]
