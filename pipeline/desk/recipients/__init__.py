"""Rolls of honour: who is found by a name, and what the news tell of one unit or person, year by year."""

from pipeline.desk.recipients.found import Found, found
from pipeline.desk.recipients.models import Roll
from pipeline.desk.recipients.roll import roll_of_person, roll_of_unit

__all__ = ["Found", "Roll", "found", "roll_of_person", "roll_of_unit"]
