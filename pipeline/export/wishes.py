"""What a user can choose about the file."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Wishes:
    """`language` is that of headers: vi, or en for the names of columns; `source` is what the rows come from."""

    source: Path
    language: str = "en"
    excel_safe: bool = False
    bom: bool = True
    replace: bool = False
