"""A batch that fails by a fault of ours is stored article by article, so that it costs only those that it strikes."""

import logging
from collections.abc import Callable, Sequence

import duckdb

from pipeline import interrupts
from pipeline.errors import PipelineError
from schemas import Article

log = logging.getLogger("bangvang")

# What an article can bring about; all other errors of the database, and those of the disk, concern every one of them.
OF_A_VALUE = (duckdb.DataError, duckdb.IntegrityError)
OF_ALL = (PipelineError, OSError, MemoryError, duckdb.Error)


def walled(
    articles: Sequence[Article],
    store: Callable[[Sequence[Article]], None],
    fail: Callable[[Article, Exception], None],
) -> None:
    """`store` the articles together, or else one by one; `fail` is told of each that cannot be stored.

    `store` does all or nothing. Raises what concerns more than one article.
    """
    try:
        with interrupts.kept():
            store(articles)
    except Exception as error:
        if not articles or (isinstance(error, OF_ALL) and not isinstance(error, OF_A_VALUE)):
            raise
        if len(articles) == 1:
            log.exception("storing %s failed", articles[0].url)
            fail(articles[0], error)
            return
        log.debug("a batch of %d failed (%s): its articles are stored one by one", len(articles), type(error).__name__)
        for article in articles:
            walled([article], store, fail)
