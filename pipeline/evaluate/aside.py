"""The part of gold that is kept aside while rules are written: data/gold/aside.txt."""

from data import read_lines
from pipeline.evaluate.gold import Records
from pipeline.evaluate.scoring import Scores

FILE = "gold/aside.txt"


def split(records: Records) -> tuple[Records, Records]:
    """The documents that are kept aside, and the rest."""
    names = set(read_lines(FILE))
    aside = {doc: found for doc, found in records.items() if doc in names}
    return aside, {doc: found for doc, found in records.items() if doc not in names}


def gap_line(aside: Scores, rest: Scores) -> str:
    """How much better the rest is read than what is kept aside, in F1: what tuning on the rest did not carry over."""
    gaps = (f"{name} {rest.figures(name).f1 - aside.figures(name).f1:+.3f}" for name in aside.hits)
    return f"gap     {'  '.join(gaps)}  (rest minus kept aside)"
