"""Rulings as gold: the facts of articles that auditors checked to the end, as `bangvang evaluate` reads them."""

import json
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import duckdb

from pipeline.accuracy.rulings import Rulings
from pipeline.errors import UsageError
from pipeline.reviews.anchor import Lost, anchored
from pipeline.reviews.stored import values
from schemas import Act, AwardRecord, Logged, record_id
from schemas.award import FACT_FIELDS
from scrapers.archive.atomic import sync

GOLD, TEXTS = "gold.jsonl", "texts"

# Copies and pages that are gone are not read, so nothing can be measured on them.
ARTICLES = """
    SELECT article_id, doc, text, text_sha256,
        (SELECT list(record_id) FROM award WHERE award.article_id = article.article_id AND withdrawn_at IS NULL) AS ids
    FROM article WHERE same_as IS NULL AND gone_at IS NULL AND article_id IN (SELECT unnest(?::VARCHAR[]))
    ORDER BY article_id"""
RULED = "SELECT DISTINCT record_id, subject FROM review WHERE record_id IS NOT NULL AND article_id = ?"


class Document(NamedTuple):
    """An article as gold: its text, the facts that it states, and what rulings made them so."""

    name: str
    text: str
    facts: tuple[AwardRecord, ...]
    acts: tuple[Act, ...]


class Gold(NamedTuple):
    """What can be exported, and why some articles cannot."""

    documents: tuple[Document, ...]
    left_out: tuple[str, ...]

    @property
    def summary(self) -> str:
        """One line that tells how much it is."""
        acts = [act for document in self.documents for act in document.acts]
        told = ", ".join(f"{acts.count(act)} {act}" for act in (Act.CONFIRMED, Act.CORRECTED, Act.ADDED, Act.REJECTED))
        facts = sum(len(document.facts) for document in self.documents)
        return f"{len(self.documents)} articles, {facts} facts ({told}), {len(self.left_out)} articles left out"


def gold_of(con: duckdb.DuckDBPyConnection, rulings: Rulings, *, all_ruled: bool = False) -> Gold:
    """The articles of a published file that are fully checked; with `all_ruled`, also those without such a check.

    An article is left out when a fact of it is ruled on by nobody, or when its text is not the one that was checked.
    """
    checks = {one.review.article_id: one.review.text_sha256 for one in rulings.checked()}
    wanted = rulings.articles() if all_ruled else list(checks)
    documents, left_out = [], [f"{article}: not published any more" for article in wanted]
    for article, doc, text, sha, ids in con.execute(ARTICLES, [wanted]).fetchall():
        left_out.remove(f"{article}: not published any more")
        subjects = con.execute(RULED, [article]).fetchall()
        found = _document(rulings, article, (doc, text, ids or []), subjects)
        if not all_ruled and checks[article] != sha:
            left_out.append(f"{article}: its text has changed since it was checked")
        elif isinstance(found, str):
            left_out.append(f"{article}: {found}")
        else:
            documents.append(found)
    return Gold(tuple(documents), tuple(left_out))


def write_gold(gold: Gold, folder: Path) -> None:
    """Write texts and lines to a folder that is new or empty: it appears whole, or not at all.

    Raises UsageError when there is something in it, OSError.
    """
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise UsageError(f"{folder}: exists already, and nothing is overwritten; choose another name")
    draft = folder.with_name(f".{folder.name}.draft")
    try:
        shutil.rmtree(draft, ignore_errors=True)
        (draft / TEXTS).mkdir(parents=True)
        for document in gold.documents:
            (draft / TEXTS / f"{document.name}.txt").write_bytes(document.text.encode())
        lines = "".join(f"{line}\n" for document in gold.documents for line in gold_lines(document))
        (draft / GOLD).write_bytes(lines.encode())
        sync([*sorted((draft / TEXTS).iterdir()), draft / GOLD])
        draft.replace(folder)
        sync([folder.parent])
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def gold_lines(document: Document) -> Iterable[str]:
    """A line a fact; one without a title says that the document was read and states none."""
    if not document.facts:
        yield json.dumps({"doc": document.name, "title": None})
    for fact in document.facts:
        told = fact.model_dump(mode="json", include=set(FACT_FIELDS))
        line = {"doc": document.name, **{name: told[name] for name in FACT_FIELDS}, "quote": fact.quote.quote}
        yield json.dumps(line, ensure_ascii=False)


def _document(
    rulings: Rulings, article: str, told: tuple[str, str, list[str]], subjects: list[tuple[str, str]]
) -> Document | str:
    """The article as gold, or why it cannot be."""
    doc, text, ids = told
    names = {one: {one} | {subject for now, subject in subjects if now == one} for one in ids}
    if any(not rulings.on(names[one]) for one in ids):
        return "not every fact of it is ruled on"
    ruled = rulings.of_article(article)
    facts: dict[str, AwardRecord] = {}
    for one in ruled:
        fact = _fact(one, text)
        if isinstance(fact, Lost):
            return f"review {one.number} does not hold any more ({fact})"
        if fact:
            facts.setdefault(record_id(article, fact), fact)
    ordered = sorted(facts.values(), key=lambda fact: (fact.quote.start, fact.quote.end))
    return Document(_name(doc, article), text, tuple(ordered), tuple(one.review.act for one in ruled))


def _fact(one: Logged, text: str) -> AwardRecord | Lost | None:
    """What a ruling says that the text states: of a rejected fact, nothing."""
    record = values(one.review)
    return None if one.review.act is Act.REJECTED or record is None else anchored(record, text)


def _name(doc: str, article: str) -> str:
    """Two sites may call their articles alike, so the article's id goes with the name."""
    plain = re.sub(r"[^\w-]+", "-", doc).strip("-") or "article"
    return f"{plain[:80]}-{article[:8]}"
