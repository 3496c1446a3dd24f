"""Extract what is stored and not yet read by today's extractor."""

from pipeline.progress import Progress
from pipeline.session import Session
from pipeline.steps.batches import batches
from pipeline.store.articles import pending, read_articles


def extract_pending(session: Session, progress: Progress, *, again: bool = False) -> int:
    """Extract articles whose text or extractor changed (all of them when `again`); returns how many there were."""
    ids = pending(session.con, session.job.version, again=again)
    for batch in batches(progress.track(ids, len(ids), "extract")):
        session.extract(read_articles(session.con, batch), again=again)
    return len(ids)
