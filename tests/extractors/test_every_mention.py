"""No title mention gets lost: each is a record's title or stands once, with its reason, among the unrecorded."""

import ast
import re
from itertools import chain
from pathlib import Path

import pytest
from reading import GOLD, article, extraction

import extractors
from extractors import extract, lexicon
from extractors.context import context_of
from extractors.fold import fold
from extractors.grids import find_grids
from extractors.orgs import find_orgs
from extractors.passages import passages
from extractors.titles import find_titles
from pipeline.catalogue import rules
from schemas import Article, BlockKind, Extraction, record_id
from scrapers.files import read_article

TEXTS = sorted((GOLD / "texts").glob("*.txt"))
HEAD = "Sở Y tế tỉnh Hà Nam tổng kết công tác năm 2020\n10/01/2021 10:00\n\n"
RETELLINGS = {"retold", "headline", "outdone", "listed-out", "earlier-stage"}


def _stretches(read: Article) -> list[tuple[int, int]]:
    """The passages of an article; of its tables the cells."""
    row = passages(read)
    grids = find_grids(read.text, row)
    inside = {index for grid in grids for index in grid.passages}
    cells = [cell for grid in grids for cells in (grid.header, *grid.rows) for cell in cells]
    return [(p.start, p.end) for index, p in enumerate(row) if index not in inside] + cells


def _mentions(read: Article) -> set[int]:
    """Where a title mention begins in what is readable."""
    short = context_of(read, read.published).background.short
    found = set()
    for start, end in _stretches(read):
        text = read.text[start:end]
        found |= {start + t.start for t in find_titles(text, fold(text), find_orgs(text, fold(text), short))}
    return found


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_mention_is_a_records_title_or_has_one_reason(path: Path) -> None:
    read = read_article(path)
    told = extract(read)
    titles = {record.evidence["title"].start for record in told.records}
    others = [one.span.start for one in told.unrecorded]
    assert len(set(others)) == len(others)
    assert titles.isdisjoint(others)
    assert _mentions(read) <= titles | set(others)
    assert {one.span.start for one in told.rejects if one.reason not in ("unnamed-person", "invalid-record")} <= (
        titles | set(others)
    )


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_reason_is_listed_and_a_retelling_names_its_record(path: Path) -> None:
    read = read_article(path)
    told = extract(read)
    ids = {record_id(read.article_id, record) for record in told.records}
    for one in told.unrecorded:
        assert one.span.holds_in(read.text)
        assert one.reason in lexicon.reject_meanings()
        assert one.reason != "unread", one
        assert (one.record_id in ids) == (one.reason in RETELLINGS), one


def _reasons(told: Extraction) -> list[tuple[str, str]]:
    return [(one.span.quote, one.reason) for one in told.unrecorded]


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        (
            "Năm 2021, Chủ tịch UBND tỉnh sẽ tặng Bằng khen cho 10 tập thể.",
            [("Bằng khen", "future")],
        ),
        (
            "11 cá nhân được tặng Huân chương Lao động, trong đó hạng Nhất 02 cá nhân, hạng Nhì 09 cá nhân.",
            [("Huân chương Lao động", "split")],
        ),
        (
            "Sở đề nghị tặng Bằng khen cho 5 cá nhân.\n\nSau khi xét, sở đề nghị tặng Bằng khen cho 3 cá nhân.",
            [("Bằng khen", "earlier-stage")],
        ),
        (
            "Chủ tịch UBND tỉnh tặng Bằng khen cho 02 cá nhân. "
            "Chủ tịch UBND tỉnh tặng Bằng khen cho ông Nguyễn Văn An và bà Trần Thị Bé.",
            [("Bằng khen", "listed-out")],
        ),
    ],
)
def test_a_mention_without_a_record_tells_why(text: str, reasons: list[tuple[str, str]]) -> None:
    assert _reasons(extraction(HEAD + text)) == reasons


def test_a_headline_points_to_the_record_of_the_body() -> None:
    read = article(
        "Sở Y tế tỉnh Hà Nam nhận Cờ thi đua\n10/01/2021 10:00\n\n"
        "Năm 2020, Sở Y tế tỉnh Hà Nam được Chính phủ tặng Cờ thi đua.\n"
    )
    told = extract(read)
    (record,), (headline,) = told.records, told.unrecorded
    assert (headline.reason, headline.span.start) == ("headline", read.text.index("Cờ thi đua"))
    assert headline.record_id == record_id(read.article_id, record)


def test_titles_in_boilerplate_are_told_as_such() -> None:
    read = read_article(GOLD / "texts" / "portal-20.txt")
    frames = [block for block in read.blocks if block.kind is BlockKind.BOILERPLATE]
    framed = [one for one in extract(read).unrecorded if any(b.start <= one.span.start < b.end for b in frames)]
    assert {(one.span.quote, one.reason) for one in framed} == {
        (quote, "boilerplate") for quote in ("Bằng khen", "Giấy khen", "Kỷ niệm chương")
    }


def test_the_rule_of_a_record_is_the_reading_that_found_its_recipient() -> None:
    told = extraction(
        HEAD + "03 tập thể được Bộ trưởng Bộ Y tế tặng Bằng khen. Bộ trưởng Bộ Y tế tặng Giấy khen cho bà Trần Thị Bé."
    )
    assert [record.rule for record in told.records] == ["subject of passive", "listed after the title"]


# The names of rules that the code gives


def _trees() -> list[ast.AST]:
    return [ast.parse(path.read_text(encoding="utf-8")) for path in Path(extractors.__file__).parent.glob("*.py")]


def _given() -> set[str]:
    """Strings that the code hands to `Choice(…, rule)` or `rule=`, with constants by their value."""
    nodes = list(chain.from_iterable(map(ast.walk, _trees())))
    constants = {
        node.targets[0].id: node.value.value
        for node in nodes
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }
    calls = [node for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    values = [call.args[1] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Choice"]
    values += [word.value for call in calls for word in call.keywords if word.arg == "rule"]
    inner = [part for value in values for part in ast.walk(value)]
    named = {constants.get(part.id) for part in inner if isinstance(part, ast.Name)}
    return {text for text in named if isinstance(text, str)} | {
        part.value for part in inner if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }


def test_every_rule_that_the_code_gives_is_explained() -> None:
    clause = Path(extractors.__file__).with_name("clause.py").read_text(encoding="utf-8")
    voices = set(re.findall(r"# (passive, .+)$", clause, re.MULTILINE)[0].split(", ")) - {"active"}
    subjects = {f"subject of {voice}" for voice in (*voices, "no verb")}
    given = {rule for rule in _given() if rule not in ("subject of ", "no verb")}
    assert {"own unit", "topic", "table of names", "item of a list", "part of a total"} <= given
    assert given | subjects == set(rules())


def test_every_rule_that_the_texts_give_is_explained() -> None:
    assert {record.rule for path in TEXTS for record in extract(read_article(path)).records} <= set(rules())
