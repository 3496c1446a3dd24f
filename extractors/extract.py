"""The one entry point of extraction."""

from datetime import date

from extractors.build import Builder
from extractors.clues import Witness
from extractors.confidence import with_confidence
from extractors.context import Context, context_of
from extractors.facts import Fact
from extractors.fold import fold
from extractors.gate import may_hold_award
from extractors.grids import Grid, find_grids
from extractors.layout import Layout
from extractors.ledger import Ledger
from extractors.mentions import Found, OrgMention
from extractors.merge import merge
from extractors.orgs import find_orgs
from extractors.passages import Passage, passages, sentences
from extractors.places_apart import bodies_in
from extractors.proofs import Proofs
from extractors.shift import shifted
from extractors.tables import TableReader
from extractors.tellings import Told
from extractors.version import version
from schemas import Article, AwardRecord, BlockKind, Extraction, RecipientKind, Reject

EXTRACTOR_VERSION = version()
_UNREAD = (BlockKind.BOILERPLATE, BlockKind.DATELINE)


def extract(article: Article, *, published: date | None = None) -> Extraction:
    """Award records that `article` states, in text order. `published` overrides the printed date.

    Pure and deterministic. An article without blocks or any title is let go before the NLP pipeline loads.
    """
    if not (article.blocks and may_hold_award(article.text)):
        return Extraction(extractor_version=EXTRACTOR_VERSION)
    return _Reader(article, published or article.published).read()


class _Reader:
    """Reads one article passage by passage."""

    def __init__(self, article: Article, published: date | None) -> None:
        self.article = article
        self.text = article.text
        self.context = context_of(article, published)
        self.layout = Layout(self.text, fold(self.text), rules=self.context.rules, proposal=self.context.proposal)
        proofs = Proofs(self.text, _span_of(self.text, self.context), _dateline(article))
        self.builder = Builder(self.text, self.context, self.layout.identities, proofs, EXTRACTOR_VERSION)
        self.facts: list[tuple[Fact, tuple[int, int], BlockKind]] = []
        self.unheard: list[Passage] = []  # wanted passages whose mentions did not matter when they came by
        self.told: list[Told] = []
        self.ledger = Ledger(article)
        self.rejects: list[Reject] = []

    def read(self) -> Extraction:
        for block in self.article.blocks:
            if block.kind in _UNREAD:
                self.ledger.see_in(block.start, block.end, "boilerplate")
        row = passages(self.article)
        grids = {grid.passages.start: grid for grid in find_grids(self.text, row)}
        in_grid = {index for grid in grids.values() for index in grid.passages}
        for index, passage in enumerate(row):
            if index in grids:
                self._grid(grids[index], row[index - 1] if index else None)
            elif index not in in_grid and passage.kind is not BlockKind.DATELINE:
                self._passage(passage)
        self._name_unheard()
        for fact, sentence, kind in self.facts:
            if self.layout.announced(fact):
                self.ledger.let_go(fact.title, "announced")
            else:
                self._keep(fact, sentence, kind)
        told, merged = merge(self.told)
        witness = Witness(self.text, self.context, told, merged, self.rejects)
        return Extraction(
            records=tuple(with_confidence(witness, one) for one in told),
            rejects=tuple(self.rejects),
            unrecorded=self.ledger.unrecorded([one.record for one in told], merged),
            extractor_version=EXTRACTOR_VERSION,
        )

    def _grid(self, grid: Grid, above: Passage | None) -> None:
        heading = fold(self.text[above.start : above.end]) if above else ""
        kind = self.layout.memory.kind
        if "cá nhân" in heading:
            kind = RecipientKind.CA_NHAN
        elif "tập thể" in heading:
            kind = RecipientKind.TAP_THE
        for start, end in (cell for cells in (grid.header, *grid.rows) for cell in cells):
            self.ledger.see_in(start, end, "table-cell")
        rows = TableReader(self.text, grid, kind, self._deciders(above)).facts()
        self.facts += [(fact, span, BlockKind.TABLE_ROW) for fact, span in rows]

    def _deciders(self, above: Passage | None) -> list[OrgMention]:
        """The head of a body that the line above a table lets decide."""
        if above is None:
            return []
        line = self.text[above.start : above.end]
        posts = [org for org in find_orgs(line, fold(line)) if org.post and org.confers and not org.bare]
        return shifted(Found(orgs=posts[:1]), above.start).orgs

    def _passage(self, passage: Passage) -> None:
        if not self.layout.wants(passage):
            return
        found, spans = Found(), list[tuple[int, int]]()
        if self.layout.listens(passage):
            found, spans = self._mentions(passage)
            self._name(found)
        else:
            self.unheard.append(passage)
        self.facts += [(fact, sentence, passage.kind) for fact, sentence in self.layout.facts(passage, found, spans)]
        self.ledger.see(found.titles)
        for title, reason in self.layout.rejected:
            self.ledger.let_go(title, reason)
            self.rejects.append(self.builder.reject((title.start, title.end), reason))

    def _name_unheard(self) -> None:
        """Only facts ask whom a bare head means."""
        for passage in self.unheard if self.facts else ():
            self._name(self._bodies(passage))

    def _name(self, found: Found) -> None:
        self.layout.identities.bodies.extend(org for org in found.orgs if not (org.bare or org.post or org.council))

    def _bodies(self, passage: Passage) -> Found:
        """The bodies alone of a passage, for the question whom a bare head means."""
        text, folded = self.text[passage.start : passage.end], self.layout.folded[passage.start : passage.end]
        return shifted(Found(orgs=bodies_in(text, folded, self.context.background.short)), passage.start)

    def _mentions(self, passage: Passage) -> tuple[Found, list[tuple[int, int]]]:
        """What a passage mentions, and its sentences, in the article's offsets."""
        from extractors.nlp import read  # noqa: PLC0415 (spaCy takes seconds to import: only when a title is there)

        start, end = passage.start, passage.end
        text = self.text[start:end]
        doc = read(text, self.context.background, self.layout.folded[start:end])
        found = doc._.reading.found
        spans = sentences(text) if found.titles else []
        return shifted(found, start), [(a + start, b + start) for a, b in spans]

    def _keep(self, fact: Fact, sentence: tuple[int, int], kind: BlockKind) -> None:
        for made in self.builder.records(fact, sentence):
            if isinstance(made, AwardRecord):
                self.told.append(Told(made, kind, sentence))
            else:
                self.rejects.append(made)
                self.ledger.let_go(fact.title, made.reason)


def _span_of(text: str, context: Context) -> tuple[int, int] | None:
    if context.unit is None:
        return None
    at = text.find(context.unit.name)
    return (at, at + len(context.unit.name)) if at >= 0 else None


def _dateline(article: Article) -> tuple[int, int] | None:
    return next(((b.start, b.end) for b in article.blocks if b.kind is BlockKind.DATELINE), None)
