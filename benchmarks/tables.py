"""What was measured as Markdown."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from benchmarks.release import Count, Ratio, Release, Stage
from scrapers.archive.atomic import write_atomic

RESULTS = Path(__file__).with_name("results.md")
BEGIN, END = "<!-- release: written by make bench RELEASE=1 -->", "<!-- /release -->"


def report(release: Release) -> str:
    """All that a release's file holds."""
    about = ", ".join(f"{name} {value}" for name, value in {**release.machine, **release.libraries}.items())
    parts = [f"Release {release.version}, measured {release.measured}: {about}.", *_lines(release.notes)]
    parts += [stages(release.stages)] if release.stages else []
    parts += [ratios(release.ratios)] if release.ratios else []
    parts += [instructions(release.instructions)] if release.instructions else []
    return "\n\n".join(parts)


def stages(rows: Sequence[Stage]) -> str:
    """Where the time goes."""
    head = ("stage", "documents/s", "MB/s", "share, %", "peak, MB", "our time as a multiple of")
    return table(head, [_stage(row) for row in rows])


def ratios(rows: Sequence[Ratio]) -> str:
    """The figures that have targets, and some more."""
    return table(("what", "measured", "target", ""), [_ratio(row) for row in rows])


def instructions(counts: Mapping[str, Count]) -> str:
    """Instructions of the hot paths."""
    rows = [(name, f"{one.instructions / 1e6:.2f}", f"{one.loops:.3f}") for name, one in counts.items()]
    return table(("hot path", "million instructions", "calibration loops"), rows)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def figure(value: float) -> str:
    """Three digits that count; whole numbers from a hundred on."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def write_results(text: str, page: Path = RESULTS) -> None:
    """Put `text` between the marks of the page. Raises ValueError when it has none."""
    before, begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"{page}: no lines {BEGIN} and {END}: restore them from git")
    write_atomic(page, f"{before}{begin}\n{text}\n{end}{after}".encode())
    page.chmod(0o644)


def _lines(notes: Sequence[str]) -> list[str]:
    return [" ".join(notes)] if notes else []


def _stage(row: Stage) -> tuple[str, ...]:
    peers = "; ".join(f"{figure(value)} × {name}" for name, value in row.peers.items())
    rates = [figure(amount / row.seconds) if row.seconds else "" for amount in (row.documents, row.megabytes)]
    return (row.name, *rates, f"{row.share:.1f}", f"{row.peak_mb:.0f}", peers)


def _ratio(row: Ratio) -> tuple[str, ...]:
    target = f"{row.aim} {row.target:g}" if row.target is not None else ""
    return (row.what, figure(row.measured), target, "missed" if row.missed else "")
