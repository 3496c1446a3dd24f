"""What became of every title mention of an article: a record, another telling of one, or a reason why not."""

from collections.abc import Iterable

from extractors.fold import fold
from extractors.mentions import Found, TitleMention
from extractors.orgs import find_orgs
from extractors.shift import shifted
from extractors.tellings import Merged
from extractors.titles import find_titles, holds_title
from schemas import Article, AwardRecord, Span, Unrecorded, record_id


class Ledger:
    """Keeps the title mentions of one article and the reasons that the readers give for letting them go."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self._seen: dict[int, tuple[TitleMention, str]] = {}
        self._reasons: dict[int, str] = {}

    def see(self, titles: Iterable[TitleMention], otherwise: str = "unread") -> None:
        """Enter mentions; `otherwise` is the reason where nobody gives one."""
        for title in titles:
            self._seen.setdefault(title.start, (title, otherwise))

    def see_in(self, start: int, end: int, otherwise: str) -> None:
        """Enter the mentions of a stretch that the linker does not read."""
        text = self.article.text[start:end]
        folded = fold(text)
        if holds_title(folded):
            titles = find_titles(text, folded, find_orgs(text, folded))
            self.see(shifted(Found(titles=titles), start).titles, otherwise)

    def let_go(self, title: TitleMention, reason: str) -> None:
        """Note why a mention makes no record; the first reason stays."""
        self._reasons.setdefault(title.start, reason)

    def unrecorded(self, records: list[AwardRecord], merged: list[Merged]) -> tuple[Unrecorded, ...]:
        """Every mention that is no record's title, in text order; each with one reason."""
        told = {record.evidence["title"].start for record in records}
        again = {one.record.evidence["title"].start: one for one in reversed(merged)}
        left = [self._seen[start] for start in sorted(self._seen) if start not in told]
        return tuple(self._entry(title, otherwise, again.get(title.start)) for title, otherwise in left)

    def _entry(self, title: TitleMention, otherwise: str, merged: Merged | None) -> Unrecorded:
        span = Span.of(self.article.text, title.start, title.end)
        if merged is None:
            return Unrecorded(span=span, reason=self._reasons.get(title.start, otherwise))
        into = record_id(self.article.article_id, merged.into) if merged.into else None
        return Unrecorded(span=span, reason=merged.reason, record_id=into)
