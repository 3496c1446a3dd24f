"""Precision and recall of units on pairs of labelled names: python benchmarks/units.py [LABELS.csv]"""

import sys
from pathlib import Path

from pipeline.units.measure import measure, read_labels

LABELS = Path(__file__).resolve().parents[1] / "tests" / "pipeline" / "gold_units.csv"

if __name__ == "__main__":
    found = measure(read_labels(Path(sys.argv[1]) if len(sys.argv) > 1 else LABELS))
    sys.stdout.write(f"pairs: {found.labelled} labelled, {found.resolved} resolved, {found.right} right\n")
    sys.stdout.write(f"precision {found.precision:.3f}, recall {found.recall:.3f}\n")
