"""From a table's rows to facts: columns by their headings, "-nt-" by the row above."""

import re
from functools import cache

from data import read_csv
from extractors.facts import Fact, Recipient
from extractors.fold import fold, phrase_pattern
from extractors.grids import Cell, Grid
from extractors.mentions import CountMention, Cue, Found, OrgMention, PersonMention, TitleMention, YearMention
from extractors.numbers import number
from extractors.shift import shifted
from schemas import CountQualifier, RecipientKind, Status
from schemas.base import Model

_DITTO = re.compile(r"[-–\s]*(?:nt|như trên|[\"”″])[-–.\s]*$|-+$", re.IGNORECASE)
_NAME = re.compile(r"(?:(?:[A-ZĐ]{2,}[a-zA-Z.]*|[A-ZĐ][a-zà-ỹ]?[a-z]*\.|Ông|Bà|ông|bà|Đ/c|đ/c)\s*)*(.+)$")
_STATUS = {"registered": Status.REGISTERED, "proposed": Status.PROPOSED, "awarded": Status.AWARDED}


class HeaderWord(Model):
    """Words of a column's heading and the column's role: data/table_headers.csv."""

    role: str
    words: str


@cache
def _roles() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = read_csv("table_headers.csv", HeaderWord)
    return tuple((re.compile(rf"(?<!\w){phrase_pattern(row.words)}(?!\w)"), row.role) for row in rows)


class TableReader:
    """Reads one grid; `mentions` finds what a stretch of the article's text holds, in its offsets."""

    def __init__(self, text: str, grid: Grid, kind: RecipientKind | None, issuers: list[OrgMention]) -> None:
        self.issuers = issuers
        self.text = text
        self.grid = grid
        self.kind = kind
        self.roles = [self._role(cell) for cell in grid.header]
        self.heads = [self._found(cell).titles for cell in grid.header]

    def facts(self) -> list[tuple[Fact, tuple[int, int]]]:
        """Facts of all rows, each with the stretch of its row."""
        made: list[tuple[Fact, tuple[int, int]]] = []
        above: list[Cell] = []
        for row in self.grid.rows:
            cells = [self._ditto(cell, above[i] if i < len(above) else None) for i, cell in enumerate(row)]
            span = (row[0][0], row[-1][1])
            made += [(fact, span) for fact in self._row(cells)]
            above = cells
        return made

    def _ditto(self, cell: Cell, above: Cell | None) -> Cell:
        return above if above and _DITTO.match(self.text[cell[0] : cell[1]].strip() or "-") else cell

    def _row(self, cells: list[Cell]) -> list[Fact]:
        if any(self.heads):
            return self._matrix(cells)
        title_cells = [cell for cell, role in zip(cells, self.roles, strict=False) if role == "title"]
        found = next((f for f in map(self._found, title_cells) if f.titles), None)
        if found is None:
            return []
        counted = self._counted(cells, found.titles[0])
        if counted:
            return counted
        recipient = self._recipient(cells)
        return [self._named(title, recipient, found, cells) for title in found.titles] if recipient else []

    def _matrix(self, cells: list[Cell]) -> list[Fact]:
        """Titles in the header, years or units in the first column, numbers in the cells."""
        years = [year for cell in cells[:2] for year in self._years(cell)]
        return [
            self._count_fact(titles[0], cell, Status.AWARDED, years[0] if years else None)
            for titles, cell in zip(self.heads, cells, strict=False)
            if titles and number(self._of(cell))
        ]

    def _counted(self, cells: list[Cell], title: TitleMention) -> list[Fact]:
        return [
            self._count_fact(title, cell, _STATUS[role], None)
            for cell, role in zip(cells, self.roles, strict=False)
            if role in _STATUS and number(self._of(cell))
        ]

    def _count_fact(self, title: TitleMention, cell: Cell, status: Status, year: YearMention | None) -> Fact:
        n = number(self._of(cell))
        kinds = (self.kind,) if self.kind else ()
        count = CountMention(cell[0], cell[1], n, CountQualifier.EXACT, kinds)
        recipient = Recipient(cell[0], cell[1], count=count)
        return Fact(
            title, _rank(title), status, recipient=recipient, year=year, kind=self.kind, rule="table of numbers"
        )

    def _named(self, title: TitleMention, recipient: Recipient, found: Found, cells: list[Cell]) -> Fact:
        cue = next((c for c in found.cues if isinstance(c, Cue) and c.status), None)
        year = found.years[0] if found.years else None
        issuers = [] if title.issuer else self._deciders(cells)
        status = cue.status if cue and cue.status else Status.AWARDED
        asked = [org for org in found.orgs if org.end <= title.start][-1:] if cue else []
        return Fact(
            title, _rank(title), status, status_cue=cue, recipient=recipient, issuers=asked or issuers, year=year,
            rule="table of names",
        )  # fmt: skip

    def _deciders(self, cells: list[Cell]) -> list[OrgMention]:
        decided = [cell for cell, role in zip(cells, self.roles, strict=False) if role == "decision"]
        return [org for cell in decided for org in self._found(cell).orgs][:1] or self.issuers

    def _recipient(self, cells: list[Cell]) -> Recipient | None:
        unit_cells = [cell for cell, role in zip(cells, self.roles, strict=False) if role == "unit"]
        orgs = [org for cell in unit_cells for org in self._found(cell).orgs]
        unit = next((org for org in orgs if not org.council), None)
        for cell, role in zip(cells, self.roles, strict=False):
            if role == "name" and (org := self._body(cell)):
                return Recipient(org.start, org.end, org=org)
            if role == "name" and (match := _NAME.match(self._of(cell))):
                start = cell[0] + match.start(1)
                person = PersonMention(
                    start, start + len(match[1].rstrip()), match[1].strip(), unit=unit and (unit.org or unit)
                )
                return Recipient(person.start, person.end, person=person)
        return Recipient(unit.start, unit.end, org=unit) if unit else None

    def _body(self, cell: Cell) -> OrgMention | None:
        """A collective in the column of names."""
        orgs = [org for org in self._found(cell).orgs if not org.post and org.start - cell[0] < 3]
        return orgs[0] if orgs else None

    def _years(self, cell: Cell) -> list[YearMention]:
        match = re.match(r"((?:19|20)\d\d)(?:\s*[-–]\s*((?:19|20)\d\d))?", self._of(cell))
        if not match:
            return []
        first = int(match[1])
        return [YearMention(cell[0], cell[1], ((first, int(match[2] or first)),), "school" if match[2] else "single")]

    def _role(self, cell: Cell) -> str:
        folded = fold(self._of(cell))
        return next((role for pattern, role in _roles() if pattern.search(folded)), "")

    def _of(self, cell: Cell) -> str:
        return self.text[cell[0] : cell[1]]

    def _found(self, cell: Cell) -> Found:
        from extractors.nlp import read  # noqa: PLC0415 (spaCy: only when something is read)

        text = self._of(cell)
        if not text.strip():
            return Found()
        return shifted(read(text)._.reading.found, cell[0])


def _rank(title: TitleMention) -> int | None:
    return title.ranks[0] if title.ranks else None
