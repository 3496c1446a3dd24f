"""`python -m benchmarks.instructions [--against FILE]`: instructions of the hot paths, counted by callgrind.

A count does not know how busy the machine is. Builds of Python differ, so what is compared is the count as a multiple
of that of a loop in plain Python. Exit codes: 0 fine, 1 a hot path takes over 3% more than in FILE, 2 it cannot tell.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.hot_paths import LOOP, NOTHING
from benchmarks.release import Count, UnreadableReleaseError, newest, read_release
from benchmarks.tables import instructions as as_table

ALLOWED = 0.03
_PATIENCE = 1800  # seconds; vgdb may wait for ever where ptrace is forbidden
_ROOT = Path(__file__).resolve().parent.parent
_DUMP = re.compile(r"^desc: Trigger: (?:Monitor command: )?dump (?P<name>.+)$", re.MULTILINE)
_TOTALS = re.compile(r"^totals: (?P<count>\d+)$", re.MULTILINE)


class UncountableError(RuntimeError):
    """What is missing, or what went wrong, in a line."""


def main() -> int:
    """Count, print, compare."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.instructions", description=__doc__)
    parser.add_argument("--against", type=Path, help="a file of a release; default: the newest of benchmarks/releases")
    given = parser.parse_args()
    try:
        against = given.against or newest()
        before = read_release(against).instructions if against else {}
        now = counted()
    except (UncountableError, UnreadableReleaseError) as error:
        print(f"benchmarks: {error}", file=sys.stderr)  # noqa: T201
        return 2
    slower = list(grown(before, now))
    fine = f"no hot path takes over {ALLOWED:.0%} more than in {against}" if before else "nothing to compare with yet"
    print(as_table(now), *(slower or [fine]), sep="\n")  # noqa: T201
    return 1 if slower else 0


def grown(before: Mapping[str, Count], now: Mapping[str, Count]) -> Iterator[str]:
    """A line for each hot path that takes more than is allowed, or that is no longer counted."""
    for name, old in before.items():
        new = now.get(name)
        if new is None:
            yield f"{name}: no longer counted"
        elif new.loops > old.loops * (1 + ALLOWED):
            yield f"{name}: {new.loops / old.loops - 1:+.1%} ({old.loops:.3f} → {new.loops:.3f} calibration loops)"


def counted() -> dict[str, Count]:
    """Instructions of each hot path. Raises UncountableError."""
    for tool in ("valgrind", "vgdb"):
        if shutil.which(tool) is None:
            raise UncountableError(f"no {tool}: apt-get install valgrind")
    with TemporaryDirectory() as folder:
        _run(Path(folder))
        found = read_dumps(Path(folder))
    if not {LOOP, NOTHING} <= found.keys():
        raise UncountableError(
            "callgrind wrote no counts: its version is another than the 3.19 that this was written for"
        )
    return as_counts(found)


def as_counts(found: Mapping[str, int]) -> dict[str, Count]:
    """Counts without what switching on and off costs, and beside them the multiple of the loop."""
    nothing = found[NOTHING]
    loop = found[LOOP] - nothing
    real = {name: count - nothing for name, count in found.items() if name != NOTHING}
    return {name: Count(instructions=count, loops=round(count / loop, 4)) for name, count in real.items()}


def read_dumps(folder: Path) -> dict[str, int]:
    """The median of what callgrind counted under each name."""
    counts: defaultdict[str, list[int]] = defaultdict(list)
    for path in sorted(folder.glob("count.*"), key=lambda path: int(path.suffix[1:])):
        text = path.read_text(encoding="utf-8", errors="replace")
        name, total = _DUMP.search(text), _TOTALS.search(text)
        if name and total:
            counts[name["name"]].append(int(total["count"]))
    return {name: int(median(several)) for name, several in counts.items()}


def _run(folder: Path) -> None:
    """A few minutes: Python is ten to fifty times slower there. The same hashes give the same counts."""
    out, hashes = f"--callgrind-out-file={folder / 'count'}", {**os.environ, "PYTHONHASHSEED": "0"}
    valgrind = ["valgrind", "-q", "--tool=callgrind", "--instr-atstart=no", out]
    try:
        subprocess.run(  # noqa: S603 - fixed words
            [*valgrind, sys.executable, "-m", "benchmarks.hot_paths"],
            cwd=_ROOT,
            env=hashes,
            capture_output=True,
            text=True,
            check=True,
            timeout=_PATIENCE,
        )
    except subprocess.CalledProcessError as error:
        last = (error.stderr.strip().splitlines() or ["no word of why"])[-1]
        raise UncountableError(f"callgrind ended with {error.returncode}: {last}") from error
    except subprocess.TimeoutExpired as error:
        raise UncountableError(f"callgrind took over {_PATIENCE} s: is ptrace forbidden here?") from error


if __name__ == "__main__":
    sys.exit(main())
