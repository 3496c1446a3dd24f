"""Extract what is stored and not yet read by today's extractor."""

from pipeline.numbers import plural
from pipeline.progress import Progress
from pipeline.session import Session
from pipeline.steps.batches import batches
from pipeline.store.articles import pending, read_articles


def extract_pending(session: Session, progress: Progress, *, again: bool = False) -> int:
    """Extract articles whose text or extractor changed (all of them when `again`); returns how many were read.

    What this run has failed on is not tried twice. When the time of the run is used up, the batch in hand is the last
    one, and the rest is left for the next run.
    """
    ids = [key for key in pending(session.con, session.job.version, again=again) if key not in session.broken]
    done = 0
    for batch in batches(progress.track(ids, len(ids), "extract")):
        if session.budget.is_used_up:
            later = "start again with --all to have all read" if again else "the next run goes on"
            session.left.append(f"{plural(len(ids) - done, 'article')} not extracted, {later}")
            break
        session.extract(read_articles(session.con, batch), again=again)
        done += len(batch)
    return done
