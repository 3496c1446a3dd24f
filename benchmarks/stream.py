"""`python -m benchmarks.stream --gigabytes 10`: `bangvang extract` on so large an input, and the memory it takes."""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import bulk


def main() -> None:
    """Write the input, read it as a user would, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stream", description=__doc__)
    parser.add_argument("--gigabytes", type=float, default=10)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--group", type=int, default=1_000, help="rows of a row group")
    bulk.add_options(parser)
    given = parser.parse_args()
    with TemporaryDirectory() as name:
        some = _until(bulk.pages(given), given.gigabytes * 1e9)
        path, size = bulk.write(Path(name) / "pages", some, given.kind, group=given.group, packed=False)
        began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        bangvang = str(Path(sys.executable).with_name("bangvang"))
        command = [bangvang, "extract", str(path), "--workers", str(given.workers)]
        subprocess.run(command, env=os.environ | {"BANGVANG_HOME": f"{name}/home"}, check=True)  # noqa: S603 - ours
        seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        file = path.stat().st_size
    print(  # noqa: T201 - a script
        f"{size / 1e9:.1f} GB of pages ({file / 1e9:.1f} GB file): {seconds:.0f} s, {cpu:.0f} s of CPU, "
        f"{size / 1e6 / cpu:.1f} MB a core-second, the largest process had {after.ru_maxrss / 1024:.0f} MB"
    )


def _until(some: Iterator[bulk.Page], size: float) -> Iterator[bulk.Page]:
    for page in some:
        if size <= 0:
            return
        size -= len(page[1].encode())
        yield page


if __name__ == "__main__":
    main()
