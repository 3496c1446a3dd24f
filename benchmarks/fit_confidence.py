"""Fit the weights of data/confidence.csv on gold, find the threshold by cross-validation, write both and the table.

    python benchmarks/fit_confidence.py [GOLD.jsonl … --texts DIR …] [--dry-run]

The bundled gold is always used; more gold files and their texts may be named. Every figure is measured on documents
that the weights were not fitted on: fold by fold for most of them, and once for those of data/gold/aside.txt, on which
no weight and no threshold is fitted. Run it again after every change of rules: weights belong to one extractor.
"""

import argparse
import csv
import hashlib
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HOUSE))

from data import ROOT  # noqa: E402 - its folder is told only now
from extractors.confidence import ALWAYS  # noqa: E402
from pipeline.evaluate.aside import split  # noqa: E402
from pipeline.evaluate.calibration import (  # noqa: E402
    DIGITS,
    WANTED,
    Judged,
    cross_validated,
    judge,
    threshold_of,
)
from pipeline.evaluate.fitting import Weights, fit, share  # noqa: E402
from pipeline.evaluate.gold import read_records  # noqa: E402
from pipeline.evaluate.predict import predict  # noqa: E402
from pipeline.evaluate.published import FILE, Calibration, Table, published, table_of  # noqa: E402

BUNDLED = sorted((ROOT / "gold").glob("*.jsonl"))
TEXTS = [ROOT / "gold" / "texts", ROOT / "sample_site"]
PAGE = HOUSE / "docs" / "confidence.md"
BEGIN, END = "<!-- fitted: written by benchmarks/fit_confidence.py -->", "<!-- end of fitted -->"
NOTE = "# Written by benchmarks/fit_confidence.py together with confidence.csv: do not edit, run it again.\n"


def main() -> None:
    """Fit, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="*", help="more gold files")
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help="folders of their texts")
    parser.add_argument("--dry-run", action="store_true", help="print only")
    options = parser.parse_args()
    files = list(dict.fromkeys(path.resolve() for path in [*BUNDLED, *options.gold]))
    aside, rows = _judged(files, [*TEXTS, *options.texts])
    held_out = cross_validated(rows)
    threshold = threshold_of(held_out)
    if threshold is None:
        raise SystemExit(f"fit_confidence: at no threshold are {WANTED:.0%} of the records right")
    weights = {clue: round(w, 4) for clue, w in fit([r.clues for r in rows], [r.right for r in rows]).items()}
    calibration = Calibration(
        threshold=threshold,
        wanted=WANTED,
        fitted=datetime.now(UTC).date(),
        gold={path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files},
        cross_validated=table_of(held_out, threshold),
        aside=table_of(_scored(aside, weights), threshold),
    )
    print("\n".join(page_lines(calibration)))  # noqa: T201 - a script
    if not options.dry_run:
        _write(weights, rows, calibration)


def _judged(files: list[Path], texts: list[Path]) -> tuple[list[Judged], list[Judged]]:
    """Judged records of the documents kept aside, and of the rest."""
    gold = read_records(files)
    predicted, unread = predict(gold, texts)
    if unread:
        raise SystemExit("\n".join(unread))
    aside, rest = split(gold)
    return judge(aside, predicted), judge(rest, predicted)


def _scored(rows: Sequence[Judged], weights: Weights) -> list[Judged]:
    return [row._replace(score=round(share(weights, row.clues), DIGITS)) for row in rows]


def page_lines(calibration: Calibration) -> list[str]:
    """What docs/confidence.md tells of a calibration."""
    cross, aside = calibration.cross_validated, calibration.aside
    return [
        f"Threshold **{calibration.threshold:.3f}**, fitted on {calibration.fitted} on",
        f"{', '.join(calibration.gold)}.",
        "",
        f"Cross-validation by document, {cross.documents} documents with records: of the records from the threshold on",
        f"**{cross.above.share:.1%}** are strictly right; they are **{cross.coverage:.1%}** of all.",
        "",
        *cross.lines(calibration.threshold),
        "",
        f"Gold kept aside, {aside.documents} documents with records: {aside.above.share:.1%} and {aside.coverage:.1%}.",
        "",
        *aside.lines(calibration.threshold),
    ]


def _write(weights: Weights, rows: Sequence[Judged], calibration: Calibration) -> None:
    with (ROOT / "confidence.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["clue", "weight", "records", "right"])
        for clue in sorted(weights, key=lambda clue: (clue != ALWAYS, clue)):
            having = [row.right for row in rows if clue == ALWAYS or clue in row.clues]
            table.writerow([clue, weights[clue], len(having), sum(having)])
    FILE.write_text(NOTE + _toml(calibration), encoding="utf-8")
    assert published() == calibration
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text("\n".join([before + BEGIN, "", *page_lines(calibration), "", END]) + after, encoding="utf-8")


def _toml(calibration: Calibration) -> str:
    lines = [
        f"threshold = {calibration.threshold}",
        f"wanted = {calibration.wanted}",
        f"fitted = {calibration.fitted}",
        "\n[gold]",
        *(f'"{name}" = "{digest}"' for name, digest in calibration.gold.items()),
        *_table("cross_validated", calibration.cross_validated),
        *_table("aside", calibration.aside),
    ]
    return "\n".join(lines) + "\n"


def _table(name: str, table: Table) -> list[str]:
    return [f"\n[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in table.model_dump().items())]


if __name__ == "__main__":
    main()
