"""Names of columns, and other words of sheets, for people."""

from pipeline.catalogue import labels

VIETNAMESE = "vi"


def header(column: str, language: str) -> str:
    """The column's name in Vietnamese where data/labels.csv has one, else as it is in the database."""
    row = labels().get(("column", column))
    return row.vi if row and language == VIETNAMESE else column


def word(code: str, language: str) -> str:
    """A word of the sheet that tells where rows come from."""
    row = labels()[("sheet", code)]
    return row.vi if language == VIETNAMESE else row.en
