"""Extract what is stored and not yet read by today's extractor."""

from collections.abc import Iterator

from pipeline.crew import Read, crew
from pipeline.numbers import plural
from pipeline.progress import Progress
from pipeline.session import Session
from pipeline.steps.batches import batches
from pipeline.store.articles import pending, read_articles


def extract_pending(session: Session, progress: Progress, *, again: bool = False, workers: int = 1) -> int:
    """Extract articles whose text or extractor changed (all of them when `again`); returns how many were read.

    With several `workers` that many processes read, and this one stores. What this run has failed on is not tried
    twice. When the time of the run is used up, the batch in hand is the last one; the rest is left for the next run.
    """
    ids = [key for key in pending(session.con, session.job.version, again=again) if key not in session.broken]
    done = 0
    for articles, told in _read(session, batches(progress.track(ids, len(ids), "extract")), workers):
        if session.budget.is_used_up:
            later = "start again with --all to have all read" if again else "the next run goes on"
            session.left.append(f"{plural(len(ids) - done, 'article')} not extracted, {later}")
            break
        session.extract(articles, told, again=again)
        done += len(articles)
    return done


def _read(session: Session, ids: Iterator[list[str]], workers: int) -> Iterator[Read]:
    """Batches of articles; with what they tell where other processes read them, else with nothing yet."""
    stored = (list(read_articles(session.con, batch)) for batch in ids)
    if workers == 1:
        yield from ((articles, []) for articles in stored)
        return
    with crew(session.examiner.extract, workers) as processes:
        yield from processes.read(stored)
