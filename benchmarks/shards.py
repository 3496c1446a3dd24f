"""`python -m benchmarks.shards`: shards read by processes and by a local Dask cluster; what a page costs, and memory.

Made input: news without a title, and one award text in so many. Both pools are ready and warm before time is taken.
"""

import argparse
import os
import resource
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.texts import award_texts
from extractors import EXTRACTOR_VERSION, extract
from pipeline.shards.parts import parts_of
from pipeline.shards.pools import Pool, cluster, processes
from pipeline.shards.reading import read_ahead
from pipeline.shards.work import Task

NEWS = (
    "Sáng nay, nhiều tuyến đường trong thành phố ngập sâu sau cơn mưa lớn kéo dài từ đêm qua, xe cộ đi lại khó khăn. "
)
OF_A_GROUP = 200


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.shards", description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--letters", type=int, default=2_500, help="of a page of news")
    parser.add_argument("--awards", type=int, default=50, help="one page in so many is an award text; 0: none")
    parser.add_argument("--html", action="store_true", help="pages of HTML, with as much again around the text")
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--only", choices=["processes", "cluster"])
    given = parser.parse_args()
    print(f"{os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}")  # noqa: T201 - a script
    with TemporaryDirectory() as name:
        path = _shard(Path(name) / "pages.parquet", given)
        print(f"{given.documents} pages, {path.stat().st_size / 1e6:.0f} MB packed")  # noqa: T201
        for kind in [given.only] if given.only else ["processes", "cluster"]:
            print(_measured(kind, path, Path(name) / kind, given))  # noqa: T201


def _measured(kind: str, path: Path, folder: Path, given: argparse.Namespace) -> str:
    began = time.perf_counter()
    if kind == "processes":
        with processes(given.workers) as pool:
            seconds, start = _seconds(pool, path, folder, began)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    else:
        from distributed import LocalCluster  # noqa: PLC0415 - an optional extra

        with (
            LocalCluster(  # type: ignore[no-untyped-call]
                n_workers=given.workers, threads_per_worker=1, dashboard_address=None
            ) as local,
            cluster(local.scheduler_address, EXTRACTOR_VERSION) as pool,
        ):
            seconds, start = _seconds(pool, path, folder, began)
            peak = max(pool.ask(_peak).values())
    return (
        f"{kind}: {given.documents / seconds:.0f} pages a second with {given.workers} workers ({seconds:.1f} s), "
        f"ready after {start:.1f} s, at most {peak / 1024:.0f} MB a worker"
    )


def _seconds(pool: Pool, path: Path, folder: Path, began: float) -> tuple[float, float]:
    """Seconds of the shard, and of what came before: each worker starts, and reads something."""
    folder.mkdir()
    warm = [_small(folder / f"warm-{number}.parquet") for number in range(3 * pool.size)]
    for paths in (warm, [path]):
        ready = time.perf_counter()
        tasks = [Task(part, str(folder), extract, EXTRACTOR_VERSION) for part in parts_of(paths, print)]
        for _, issues in read_ahead(pool, tasks):
            assert not issues
    return time.perf_counter() - ready, ready - began


def _small(path: Path) -> Path:
    text = award_texts(None)[0].read_text(encoding="utf-8")
    pq.write_table(pa.table({"url": ["https://example.vn/0.html"], "text": [text]}), path)
    return path


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _shard(path: Path, given: argparse.Namespace) -> Path:
    """Parquet, written a row group at a time."""
    column = "html" if given.html else "text"
    with pq.ParquetWriter(path, pa.schema([("url", pa.string()), (column, pa.string())]), compression="zstd") as writer:
        texts = islice(_texts(given), given.documents)
        number = 0
        while some := list(islice(texts, OF_A_GROUP)):
            urls = [f"https://example.vn/{number + at}.html" for at in range(len(some))]
            writer.write_table(pa.table({"url": urls, column: some}))
            number += len(some)
    return path


def _texts(given: argparse.Namespace) -> Iterator[str]:
    awards = cycle(path.read_text(encoding="utf-8") for path in award_texts(None))
    number = 0
    while True:
        number += 1
        award = given.awards and number % given.awards == 0
        text = next(awards) if award else f"Bản tin {number}\n\n" + NEWS * (given.letters // len(NEWS))
        yield _page(text) if given.html else text


def _page(text: str) -> str:
    body = "".join(f"<p>{line}</p>" for line in text.split("\n") if line)
    menu = "".join(f'<li class="menu-item"><a href="/muc-{n}">Chuyên mục {n}</a></li>' for n in range(len(text) // 60))
    return f"<html><head><meta charset=utf-8></head><body><ul>{menu}</ul><article>{body}</article></body></html>"


if __name__ == "__main__":
    main()
