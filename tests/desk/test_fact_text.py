"""The marked text: every character once, escaped, and every mark where its span is."""

import re
from html import unescape

from fact_bench import parsed
from hypothesis import given
from hypothesis import strategies as st

from pipeline.desk.interface import Interface
from pipeline.desk.marked import cell
from pipeline.desk.text import Part, laid_out
from pipeline.explain.marks import FIELDS, QUOTE, Mark
from schemas import Block, BlockKind

T = Interface("vi")
TEXTS = st.text(st.sampled_from("aă<>&\"'😀 \n|ệ"), min_size=1, max_size=80)


@st.composite
def articles(draw: st.DrawFn) -> tuple[str, list[Block], list[Mark]]:
    text = draw(TEXTS)
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    kinds = st.sampled_from(list(BlockKind))
    blocks = [
        Block(kind=draw(kinds), start=start, end=end)
        for start, end in zip(edges[::2], edges[1::2], strict=False)
        if start < end
    ]
    spans = st.tuples(
        st.integers(0, len(text) - 1), st.integers(1, 30), st.sampled_from((*FIELDS, QUOTE)), st.integers(1, 3)
    )
    marks = {
        (field, number): (start, min(start + size, len(text)))
        for start, size, field, number in draw(st.lists(spans, max_size=6))
    }
    return text, blocks, [Mark(start, end, field, number) for (field, number), (start, end) in marks.items()]


def shown(parts: list[Part]) -> str:
    return "".join(str(cell(one, T)) for part in parts for block in part.blocks for one in block.cells)


def pieces(made: str) -> list[tuple[int, str]]:
    found = re.findall(r'<(?:span|mark)[^>]* data-start="(\d+)">([^<]*)</(?:span|mark)>', made)
    return [(int(start), unescape(text)) for start, text in found]


@given(articles())
def test_the_pieces_put_together_are_the_text_and_each_knows_its_place(
    given: tuple[str, list[Block], list[Mark]],
) -> None:
    text, blocks, marks = given
    found = pieces(shown(laid_out(text, blocks, marks)))
    at = 0
    for start, piece in found:
        assert (start, piece) == (at, text[at : at + len(piece)])
        at += len(piece)
    assert text[at:].strip() == ""
    assert not found or at == len(text)


@given(articles())
def test_every_character_of_a_span_is_marked_and_no_other(given: tuple[str, list[Block], list[Mark]]) -> None:
    text, blocks, marks = given
    parts = laid_out(text, blocks, marks)
    stretches = [
        s for part in parts for block in part.blocks for one in block.cells for run in one.runs for s in run.stretches
    ]
    for stretch in stretches:
        place = range(stretch.start, stretch.start + len(stretch.text))
        for at in place:
            wanted = {(mark.field, mark.number) for mark in marks if mark.start <= at < mark.end}
            assert {(field, n) for field, numbers in stretch.fields.items() for n in numbers} == wanted
    begun = [(field, n) for stretch in stretches for field, numbers in stretch.begins.items() for n in numbers]
    assert len(begun) == len(set(begun))


def test_rows_are_rows_lists_are_lists_and_boilerplate_is_folded_unless_evidence_stands_in_it() -> None:
    text = "Tên | Số\nmột\nhai\nmenu\nmenu 2"
    kinds = [("table_row", 0, 8, ((0, 3), (6, 8))), ("list_item", 9, 12, ()), ("list_item", 13, 16, ()),
             ("boilerplate", 17, 21, ()), ("boilerplate", 22, 28, ())]  # fmt: skip
    blocks = [Block(kind=BlockKind(kind), start=start, end=end, cells=cells) for kind, start, end, cells in kinds]
    parts = laid_out(text, blocks, [Mark(6, 8, "count", 1)])
    assert [(part.kind.value, len(part.blocks), part.is_marked) for part in parts] == [
        ("table_row", 1, True), ("list_item", 2, False), ("boilerplate", 2, False)]  # fmt: skip
    assert [one.gap for one in parts[0].blocks[0].cells] == [" | ", "\n"]


def test_hostile_text_is_text() -> None:
    text = "<script>alert(1)</script>&amp;\"'"
    made = shown(laid_out(text, [], [Mark(3, 12, "unit", 1), Mark(0, len(text), QUOTE, 1)]))
    tree = parsed(f"<div>{made}</div>")
    assert not tree.xpath("//script")
    assert tree.text_content() == text


def test_labels_are_attributes_so_that_no_selection_holds_them() -> None:
    made = shown(laid_out("Sở Y tế", [], [Mark(0, 7, "unit", 1), Mark(0, 7, "level", 1)]))
    (mark,) = parsed(f"<div>{made}</div>").xpath("//mark")
    assert (mark.get("data-label"), mark.text) == ("cấp · đơn vị", "Sở Y tế")
