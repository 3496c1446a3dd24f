"""Scores as lines for people (the same figures as the reference scorer prints) and as JSON."""

import json
from typing import Any

from pipeline.evaluate.kinds import by_kind
from pipeline.evaluate.scoring import Scores

QUOTE_SHOWN = 160


def as_lines(scores: Scores) -> list[str]:
    """Title, core, strict, accuracy by field, and the counts."""
    lines = []
    for name in scores.hits:
        precision, recall, f1 = scores.figures(name)
        lines.append(f"{name:7} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")
    lines.append("fields  " + "  ".join(f"{name} {value:.3f}" for name, value in scores.accuracy().items()))
    lines.append(f"records gold {scores.gold}  predicted {scores.predicted}")
    lines.append(
        f"documents {scores.documents}  with records {scores.documents_with_records}"
        f"  all right {scores.documents_all_right}"
    )
    return lines


def as_json(scores: Scores) -> dict[str, Any]:
    """The same figures for programs."""
    return {
        **{name: scores.figures(name)._asdict() for name in scores.hits},
        "fields": scores.accuracy(),
        "records": {"gold": scores.gold, "predicted": scores.predicted},
        "documents": {
            "gold": scores.documents,
            "with_records": scores.documents_with_records,
            "all_right": scores.documents_all_right,
        },
        "errors": {kind.name: {"records": kind.records, "alone": kind.alone} for kind in by_kind(scores.disagreements)},
    }


def error_lines(scores: Scores, limit: int) -> list[str]:
    """The first `limit` disagreements, one a line: document, kind, fields, the gold (or spurious) quote."""
    return [
        f"{doc}\t{kind}\t{json.dumps(what, ensure_ascii=False)}\t{(quote or '')[:QUOTE_SHOWN]}"
        for doc, kind, what, quote, _ in scores.disagreements[:limit]
    ]
