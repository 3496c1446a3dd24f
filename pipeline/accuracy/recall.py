"""How many of the facts that articles state were found: from articles that an auditor checked to the end."""

from collections.abc import Iterable, Mapping

from pipeline.accuracy.interval import Looked, Share, share_of
from pipeline.accuracy.outcome import outcome
from pipeline.accuracy.rulings import Rulings
from schemas import Act, Logged
from schemas.base import Model


class Article(Model):
    """A fully checked article: what became of its facts, and how many were ruled on by nobody."""

    article_id: str
    confirmed: int = 0
    corrected: int = 0
    core: int = 0
    added: int = 0
    rejected: int = 0
    unruled: int = 0
    reviewer: str = ""

    @property
    def facts(self) -> int:
        """How many facts the article states."""
        return self.confirmed + self.corrected + self.added


class Recall(Model):
    """What fully checked articles say. Articles with facts that nobody ruled on are left out."""

    articles: int
    left_out: int
    without_facts: int
    confirmed: int
    corrected: int
    missed: int
    found: Share
    strict: Share
    core: Share


def checked_articles(rulings: Rulings, unruled: Mapping[str, int]) -> list[Article]:
    """The articles that are fully checked; `unruled` has those whose text is still the one that was checked."""
    return [
        article_of(check, rulings, unruled[check.review.article_id])
        for check in rulings.checked()
        if check.review.article_id in unruled
    ]


def article_of(check: Logged, rulings: Rulings, unruled: int) -> Article:
    """What became of the facts of an article. A fact that an auditor added stays missed, whoever confirmed it since."""
    ruled = rulings.of_article(check.review.article_id)
    known = [one for one in ruled if not rulings.was_added(one.review.subject)]
    results = [outcome(one.review.extracted or one.review.before, one) for one in known]
    return Article(
        article_id=check.review.article_id,
        confirmed=sum(one.strict for one in results),
        corrected=sum(not one.strict and not one.rejected for one in results),
        core=sum(one.core for one in results),
        added=sum(one.review.act is not Act.REJECTED for one in ruled if one not in known),
        rejected=sum(one.review.act is Act.REJECTED for one in known),
        unruled=unruled,
        reviewer=check.review.reviewer,
    )


def recall(articles: Iterable[Article]) -> Recall:
    """The estimates: articles are what was drawn, so facts of one article count together."""
    known = list(articles)
    whole = [one for one in known if not one.unruled]
    return Recall(
        articles=len(whole),
        left_out=len(known) - len(whole),
        without_facts=sum(not one.facts for one in whole),
        confirmed=sum(one.confirmed for one in whole),
        corrected=sum(one.corrected for one in whole),
        missed=sum(one.added for one in whole),
        found=share_of([Looked(one.confirmed + one.corrected, one.facts) for one in whole]),
        strict=share_of([Looked(one.confirmed, one.facts) for one in whole]),
        core=share_of([Looked(one.core, one.facts) for one in whole]),
    )
