"""Stretches of a text that an auditor picked by hand, or named by their words."""

from extractors.fold import fold
from schemas import Span


def picked(text: str, words: str, start: int | None, near: int) -> tuple[int, int] | None:
    """Where `words` stand: at `start` if they do, else in the place nearest to `near`; None when nowhere.

    What a person types is compared in the folded view (case, hoá/hóa, sĩ/sỹ, quotes), with blanks at its ends left out.
    """
    if start is not None and start >= 0 and words and text[start : start + len(words)] == words:
        return start, start + len(words)
    wanted = fold(words.strip())
    return _nearest(fold(text), wanted, near if start is None else start) if wanted else None


def holds(span: Span, value: str) -> bool:
    """Whether a span says a value in these words."""
    return fold(value) in fold(span.quote)


def _nearest(text: str, wanted: str, near: int) -> tuple[int, int] | None:
    """The occurrence that begins nearest to `near`."""
    before, after = text.rfind(wanted, 0, near + len(wanted)), text.find(wanted, near)
    found = [at for at in (before, after) if at >= 0]
    if not found:
        return None
    at = min(found, key=lambda one: abs(one - near))
    return at, at + len(wanted)
