"""Marked text as HTML: every character stands, escaped, in exactly one element with data-start (static/pick.js)."""

from markupsafe import Markup, escape

from pipeline.catalogue import labels
from pipeline.desk.interface import Interface
from pipeline.desk.text import Cell, Run, Stretch
from pipeline.explain.marks import QUOTE, numbers_in_short


def cell(it: Cell, t: Interface, *, numbered: bool = False) -> Markup:
    """A cell or a whole block. Labels are attributes, which CSS shows: they are part of no selection.

    With `numbered`, marks tell the numbers of their facts too.
    """
    shown = Markup("").join(_run(run, t, numbered=numbered) for run in it.runs)
    gap = Markup('<span hidden data-start="{}">{}</span>').format(it.gap_start, it.gap) if it.gap else Markup("")
    return shown + gap


def _run(run: Run, t: Interface, *, numbered: bool) -> Markup:
    inner = Markup("").join(_stretch(piece, t, numbered=numbered) for piece in run.stretches)
    if not run.quotes:
        return inner
    if not run.is_first:
        return Markup('<span class="quote">{}</span>').format(inner)
    return Markup('<span class="quote first" id="quote" data-label="{}">{}</span>').format(t("fact.quote"), inner)


def _stretch(piece: Stretch, t: Interface, *, numbered: bool) -> Markup:
    anchors = Markup("").join(
        Markup('<span class="at" id="e{}-{}"></span>').format(number, field)
        for field, numbers in piece.begins.items()
        for number in numbers
        if field != QUOTE
    )
    fields = [field for field in piece.fields if field != QUOTE]
    if not fields:
        return Markup('<span data-start="{}">{}</span>').format(piece.start, piece.text)
    label = _label(piece, t, numbered=numbered)
    told = Markup(' data-label="{}"').format(label) if label else Markup("")
    return anchors + Markup('<mark class="m m-{}"{} data-start="{}">{}</mark>').format(
        fields[0], told, piece.start, escape(piece.text)
    )


def _label(piece: Stretch, t: Interface, *, numbered: bool) -> str:
    """ "đơn vị · cấp", or with the numbers of the facts: "đơn vị 1-3"."""
    told = []
    for field, numbers in piece.begins.items():
        if field != QUOTE:
            row = labels().get(("field", field))
            name = str(getattr(row, t.language)) if row else field
            told.append(f"{name} {numbers_in_short(numbers)}" if numbered else name)
    return " · ".join(told)
