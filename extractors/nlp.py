"""The spaCy pipeline: one component for each kind of mention.

What they find stands in `doc._.reading.found`; `doc._.mentions` shows it as spans by the name of the component, for
anyone who looks: they are made then, for most documents nobody does.
"""

from collections.abc import Callable, Mapping, Sequence
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
    found: Found = field(default_factory=Found)


def _mentions(doc: Doc) -> dict[str, list[Span]]:
    """The tokens that each mention touches."""
    found: Found = doc._.reading.found
    kinds: Mapping[str, Sequence[Mention]] = {
        "units": found.orgs,
        "titles": found.titles,
        "issuers": [title.issuer for title in found.titles if title.issuer],
        "counts": [*found.counts, *found.times],
        "years": found.years,
        "people": found.people,
        "status": [cue for cue in found.cues if cue.status],
    }
    return {name: _spans(doc, name, several) for name, several in kinds.items()}


def _spans(doc: Doc, name: str, mentions: Sequence[Mention]) -> list[Span]:
    spans = (doc.char_span(one.start, one.end, label=name, alignment_mode="expand") for one in mentions)
    return [span for span in spans if span is not None]


Doc.set_extension("reading", default=None, force=True)
Doc.set_extension("mentions", getter=_mentions, force=True)


def read(text: str, background: Background = _NOTHING, folded: str | None = None) -> Doc:
    """All mentions in `text` (one passage), read against the background of its article.

    `folded` is the fold of `text`, for a caller that has it.
    """
    nlp = _pipeline()
    doc = nlp.make_doc(text)
    doc._.reading = Reading(text, fold(text) if folded is None else folded, background)
    return nlp(doc)


@cache
def _pipeline() -> Language:
    nlp = spacy.blank("xx")
    nlp.tokenizer = SyllableTokenizer(nlp.vocab)
    for name in COMPONENTS:
        nlp.add_pipe(f"bangvang_{name}")
    return nlp


def _component(name: str) -> Callable[[Callable[[Doc], Doc]], Callable[[Doc], Doc]]:
    return Language.component(f"bangvang_{name}")


@_component("units")
def _units(doc: Doc) -> Doc:
    reading: Reading = doc._.reading
    reading.found.orgs = bodies_in(reading.text, reading.folded, reading.background.short)
    return doc


@_component("titles")
def _titles(doc: Doc) -> Doc:
    reading: Reading = doc._.reading
    reading.found.titles = find_titles(
        reading.text, reading.folded, reading.found.orgs, badges=reading.background.badges
    )
    return doc


@_component("counts")
def _counts(doc: Doc) -> Doc:
    reading: Reading = doc._.reading
    reading.found.counts = find_counts(reading.text, reading.folded, reading.found.orgs)
    reading.found.times = find_times(reading.folded)
    return doc


@_component("years")
def _years(doc: Doc) -> Doc:
    reading: Reading = doc._.reading
    reading.found.years = find_years(reading.folded, reading.background)
    return doc


@_component("people")
def _people(doc: Doc) -> Doc:
    reading: Reading = doc._.reading
    reading.found.people = find_people(reading.text, reading.folded, reading.found.orgs, reading.background.given)
    return doc


@_component("status")
def _status(doc: Doc) -> Doc:
    reading: Reading = doc._.reading
    reading.found.cues = find_cues(reading.folded)
    return doc
