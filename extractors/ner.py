"""underthesea's named entities, asked only about names that no rule settles.

Its tagger is quadratic in the length of its input and rewrites text, so it is given one short sentence at a
time, and its words are compared, never its offsets.
"""

from functools import lru_cache

_LONGEST = 400  # characters


@lru_cache(maxsize=256)
def is_person(sentence: str, name: str) -> bool:
    """True when underthesea tags every word of `name` in `sentence` as (part of) a person."""
    from underthesea import ner  # noqa: PLC0415 (heavy, and rarely needed)

    at = sentence.find(name)
    window = sentence[max(0, at - _LONGEST // 2) : at + _LONGEST // 2]
    tagged = {word: tag for word, _, _, tag in ner(window) if tag.endswith("PER")}
    words = set(" ".join(tagged).split())
    return bool(tagged) and all(word in words for word in name.split())
