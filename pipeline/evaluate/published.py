"""The calibration that belongs to the weights of data/confidence.csv: data/confidence.toml, and how it is printed."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from pydantic import Field

from data import ROOT, read_toml
from pipeline.evaluate.calibration import EDGES, Judged, Share, above, bins, count
from schemas.base import Model

FILE = ROOT / "confidence.toml"


class Table(Model):
    """What the scores of some records were worth: all of them, those from the threshold on, and by bin."""

    documents: int = Field(ge=0)
    all: Share
    above: Share
    bins: tuple[Share, ...] = Field(min_length=len(EDGES) - 1, max_length=len(EDGES) - 1)

    @property
    def coverage(self) -> float:
        """The share of records that reach the threshold."""
        return self.above.records / self.all.records if self.all.records else 0.0

    def lines(self, threshold: float) -> list[str]:
        """A table in Markdown, which people read as well."""
        rows = [(f"{low:.2f}–{high:.2f}", of) for (low, high), of in zip(pairwise(EDGES), self.bins, strict=True)]
        rows += [("all", self.all), (f"**{threshold:.3f} and above**", self.above)]
        cells = [f"| {name} | {of.records} | {of.right} | {_percent(of)} |" for name, of in rows]
        return ["| confidence | records | strictly right | share |", "|---|---|---|---|", *cells]


class Calibration(Model):
    """The published threshold, what it was found on, and how it held on the gold that is kept aside."""

    threshold: float = Field(gt=0, le=1)
    wanted: float = Field(gt=0, le=1)
    fitted: date
    gold: dict[str, str]  # SHA-256 by file name
    cross_validated: Table
    aside: Table


def table_of(rows: Sequence[Judged], threshold: float) -> Table:
    """The table of judged records."""
    shares = tuple(one.of for one in bins(rows))
    return Table(documents=len({row.doc for row in rows}), all=count(rows), above=above(rows, threshold), bins=shares)


def published() -> Calibration:
    """Today's calibration. Raises data.DataError when its file is missing or does not fit."""
    return read_toml(FILE, Calibration)


def _percent(of: Share) -> str:
    return f"{of.share:.1%}" if of.records else "–"
