"""What tables, views and columns mean: data/dictionary.csv as COMMENT statements."""

from pydantic import Field

from data import read_csv
from schemas.base import Model

VIEW_PREFIX = "v_"
VIEWS = ("health",)  # those that are called otherwise


class Entry(Model):
    """One row of data/dictionary.csv; without a column it explains the table or view itself."""

    object: str = Field(pattern=r"^[a-z_]+$")
    column: str | None = Field(default=None, pattern=r"^[a-z_0-9]+$")
    comment: str = Field(min_length=1)


def entries() -> list[Entry]:
    """The dictionary in file order. Raises DataError naming file and line when a row does not fit."""
    return read_csv("dictionary.csv", Entry)


def comment_statements() -> list[str]:
    """One COMMENT statement an entry."""
    return [_statement(entry) for entry in entries()]


def _statement(entry: Entry) -> str:
    kind = "VIEW" if entry.object.startswith(VIEW_PREFIX) or entry.object in VIEWS else "TABLE"
    what = f'COLUMN {entry.object}."{entry.column}"' if entry.column else f"{kind} {entry.object}"
    comment = entry.comment.replace("'", "''")
    return f"COMMENT ON {what} IS '{comment}'"
