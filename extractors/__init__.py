"""From an article's text to award records with evidence: pure functions of text, no I/O but reading data/."""

from extractors.extract import EXTRACTOR_VERSION, extract
from extractors.gate import may_hold_award

__all__ = ["EXTRACTOR_VERSION", "extract", "may_hold_award"]
