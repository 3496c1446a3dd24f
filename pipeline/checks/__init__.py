"""Checks between extraction and storage: what cannot be a fact is refused, what is odd is flagged.

A new check is a function in the file of its family and a place in `REFUSALS` or `FLAGS` (examine.py); its code is a
row of data/issue_codes.csv, its figures and lists are rows of data/conferring.csv and data/rules_in_force.csv.
"""

from pipeline.checks.examine import FLAGS, REFUSALS, examine
from pipeline.checks.model import Case, Check, Examined, Finding, Flagged

__all__ = ["FLAGS", "REFUSALS", "Case", "Check", "Examined", "Finding", "Flagged", "examine"]
