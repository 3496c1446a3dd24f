"""What evidence there is that a recipient can be proposed for a title by the law of a day: docs/eligibility.md."""

from pipeline.eligibility.evidence import is_person
from pipeline.eligibility.rows import eligible_rows
from pipeline.eligibility.verdicts import Verdict, eligible

__all__ = ["Verdict", "eligible", "eligible_rows", "is_person"]
