"""A fact as it stands: what the extractor told, what auditors ruled since, and what holds now."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.desk.desk import Desk
from pipeline.desk.errors import NotFoundError
from pipeline.desk.published import Row
from pipeline.desk.rulings.articles import ArticleShown, load_article
from pipeline.desk.rulings.records import evidence_of, record_of
from pipeline.reviews.standing import latest
from pipeline.store.rows import digest
from schemas import Act, AwardRecord, Logged, record_id
from schemas.award import FACT_FIELDS

AWARD = "SELECT * EXCLUDE (text_key) FROM award WHERE {where} ORDER BY quote_start, record_id"
PUBLISHED = "SELECT number, subject, record_id, returned_because FROM review WHERE {where}"


@dataclass(frozen=True)
class Fact:
    """One record with its reviews.

    `row` is its row of `award`; None for one that was added since the publication. `returned` tells of reviews that the
    publication could not apply any more, and why.
    """

    record_id: str
    article: ArticleShown
    record: AwardRecord
    extracted: AwardRecord | None
    row: Row | None
    log: list[Logged]
    returned: dict[int, str]

    @property
    def ruling(self) -> Logged | None:
        """The ruling in force."""
        return _ruling(self.log, self.returned)

    @property
    def returned_because(self) -> str | None:
        """Why the last ruling does not hold any more."""
        last = latest(self.log)
        return self.returned.get(last.number) if last else None

    @property
    def verdict(self) -> Act | None:
        """What was ruled, if anything is in force."""
        return self.ruling.review.act if self.ruling else None

    @property
    def seen(self) -> int:
        """The number of the last review: what a page that shows this fact knows of."""
        return self.log[-1].number if self.log else 0

    @property
    def subjects(self) -> set[str]:
        """All ids under which this fact was ruled on."""
        return {self.record_id, *(logged.review.subject for logged in self.log)}

    @property
    def face(self) -> str:
        """A hash of what a page shows of the fact: who rules on it has to have seen what holds now."""
        return digest(self.record.model_dump_json(), self.article.now.text)[:16]

    @property
    def stands(self) -> bool:
        """Whether the article's text of today says what the record says."""
        return self.record.grounded_in(self.article.now.text)

    @property
    def is_withdrawn(self) -> bool:
        """Whether the published file says that it holds no more."""
        return self.row is not None and self.row["withdrawn_at"] is not None


def load_fact(desk: Desk, record_id: str) -> Fact:
    """The fact. Raises NotFoundError when neither the published file nor the log knows it."""
    rows = desk.published.rows(AWARD.format(where="record_id = ?"), [record_id])
    known = desk.published.rows(PUBLISHED.format(where="record_id = ?"), [record_id])
    log, returned = _log(desk, record_id, known), _returned(known)
    if rows:
        article = load_article(desk.published, rows[0]["article_id"])
        return _fact(article, rows[0], evidence_of(desk.published, [record_id])[record_id], log, returned)
    added = [logged.review for logged in log if logged.review.after]
    if not added:
        raise NotFoundError(f"no fact has the id {record_id}")
    return _only_ruled(load_article(desk.published, added[0].article_id), record_id, log, returned)


def load_facts(desk: Desk, article: ArticleShown) -> list[Fact]:
    """All facts of an article in the order of its text, those too that were added since the publication."""
    rows = desk.published.rows(AWARD.format(where="article_id = ?"), [article.article_id])
    evidence = evidence_of(desk.published, [row["record_id"] for row in rows])
    known = desk.published.rows(PUBLISHED.format(where="article_id = ?"), [article.article_id])
    logs, returned = _logs(desk, article.article_id, known), _returned(known)
    found = [_fact(article, row, evidence[row["record_id"]], logs.pop(row["record_id"], []), returned) for row in rows]
    for subject, log in logs.items():
        if any(logged.review.after for logged in log):
            found.append(_only_ruled(article, subject, log, returned))
    return sorted(found, key=lambda fact: (fact.record.quote.start, fact.record_id))


def log_of(desk: Desk, record_id: str) -> list[Logged]:
    """All reviews of a record, in order; those too that were made under an id that it had before."""
    return _log(desk, record_id, desk.published.rows(PUBLISHED.format(where="record_id = ?"), [record_id]))


def _log(desk: Desk, record_id: str, known: Iterable[Row]) -> list[Logged]:
    subjects = {record_id, *(row["subject"] for row in known)}
    found = [logged for subject in subjects for logged in desk.reviews.of_subject(subject)]
    return sorted(found, key=lambda logged: logged.number)


def _logs(desk: Desk, article_id: str, known: Iterable[Row]) -> dict[str, list[Logged]]:
    """The reviews of an article's records by the id that the record has now."""
    now = {row["subject"]: row["record_id"] for row in known if row["record_id"]}
    logs = defaultdict[str, list[Logged]](list)
    for logged in desk.reviews.of_article(article_id):
        if logged.review.subject != article_id:
            logs[now.get(logged.review.subject, logged.review.subject)].append(logged)
    return dict(logs)


def _returned(known: Iterable[Row]) -> dict[int, str]:
    return {row["number"]: row["returned_because"] for row in known if row["returned_because"]}


def _ruling(log: list[Logged], returned: dict[int, str]) -> Logged | None:
    ruling = latest(log)
    return None if ruling is None or ruling.number in returned else ruling


def _fact(article: ArticleShown, row: Row, evidence: list[Row], log: list[Logged], returned: dict[int, str]) -> Fact:
    published = record_of(row, evidence)
    extracted = published if _is_extracted(row, published, log) else _last(one.review.extracted for one in log)
    held = _held(published, extracted, _ruling(log, returned))
    return Fact(row["record_id"], article, held, extracted, row, log, returned)


def _is_extracted(row: Row, published: AwardRecord, log: Iterable[Logged]) -> bool:
    """Whether the extractor tells what is published: by itself, or since it learned what a correction told it."""
    learned = row["record_id"] == record_id(row["article_id"], published)
    return row["origin"] == "extracted" or (learned and row["record_id"] not in {one.review.subject for one in log})


def _only_ruled(article: ArticleShown, record_id: str, log: list[Logged], returned: dict[int, str]) -> Fact:
    added = _last(logged.review.after for logged in log)
    if added is None:
        raise NotFoundError(f"no fact has the id {record_id}")
    return Fact(record_id, article, added, None, None, log, returned)


def _held(published: AwardRecord, extracted: AwardRecord | None, ruling: Logged | None) -> AwardRecord:
    """What holds now: what the ruling in force says, as the published file places it, else what the extractor says."""
    if ruling is None:
        return extracted or published
    ruled = ruling.review.after or ruling.review.before
    return published if ruled is None or _same_fact(ruled, published) else ruled


def _same_fact(one: AwardRecord, other: AwardRecord) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in (*FACT_FIELDS, "decision_no", "decision_date"))


def _last(records: Iterable[AwardRecord | None]) -> AwardRecord | None:
    return next((record for record in reversed(list(records)) if record), None)
