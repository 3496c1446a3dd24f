"""Shards into storage: read by several processes or machines, stored by this one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from shutil import rmtree

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.extraction import Told
from pipeline.numbers import plural
from pipeline.progress import Progress
from pipeline.session import Session
from pipeline.shards.parts import ARTICLES, OURS, Part, parts_of
from pipeline.shards.pools import Pool
from pipeline.shards.reading import read_ahead
from pipeline.shards.results import Reading, read_results, sweep
from pipeline.shards.work import Task
from pipeline.steps.batches import batches
from pipeline.store.articles import is_stored, pending, read_articles
from pipeline.store.issues import close_about
from schemas import Article, Issue, Severity
from scrapers.issues import issue

OF_A_SHARD = 1_000  # stored articles that are sent out at a time
OF_A_GROUP = 100


@dataclass(frozen=True)
class Shards:
    """Where shards are read, and what their results are for."""

    session: Session
    pool: Pool
    folder: Path  # of the results
    progress: Progress
    about: str = ""  # the subject of what is wrong with shards that are ours, and soon gone
    complained: set[str] = field(default_factory=set)  # subjects of this run's issues

    def extract(self, paths: Sequence[Path], *, again: bool = False) -> None:
        """Read shards, and store what they tell; parts of which there are results are only read `again` if asked.

        When the time of the run is used up, the parts in hand are the last. Raises UsageError for what is no shard,
        PipelineError when nobody is left to read.
        """
        parts = list(parts_of(paths, self._damaged))
        for task in self._done(parts, again=again):
            for readings, issues in self._results(task):
                self._report(issues)
                self._store(readings)
        if not self.session.left:
            self._fine(part.shard for part in parts)

    def extract_pending(self, *, again: bool = False) -> None:
        """As steps.extract.extract_pending, by way of shards: for workers that do not share this process's memory."""
        session = self.session
        keys = [key for key in pending(session.con, session.job.version, again=again) if key not in session.broken]
        stored = replace(self, folder=self.folder / f"stored-{session.run.run_id}", about="stored articles")
        close_about(session.con, [stored.about], session.run.started_at)
        try:
            shards = [stored.written(number, some) for number, some in enumerate(batches(keys, OF_A_SHARD))]
            for task in stored._done(list(parts_of(shards, self._damaged))):
                for readings, issues in stored._results(task):
                    stored._fail(issues)
                    articles, told = _pairs(readings)
                    session.extract(articles, told, again=again)
        finally:
            rmtree(stored.folder, ignore_errors=True)

    def _fail(self, issues: Sequence[Issue]) -> None:
        """Tell what went wrong with stored articles, and with the part that they were sent out in."""
        what = {one.subject: one.message for one in issues}
        for article in read_articles(self.session.con, list(what)) if what else ():
            self.session.failed_on(article, what.pop(article.article_id))
        self._report_of_part([one for one in issues if one.subject in what])

    def _store(self, readings: Sequence[Reading]) -> None:
        session = self.session
        new = [one for one in readings if not (one.crude and is_stored(session.con, one.article.article_id))]
        session.load(*_pairs(new))
        self._fine(one.article.url for one in new)

    def _fine(self, subjects: Iterable[str]) -> None:
        session = self.session
        close_about(session.con, sorted({*subjects} - self.complained - session.not_stored), session.run.started_at)

    def _results(self, task: Task) -> Iterator[tuple[list[Reading], list[Issue]]]:
        try:
            yield from read_results(task.results)
        except (pa.ArrowException, OSError) as error:
            task.results.unlink(missing_ok=True)
            what = f"its results were damaged ({str(error).splitlines()[0]}); start again to read it anew"
            self._report_of_part([issue("unreadable-file", f"{task.part.shard}: {what}", task.part.shard)])

    def _done(self, parts: list[Part], *, again: bool = False) -> Iterator[Task]:
        """The tasks whose results are there, in order; what could not be read is reported."""
        session = self.session
        self.folder.mkdir(parents=True, exist_ok=True)
        sweep(self.folder)
        done = 0
        for task, issues in read_ahead(self.pool, self._tasks(parts, again)):
            done += 1
            self._report_of_part(issues)
            if task.results.exists():
                yield task
        if done < len(parts):
            session.left.append(f"{plural(len(parts) - done, 'part')} of shards not read, start again to go on")

    def _damaged(self, shard: Path, why: str) -> None:
        self._report([issue("unreadable-file", f"{shard}: cannot be read: {why}", str(shard))])

    def _report(self, issues: Sequence[Issue]) -> None:
        self.session.failed += sum(one.severity is Severity.ERROR for one in issues)
        self.session.report(issues, "ingest")
        self.complained.update(one.subject for one in issues)

    def _report_of_part(self, issues: Sequence[Issue]) -> None:
        self._report([one.model_copy(update={"subject": self.about or one.subject}) for one in issues])

    def _tasks(self, parts: list[Part], again: bool) -> Iterator[Task]:
        session = self.session
        for part in self.progress.track(parts, len(parts), "extract"):
            if session.budget.is_used_up:
                return
            task = Task(part, str(self.folder), session.examiner.extract, session.job.version)
            if again:
                task.results.unlink(missing_ok=True)
            yield task

    def written(self, number: int, keys: list[str]) -> Path:
        """A shard of stored articles, of this run alone."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"stored-{number:05}.parquet"
        articles = read_articles(self.session.con, keys)
        texts = [article.model_dump_json() for article in articles]
        ids = [article.article_id for article in articles]
        table = pa.table({"article_id": ids, "article": texts}).replace_schema_metadata({OURS: ARTICLES})
        pq.write_table(table, path, row_group_size=OF_A_GROUP, compression="zstd")
        return path


def _pairs(readings: Sequence[Reading]) -> tuple[list[Article], list[Told]]:
    return [one.article for one in readings], [one.told for one in readings]
