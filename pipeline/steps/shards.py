"""Shards into storage: read by several processes or machines, stored by this one."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.numbers import plural
from pipeline.progress import Progress
from pipeline.session import Session
from pipeline.shards.parts import Part, parts_of
from pipeline.shards.pools import Pool
from pipeline.shards.reading import read_ahead
from pipeline.shards.results import read_results
from pipeline.shards.work import Task
from pipeline.steps.batches import batches
from pipeline.store.articles import pending, read_articles
from schemas import Issue, Severity
from scrapers.issues import issue

OF_A_SHARD = 1_000  # stored articles that are sent out at a time
OF_A_GROUP = 100


class Shards(NamedTuple):
    """Where shards are read, and what their results are for."""

    session: Session
    pool: Pool
    folder: Path  # of the results
    progress: Progress

    def extract(self, paths: Sequence[Path]) -> None:
        """Read shards, and store what they tell; results of before are not read again.

        When the time of the run is used up, the parts in hand are the last. Raises UsageError for what is no shard.
        """
        for task in self._done(list(parts_of(paths, self._damaged))):
            for articles, told in read_results(task.results):
                self.session.load(articles, told)

    def extract_pending(self, *, again: bool = False) -> None:
        """As steps.extract.extract_pending, by way of shards: for workers that do not share this process's memory."""
        session = self.session
        keys = [key for key in pending(session.con, session.job.version, again=again) if key not in session.broken]
        shards = [self._written(number, some) for number, some in enumerate(batches(keys, OF_A_SHARD))]
        for task in self._done(list(parts_of(shards, self._damaged))):
            for articles, told in read_results(task.results):
                session.extract(articles, told, again=again)
            task.results.unlink()
        for shard in shards:
            shard.unlink()

    def _done(self, parts: list[Part]) -> Iterator[Task]:
        """The tasks whose results are there, in order; what could not be read is reported."""
        session = self.session
        self.folder.mkdir(parents=True, exist_ok=True)
        done = 0
        for task, issues in read_ahead(self.pool, self._tasks(parts)):
            done += 1
            self._report(issues)
            if task.results.exists():
                yield task
        if done < len(parts):
            session.left.append(f"{plural(len(parts) - done, 'part')} of shards not read, start again to go on")

    def _damaged(self, shard: Path, why: str) -> None:
        self._report([issue("unreadable-file", f"{shard}: cannot be read as Parquet: {why}", str(shard))])

    def _report(self, issues: Sequence[Issue]) -> None:
        self.session.failed += sum(one.severity is Severity.ERROR for one in issues)
        self.session.report(issues, "ingest")

    def _tasks(self, parts: list[Part]) -> Iterator[Task]:
        session = self.session
        for part in self.progress.track(parts, len(parts), "extract"):
            if session.budget.is_used_up:
                return
            yield Task(part, str(self.folder), session.examiner.extract, session.job.version)

    def _written(self, number: int, keys: list[str]) -> Path:
        """A shard of stored articles, of this run alone."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"stored-{self.session.run.run_id}-{number:05}.parquet"
        beside = path.with_suffix(".tmp")
        texts = [article.model_dump_json() for article in read_articles(self.session.con, keys)]
        pq.write_table(pa.table({"article": texts}), beside, row_group_size=OF_A_GROUP, compression="zstd")
        beside.replace(path)
        return path
