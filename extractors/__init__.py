"""From an article's text to award records with evidence: pure functions of text, no I/O but reading data/."""

from extractors.extract import EXTRACTOR_VERSION, extract

__all__ = ["EXTRACTOR_VERSION", "extract"]
