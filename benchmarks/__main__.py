"""`python -m benchmarks`: where the time goes, stage by stage, beside limits and peers, and the ratios with targets.

All is CPU time; figures are medians of rounds in which ours and theirs take turns in one process.
"""

import argparse
import sys
from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import peers, ratios, rounds
from benchmarks.bundle import Bundle
from benchmarks.instructions import UncountableError, counted
from benchmarks.release import Ratio, Release, Stage, current, libraries, machine, write_release
from benchmarks.tables import report, write_results
from benchmarks.texts import award_texts, news_texts
from scrapers.files import read_article


def main() -> None:
    """Measure, print, and keep it where that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--gold", type=Path, help="a folder of further award texts (*.txt)")
    parser.add_argument("--news", type=Path, help="general news: gzipped JSON lines with a key `text`")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sample", type=int, default=10, help="award texts that underthesea.ner reads, a second each")
    parser.add_argument(
        "--release", action="store_true", help="count instructions too, keep all in benchmarks/releases"
    )
    given = parser.parse_args()
    try:
        counts = counted() if given.release else {}
    except UncountableError as error:
        sys.exit(f"benchmarks: {error}")
    release = measured(given).model_copy(update={"instructions": counts})
    print(report(release))  # noqa: T201 - a script
    if given.release:
        write_release(release)
        write_results(report(release))


def measured(given: Namespace) -> Release:
    """All figures but the counts of instructions."""
    bundle = Bundle()
    peak_mb = rounds.peaks(bundle)
    with TemporaryDirectory() as folder:
        texts = _texts(given, Path(folder))
        taken = [(rounds.one_round(bundle), ratios.one_round(texts)) for _ in range(given.rounds)]
    found = ratios.ratios([one for _, one in taken])
    return Release(
        version=current(),
        measured=datetime.now(UTC).date(),
        machine=machine(),
        libraries=libraries(),
        notes=tuple(_notes(bundle, texts, given)),
        stages=_with_tagger(rounds.stage_rows(bundle, [one for one, _ in taken], peak_mb), found),
        ratios=found,
    )


def _texts(given: Namespace, folder: Path) -> ratios.Texts:
    award = [read_article(path) for path in award_texts(given.gold)]
    sample = award[:: max(1, len(award) // given.sample)][: given.sample]
    return ratios.Texts(award, sample, news_texts(given.news, folder))


def _with_tagger(rows: tuple[Stage, ...], found: tuple[Ratio, ...]) -> tuple[Stage, ...]:
    """Beside the NLP what the tagger takes, which reads only a sample."""
    peer = {f"{peers.TAGGER}, a sample": 1 / next(one.measured for one in found if one.what == ratios.NLP)}
    return tuple(row.model_copy(update={"peers": {**row.peers, **peer}}) if row.name == "NLP" else row for row in rows)


def _notes(bundle: Bundle, texts: ratios.Texts, given: Namespace) -> Iterator[str]:
    """What was read, and what was not."""
    yield f"Stages: {len(bundle.texts)} bundled texts and {len(bundle.pages)} saved pages through `bangvang ingest`."
    yield f"Award texts: {len(texts.award)}; {peers.TAGGER} reads {len(texts.sample)} of them, whole."
    news = (
        "general news" if given.news else "the award texts without their lines with titles: give --news for real ones"
    )
    yield f"News: {len(texts.news)} texts ({news}). Floor: read + decode + NFC + lower case of the same files."
    yield f"CPU time of all threads, medians of {given.rounds} rounds in one process, caches of texts emptied."
    if not peers.PYVI:
        yield peers.NO_PYVI


if __name__ == "__main__":
    main()
