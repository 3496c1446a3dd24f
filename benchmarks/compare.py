"""`python -m benchmarks.compare [OLD] [NEW]`: two releases side by side, by default the two newest that are kept.

Seconds hang on the machine, so only ratios are compared: those with targets, those to peers, those to the loop.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.release import FOLDER, Release, UnreadableReleaseError, in_order, read_release
from benchmarks.tables import figure, table


def main() -> int:
    """Print the table; 2 when there are no two releases to be read."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compare", description=__doc__)
    parser.add_argument("releases", type=Path, nargs="*", metavar="FILE")
    given = parser.parse_args().releases or in_order(FOLDER)[-2:]
    if len(given) != 2:
        print(f"benchmarks: two releases are needed, there are {len(given)}: give two files", file=sys.stderr)  # noqa: T201
        return 2
    try:
        old, new = map(read_release, given)
    except UnreadableReleaseError as error:
        print(f"benchmarks: {error}", file=sys.stderr)  # noqa: T201
        return 2
    print(compared(old, new))  # noqa: T201
    return 0


def compared(old: Release, new: Release) -> str:
    """A row for each ratio of either; a blank where one lacks it."""
    before, now = dict(_ratios(old)), dict(_ratios(new))
    rows = [(name, *_cells(before.get(name), now.get(name))) for name in {**before, **now}]
    return table(("what", old.version, new.version, "new / old"), rows)


def _ratios(release: Release) -> Iterator[tuple[str, float]]:
    yield from ((ratio.what, ratio.measured) for ratio in release.ratios)
    yield from ((f"{stage.name} / {peer}", value) for stage in release.stages for peer, value in stage.peers.items())
    yield from ((f"{name}, calibration loops", count.loops) for name, count in release.instructions.items())


def _cells(old: float | None, new: float | None) -> tuple[str, str, str]:
    change = f"{new / old:.2f}" if old and new is not None else ""
    return ("" if old is None else figure(old), "" if new is None else figure(new), change)


if __name__ == "__main__":
    sys.exit(main())
