"""`bangvang extract`: today's extractor on what is stored, or on shards."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import HomeOption
from pipeline.settings import home as home_of

if TYPE_CHECKING:
    from pipeline.session import Session
    from pipeline.shards.pools import Pool


def command(
    shards: Annotated[
        list[Path] | None, typer.Argument(metavar="SHARD", help="Parquet or WARC files, or folders of them.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Extract again what this extractor has read already.")
    ] = False,
    workers: Annotated[int, typer.Option(min=1, max=256, help="Processes that read; one more stores.")] = 1,
    cluster: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Dask scheduler whose workers read: tcp://host:8786.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Where results of shards go; all workers must see it.")
    ] = None,
    home: HomeOption = None,
) -> None:
    """Extract facts and publish: from stored articles whose text or whose extractor changed, or from shards.

    A shard is a Parquet file with the columns url and text (or html), or a WARC file. A run that was cut short
    does not read finished parts of shards again.

    Example: bangvang extract --all --workers 4
    Example: bangvang extract crawl/*.warc.gz --cluster tcp://10.0.0.1:8786 --out /shared/results
    """
    from pipeline.cli.logs import log_to
    from pipeline.cli.report import report
    from pipeline.errors import UsageError
    from pipeline.progress import progress
    from pipeline.session import session
    from pipeline.steps.extract import extract_pending
    from pipeline.steps.shards import Shards

    if cluster and workers > 1:
        raise UsageError("--workers and --cluster: choose one, a cluster has its own workers")
    if out and not (shards or cluster):
        raise UsageError("--out: results are only written of shards, or on a cluster")
    where = home_of(home)
    where.prepare()
    log_to(where)
    folder = (out or where.root / "shards").resolve()
    with session(where, "extract") as opened:
        if shards:
            with _pool(opened, workers, cluster) as pool:
                Shards(opened, pool, folder, progress()).extract(shards, again=everything)
        elif cluster:
            with _pool(opened, workers, cluster) as pool:
                Shards(opened, pool, folder, progress()).extract_pending(again=everything)
        else:
            extract_pending(opened, progress(), again=everything, workers=workers)
    report(opened)


@contextmanager
def _pool(opened: "Session", workers: int, address: str | None) -> Iterator["Pool"]:
    from pipeline.shards import clusters, pools

    if address:
        with clusters.cluster(address, opened.job.version) as cluster:
            yield cluster
    else:
        with pools.processes(workers) as processes:
            yield processes
