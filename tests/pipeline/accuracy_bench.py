"""Helpers of the tests of accuracy: a small home, and auditors who rule on its facts."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
from workbench import make_article, run

from pipeline.accuracy.draw import draw
from pipeline.accuracy.figures import Rows
from pipeline.accuracy.sample import Kind, Sample, Scope, Wish
from pipeline.accuracy.told import told_of
from pipeline.reviews import ReviewStore
from pipeline.settings import Home
from pipeline.store.database import open_published
from schemas import Act, Article, AwardRecord, Evidence, Logged, Review, Span

AT = datetime(2026, 11, 22, 8, 0)
HEAD = "Tin thi đua khen thưởng của địa phương trong năm qua.\n\n"
SENTENCE = "{} {} năm {} cho đơn vị {}."
SOURCES = ("bao-a", "bao-b")
TITLES = ("Bằng khen", "Cờ thi đua")


def articles(number: int = 12, facts: int = 5) -> list[Article]:
    """Articles of two sources; each states so many facts, but the last one none: it only hints at one."""
    made = [_article(at, facts) for at in range(number - 1)]
    hint = HEAD + "Có nghi ngờ về một danh hiệu."
    return [*made, make_article(hint, f"a{number - 1}", source=SOURCES[1])]


def _article(at: int, facts: int) -> Article:
    lines = [SENTENCE.format(n + 1, TITLES[n % 2], 2015 + n, f"Sở Y tế tỉnh Hà Nam {at}") for n in range(facts)]
    return make_article(HEAD + "\n".join(lines), f"a{at}", source=SOURCES[at % 3 == 0])


def made(home: Home, number: int = 12) -> Home:
    """The home with these articles, published: made once, and copied then."""
    shutil.copytree(_model(number), home.root, dirs_exist_ok=True)
    return home


@cache
def _model(number: int) -> Path:
    root = Path(tempfile.mkdtemp(prefix="bangvang-accuracy-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    run(Home(root / "home"), *articles(number))
    return root / "home"


@contextmanager
def opened(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(open_published(home.published)) as con:
        yield con


def rows_of(home: Home) -> Rows:
    def rows(sql: str, values: Sequence[object] = ()) -> list[dict[str, Any]]:
        with opened(home) as con:
            result = con.execute(sql, list(values))
            names = [column[0] for column in result.description or ()]
            return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    return rows


def drawn(home: Home, size: int = 20, kind: Kind = Kind.FACTS, seed: int = 7, **scope: Any) -> Sample:
    with opened(home) as con:
        return draw(con, Wish(kind=kind, size=size, seed=seed, scope=Scope(**scope)), "an", AT)


def told(home: Home, record_id: str) -> AwardRecord:
    with opened(home) as con:
        return told_of(con, [record_id])[record_id]


class Auditor:
    """Somebody who rules on the facts of a home."""

    def __init__(self, home: Home, name: str = "bình") -> None:
        self.name, self.store = name, ReviewStore(home.reviews)
        sql = "SELECT record_id, article_id, text_sha256, text FROM award JOIN article USING (article_id)"
        found = rows_of(home)(sql, ())
        self.article_of = {row["record_id"]: row["article_id"] for row in found}
        with opened(home) as con:
            self._told = told_of(con, list(self.article_of))
        self._text = {row["article_id"]: (row["text"], row["text_sha256"]) for row in rows_of(home)("FROM article", ())}

    def confirm(self, record_id: str) -> Logged:
        record = self._told[record_id]
        return self._add(Act.CONFIRMED, record_id, extracted=record, before=record)

    def correct(self, record_id: str, **changes: Any) -> Logged:
        record = self._told[record_id]
        after = AwardRecord.model_validate({**record.model_dump(), **changes})
        return self._add(Act.CORRECTED, record_id, extracted=record, before=record, after=after)

    def reject(self, record_id: str) -> Logged:
        record = self._told[record_id]
        return self._add(Act.REJECTED, record_id, extracted=record, before=record, reason="not-an-award")

    def add(self, article_id: str, quote: str, like: AwardRecord, **changes: Any) -> Logged:
        text, _ = self._text[article_id]
        span = Span.of(text, text.index(quote), text.index(quote) + len(quote))
        proof = Evidence(**span.model_dump())
        values = {**like.model_dump(), "quote": span, "evidence": dict.fromkeys(like.evidence, proof), **changes}
        return self._add(Act.ADDED, f"added-{quote[:8]}", article_id, after=AwardRecord.model_validate(values))

    def undo(self, logged: Logged) -> Logged:
        review = logged.review
        return self._add(Act.UNDONE, review.subject, review.article_id, undoes=logged.number)

    def check(self, article_id: str) -> Logged:
        return self._add(Act.CHECKED, article_id, article_id)

    def _add(self, act: Act, subject: str, article_id: str | None = None, **values: Any) -> Logged:
        article = article_id or self.article_of[subject]
        sha = self._text[article][1]
        review = Review(
            act=act, subject=subject, article_id=article, text_sha256=sha, reviewer=self.name, at=AT, **values
        )
        return self.store.add(review)
