"""`python -m benchmarks.shards`: shards read by processes and by a local Dask cluster, by turns; what a page costs.

Both pools are ready and have read something before time is taken. The cluster's workers run without Dask's profiler,
as docs/scale.md starts them; `--profiler` leaves it on, as Dask does by itself.
"""

import argparse
import os
import resource
import time
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks import bulk
from benchmarks.texts import award_texts
from extractors import EXTRACTOR_VERSION, extract
from pipeline.shards.clusters import Cluster, cluster
from pipeline.shards.parts import parts_of
from pipeline.shards.pools import Pool, processes
from pipeline.shards.reading import read_ahead
from pipeline.shards.work import Task, do


class Run(NamedTuple):
    """Seconds of the shard and until the workers were ready, and the most memory of a worker in MB."""

    seconds: float
    ready: float
    peak: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.shards", description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=["processes", "cluster"])
    parser.add_argument("--profiler", action="store_true", help="of Dask's workers")
    bulk.add_options(parser)
    given = parser.parse_args()
    print(f"{os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}")  # noqa: T201 - a script
    with TemporaryDirectory() as name:
        path, size = bulk.write(Path(name) / "pages", islice(bulk.pages(given), given.documents), given.kind)
        print(f"{given.documents} pages of {size / given.documents / 1000:.1f} kB")  # noqa: T201
        kinds = [given.only] if given.only else ["processes", "cluster"]
        runs = [
            {kind: _run(kind, path, Path(name) / f"{kind}-{number}", given) for kind in kinds}
            for number in range(given.rounds)
        ]
    for kind in kinds:
        print(_told(kind, [one[kind] for one in runs], given))  # noqa: T201
    if not given.only:
        ratio = median(one["cluster"].seconds / one["processes"].seconds for one in runs)
        print(f"the cluster takes {ratio:.2f} times as long as the processes")  # noqa: T201


def _told(kind: str, runs: list[Run], given: argparse.Namespace) -> str:
    seconds = median(run.seconds for run in runs)
    return (
        f"{kind}: {given.documents / seconds:.0f} pages a second with {given.workers} workers ({seconds:.1f} s, median "
        f"of {len(runs)}), ready after {median(run.ready for run in runs):.1f} s, "
        f"at most {max(run.peak for run in runs):.0f} MB a worker"
    )


def _run(kind: str, path: Path, folder: Path, given: argparse.Namespace) -> Run:
    began = time.perf_counter()
    if kind == "processes":
        with processes(given.workers) as pool:
            seconds, start = _seconds(pool, path, folder, began)
        return Run(seconds, start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
    import dask  # noqa: PLC0415 - an optional extra
    from distributed import LocalCluster  # noqa: PLC0415

    with (
        dask.config.set({"distributed.worker.profile.enabled": given.profiler}),
        LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=given.workers, threads_per_worker=1, dashboard_address=None
        ) as local,
        cluster(local.scheduler_address, EXTRACTOR_VERSION) as pool,
    ):
        seconds, start = _seconds(pool, path, folder, began)
        return Run(seconds, start, max(pool.ask(_peak).values()) / 1024)


def _seconds(pool: Pool, path: Path, folder: Path, began: float) -> tuple[float, float]:
    """Seconds of the shard, and of what came before: each worker starts, and reads something."""
    folder.mkdir()
    if isinstance(pool, Cluster):
        pool.ask(_warm)  # each of them; of short tasks a scheduler gives one worker several and another none
    else:
        _read(pool, [_small(folder / f"warm-{number}.parquet") for number in range(3 * pool.size)], folder)
    ready = time.perf_counter()
    _read(pool, [path], folder)
    return time.perf_counter() - ready, ready - began


def _read(pool: Pool, paths: list[Path], folder: Path) -> None:
    tasks = [Task(part, str(folder), extract, EXTRACTOR_VERSION) for part in parts_of(paths, print)]
    for _, issues in read_ahead(pool, tasks):
        assert not issues


def _warm() -> None:
    with TemporaryDirectory() as name:
        small = _small(Path(name) / "warm.parquet")
        for part in parts_of([small], print):
            do(Task(part, name, extract, EXTRACTOR_VERSION))


def _small(path: Path) -> Path:
    text = award_texts(None)[0].read_text(encoding="utf-8")
    pq.write_table(pa.table({"url": ["https://example.vn/0.html"], "text": [text]}), path)
    return path


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
