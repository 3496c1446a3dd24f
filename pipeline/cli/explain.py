"""`bangvang parse --explain`: the text with its marks, and under each block what was read there and what was not.

Every mark has brackets and a label beside its colour, so that the page reads the same in a pipe.
"""

import sys

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pipeline.checks import Examined
from pipeline.cli.tables import WIDTH_OF_A_FILE, clean
from pipeline.explain.marks import FIELDS, UNRECORDED, Piece, numbers_in_short
from pipeline.explain.view import LetGo, Numbered, View, view_of
from pipeline.explain.words import Language, Words

COLOURS = {
    "title": "bold yellow",
    "rank": "yellow",
    "level": "magenta",
    "issuer": "blue",
    "unit": "green",
    "person": "bold green",
    "count": "cyan",
    "year": "red",
    "status": "bright_magenta",
    UNRECORDED: "bright_black underline",
}
KEYS = (*FIELDS[:4], "recipient_kind", *FIELDS[4:])


def print_explanation(examined: Examined, language: Language, console: Console | None = None) -> None:
    """Show on standard output (or on `console`) why the article gave these records and no others."""
    console = console or _standard_output()
    _Page(console, Words(language)).show(view_of(examined))


def _standard_output() -> Console:
    return Console(file=sys.stdout, width=None if sys.stdout.isatty() else WIDTH_OF_A_FILE, highlight=False)


class _Page:
    """Prints one article's view."""

    def __init__(self, console: Console, words: Words) -> None:
        self.console = console
        self.words = words

    def show(self, view: View) -> None:
        counts = f"{len(view.records)} {self._word('records')}, {len(view.others)} {self._word('mentions')}"
        self._line(Text(f"{view.article.doc}: {counts}", style="bold"))
        if not view.records and not view.others:
            self._line(Text(self._word("none")))
            return
        for section in view.sections:
            self._line(self._marked(section.pieces) if section.pieces else Text("…", style="dim"))
            for one in section.records:
                self._record(one)
            for other in section.others:
                self._line(self._let_go(other))
        self.console.print()

    def _word(self, code: str) -> str:
        return self.words.label("word", code)

    def _line(self, text: Text) -> None:
        """Without a terminal a line of the article stays a line."""
        self.console.print(text, soft_wrap=not self.console.is_terminal)

    def _marked(self, pieces: tuple[Piece, ...]) -> Text:
        line = Text()
        for piece in pieces:
            if not piece.fields:
                line.append(clean(piece.text))
                continue
            labels = ", ".join(self._tag(field, numbers) for field, numbers in piece.fields.items())
            line.append(f"[{labels}|", style="dim")
            line.append(clean(piece.text), style=COLOURS[next(iter(piece.fields))])
            line.append("]", style="dim")
        return line

    def _tag(self, field: str, numbers: tuple[int, ...]) -> str:
        """ "danh hiệu 1-3"; "x2" for a mention without a record."""
        if field == UNRECORDED:
            return ",".join(f"x{number}" for number in numbers)
        return f"{self.words.label('field', field)} {numbers_in_short(numbers)}"

    def _record(self, one: Numbered) -> None:
        number, record = one
        table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
        for name in KEYS:
            if evidence := record.evidence.get(name):
                label, basis = self.words.label("field", name), self.words.label("basis", evidence.basis.value)
                value = Text(clean(self.words.value(record, name)), style=COLOURS.get(name, ""))
                table.add_row(Text(label), value, Text(basis, style="dim"), Text(f"“{clean(evidence.quote)}”"))
        self._line(Text.assemble((f"  ({number}) {self._word('rule')}: ", "bold"), self.words.rule(record)))
        if sureness := self.words.sureness(record):
            self._line(Text(f"      {sureness}", style="dim"))
        self.console.print(Padding(table, (0, 0, 0, 6), expand=False))

    def _let_go(self, other: LetGo) -> Text:
        quote = clean(other.mention.span.quote)
        see = f" [{self._word('see')} {other.into}]" if other.into else ""
        reason = f": {self.words.reason(other.mention)}{see}"
        return Text.assemble((f"  (x{other.number}) ", "bold"), (quote, COLOURS[UNRECORDED]), reason)
