"""Syllables, numbers and single marks as spaCy tokens: `doc.text == text`, and any mention is a token span."""

import re

from spacy.tokens import Doc
from spacy.vocab import Vocab

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_|\s+")


class SyllableTokenizer:
    """Matching runs on syllables: word segmentation glues titles in ways that lose 3% of them."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Tokens of `text` without losing a character."""
        words: list[str] = []
        spaces: list[bool] = []
        for token in _TOKEN.findall(text):
            trails = token[0] == " " and bool(words) and not spaces[-1] and not words[-1].isspace()
            if trails:
                spaces[-1] = True
            if piece := token[1:] if trails else token:
                words.append(piece)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)
