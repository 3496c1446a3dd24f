"""Parts read ahead of the process that stores, in order; what a process dies of is found and left out."""

import logging
from collections import deque
from collections.abc import Iterable, Iterator

from pipeline.shards.pools import Pool, Promise
from pipeline.shards.work import Task
from schemas import Issue
from scrapers.issues import issue

log = logging.getLogger("bangvang")

AHEAD = 2  # tasks a process that are read or wait to be stored

Done = tuple[Task, list[Issue]]


def read_ahead(pool: Pool, tasks: Iterable[Task]) -> Iterator[Done]:
    """Each task when it is done, in the order of the tasks, with an issue when it could not be done at all.

    When a process dies of a page, that page alone is left out, and told by the results. Raises PipelineError when
    the pool itself is gone.
    """
    waiting: deque[tuple[Task, Promise]] = deque()
    for task in tasks:
        waiting.append((task, pool.submit(task)))
        if len(waiting) > AHEAD * pool.size:
            yield _first(pool, waiting)
    while waiting:
        yield _first(pool, waiting)


def _first(pool: Pool, waiting: deque[tuple[Task, Promise]]) -> Done:
    task, promise = waiting.popleft()
    try:
        promise.result()
    except pool.deaths:
        log.warning("a process that read %s died; it is read again by itself", task.part.shard)
        pool.mend()
        done = _alone(pool, task)
        if pool.die_together:
            others = [other for other, _ in waiting]
            waiting.clear()
            waiting.extend((other, pool.submit(other)) for other in others)
        return done
    except Exception as error:  # noqa: BLE001 - any fault of reading costs this part, not the run; the log tells more
        return task, [_failed(pool, task, error)]
    return _left(task)


def _left(task: Task) -> Done:
    """A worker may have written under that path on a machine of its own."""
    if task.results.exists():
        return task, []
    return task, [_lost(task, f"its results are not in {task.folder}, which all workers must share")]


def _alone(pool: Pool, task: Task) -> Done:
    """Read by itself: who dies now dies of it. The step at which it does is left out, and then the next one."""
    while True:
        task.mark.unlink(missing_ok=True)
        try:
            pool.submit(task).result()
        except pool.deaths:
            pool.mend()
            at = task.dies_at()
            if at is None or at in task.without:
                return task, [_lost(task, "the process that reads it dies each time")]
            task = task._replace(without=task.without | {at})
        except Exception as error:  # noqa: BLE001 - as above
            return task, [_failed(pool, task, error)]
        else:
            return _left(task)


def _failed(pool: Pool, task: Task, error: Exception) -> Issue:
    pool.check()
    log.error("reading %s failed", task.part.shard, exc_info=error)
    return _lost(task, f"{type(error).__name__}: {str(error)[:200]}")


def _lost(task: Task, reason: str) -> Issue:
    return issue("unreadable-file", f"{task.part.shard}: {reason}; this part of it is not read", task.part.shard)
