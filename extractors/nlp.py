"""The spaCy pipeline: one component for each kind of mention; each writes spans.

A component that finds something puts its spans into `doc.spans[<its name>]`, for anyone who looks; what they say
stands in `doc._.reading.found`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.counts import find_counts, find_times
from extractors.cues import find_cues
from extractors.fold import fold
from extractors.mentions import Background, Found, Mention
from extractors.people import find_people
from extractors.places_apart import bodies_in
from extractors.titles import find_titles
from extractors.tokens import SyllableTokenizer
from extractors.years import find_years

COMPONENTS = ("units", "titles", "counts", "years", "people", "status")

_NOTHING = Background()


@dataclass(slots=True)
class Reading:
    """What the components share: the text and its fold (`doc.text` is put together anew at each call), and finds."""

    text: str
    folded: str
    background: Background
    starts: list[int]  # of the tokens
    found: Found = field(default_factory=Found)


Doc.set_extension("reading", default=None, force=True)


def read(text: str, background: Background = _NOTHING, folded: str | None = None) -> Doc:
    """All mentions in `text` (one passage), read against the background of its article.

    `folded` is the fold of `text`, for a caller that has it.
    """
    nlp = _pipeline()
    doc = nlp.make_doc(text)
    starts = doc.to_array("IDX").tolist()
    doc._.reading = Reading(text, fold(text) if folded is None else folded, background, starts)
    return nlp(doc)


@cache
def _pipeline() -> Language:
    nlp = spacy.blank("xx")
    nlp.tokenizer = SyllableTokenizer(nlp.vocab)
    for name in COMPONENTS:
        nlp.add_pipe(f"bangvang_{name}")
    return nlp


def _write(doc: Doc, starts: list[int], name: str, mentions: Sequence[Mention]) -> None:
    """The tokens that a mention touches, as spans: `char_span` would look each of them up again."""
    if mentions:
        doc.spans[name] = [
            Span(doc, bisect_right(starts, m.start) - 1, bisect_left(starts, m.end), label=name) for m in mentions
        ]


def _component(name: str) -> Callable[[Callable[[Doc], Doc]], Callable[[Doc], Doc]]:
    return Language.component(f"bangvang_{name}")


@_component("units")
def _units(doc: Doc) -> Doc:
    reading: Reading = doc._.reading
    reading.found.orgs = bodies_in(reading.text, reading.folded, reading.background.short)
    _write(doc, reading.starts, "units", reading.found.orgs)
    return doc


@_component("titles")
def _titles(doc: Doc) -> Doc:
    reading: Reading = doc._.reading
    titles = reading.found.titles = find_titles(
        reading.text, reading.folded, reading.found.orgs, badges=reading.background.badges
    )
    _write(doc, reading.starts, "issuers", [title.issuer for title in titles if title.issuer])
    _write(doc, reading.starts, "titles", titles)
    return doc


@_component("counts")
def _counts(doc: Doc) -> Doc:
    reading: Reading = doc._.reading
    reading.found.counts = find_counts(reading.text, reading.folded)
    reading.found.times = find_times(reading.folded)
    _write(doc, reading.starts, "counts", [*reading.found.counts, *reading.found.times])
    return doc


@_component("years")
def _years(doc: Doc) -> Doc:
    reading: Reading = doc._.reading
    reading.found.years = find_years(reading.folded, reading.background)
    _write(doc, reading.starts, "years", reading.found.years)
    return doc


@_component("people")
def _people(doc: Doc) -> Doc:
    reading: Reading = doc._.reading
    reading.found.people = find_people(reading.text, reading.folded, reading.found.orgs, reading.background.given)
    _write(doc, reading.starts, "people", reading.found.people)
    return doc


@_component("status")
def _status(doc: Doc) -> Doc:
    reading: Reading = doc._.reading
    reading.found.cues = find_cues(reading.folded)
    _write(doc, reading.starts, "status", [cue for cue in reading.found.cues if cue.status])
    return doc
