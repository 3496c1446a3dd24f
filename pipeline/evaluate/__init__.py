"""Precision, recall, F1 and accuracy by field, as the annotation guideline defines them."""

from pipeline.evaluate.gold import Records, read_records
from pipeline.evaluate.report import as_json, as_lines, error_lines
from pipeline.evaluate.scoring import Scores, score

__all__ = ["Records", "Scores", "as_json", "as_lines", "error_lines", "read_records", "score"]
