"""The spaCy pipeline: one component for each kind of mention; each writes spans.

A component's spans stand in `doc.spans[<its name>]` for anyone who looks; what they say stands in `doc._.found`.
"""

from collections.abc import Callable, Sequence
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extractors.counts import find_counts, find_times
from extractors.cues import find_cues
from extractors.fold import fold
from extractors.mentions import Background, Found, Mention
from extractors.orgs import find_orgs
from extractors.people import find_people
from extractors.places_apart import spread, without_inner
from extractors.titles import find_titles
from extractors.tokens import SyllableTokenizer
from extractors.years import find_years

COMPONENTS = ("units", "titles", "counts", "years", "people", "status")

_NOTHING = Background()

# The text and its fold stand by: `doc.text` is put together anew at each call.
for _name in ("found", "background", "printed", "folded"):
    Doc.set_extension(_name, default=None, force=True)


def read(text: str, background: Background = _NOTHING) -> Doc:
    """All mentions in `text` (one passage), read against the background of its article."""
    nlp = _pipeline()
    doc = nlp.make_doc(text)
    doc._.found, doc._.background = Found(), background
    doc._.printed, doc._.folded = text, fold(text)
    return nlp(doc)


@cache
def _pipeline() -> Language:
    nlp = spacy.blank("xx")
    nlp.tokenizer = SyllableTokenizer(nlp.vocab)
    for name in COMPONENTS:
        nlp.add_pipe(f"bangvang_{name}")
    return nlp


def _write(doc: Doc, name: str, mentions: Sequence[Mention]) -> Doc:
    spans = (doc.char_span(m.start, m.end, label=name, alignment_mode="expand") for m in mentions)
    doc.spans[name] = [span for span in spans if span is not None]
    return doc


def _component(name: str) -> Callable[[Callable[[Doc], Doc]], Callable[[Doc], Doc]]:
    return Language.component(f"bangvang_{name}")


@_component("units")
def _units(doc: Doc) -> Doc:
    orgs = find_orgs(doc._.printed, doc._.folded, doc._.background.short)
    doc._.found.orgs = without_inner(spread(doc._.printed, orgs))
    return _write(doc, "units", doc._.found.orgs)


@_component("titles")
def _titles(doc: Doc) -> Doc:
    doc._.found.titles = find_titles(doc._.printed, doc._.folded, doc._.found.orgs, badges=doc._.background.badges)
    issuers = [title.issuer for title in doc._.found.titles if title.issuer]
    _write(doc, "issuers", issuers)
    return _write(doc, "titles", doc._.found.titles)


@_component("counts")
def _counts(doc: Doc) -> Doc:
    folded = doc._.folded
    doc._.found.counts = find_counts(doc._.printed, folded)
    doc._.found.times = find_times(folded)
    return _write(doc, "counts", [*doc._.found.counts, *doc._.found.times])


@_component("years")
def _years(doc: Doc) -> Doc:
    doc._.found.years = find_years(doc._.folded, doc._.background)
    return _write(doc, "years", doc._.found.years)


@_component("people")
def _people(doc: Doc) -> Doc:
    doc._.found.people = find_people(doc._.printed, doc._.folded, doc._.found.orgs, doc._.background.given)
    return _write(doc, "people", doc._.found.people)


@_component("status")
def _status(doc: Doc) -> Doc:
    doc._.found.cues = find_cues(doc._.folded)
    return _write(doc, "status", [cue for cue in doc._.found.cues if cue.status])
