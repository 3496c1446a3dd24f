"""WARC files, Common Crawl's too, to exchanges with their bodies: one record in memory at a time."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeadersParserException

from schemas import Exchange, Issue
from scrapers.archive.payload import Cut, PayloadError, payload
from scrapers.archive.warc import ASKED, OF_TRANSFER, ORIGINAL, SOURCE
from scrapers.archive.warc_file import Watched, opened
from scrapers.issues import issue
from scrapers.net.exchange import Fetched

SUFFIXES = (".warc", ".warc.gz", ".wet", ".wet.gz")
DAMAGE = (ArchiveLoadFailed, StatusAndHeadersParserException, OSError, EOFError, zlib.error, ValueError, AttributeError)
READ = ("response", "resource", "conversion")


def is_warc(path: Path) -> bool:
    """True for a file that is named as WARC files are."""
    return path.name.lower().endswith(SUFFIXES)


def read_warc(path: Path) -> Iterator[Fetched | Issue]:
    """What the records of a file hold: responses, resources and plain texts (WET), decoded, as if fetched just then.

    An Issue tells of each record that cannot be read: cut short by the crawler (WARC-Truncated), too large, or a
    revisit of what is not in this file. Where the file itself is damaged the reading ends with an Issue about it.
    Raises OSError when it cannot be opened.
    """
    with opened(path) as file:
        place = _Place()
        try:
            yield from _all(file, place)
        except Cut:
            yield _damaged(path, f"ends in the middle of {place.url or 'its first record'}")
        except DAMAGE as error:
            reason = " ".join(str(error).split())[:120] or type(error).__name__
            yield _damaged(path, f"damaged at {place.url or 'its start'} or right after ({reason})")
        else:
            if file.breaks_off():
                yield _damaged(path, f"ends in the middle of the record after {place.url}")
            elif place.odd or not place.url:
                yield _damaged(path, "some of its records are longer than they say" if place.url else "empty")


@dataclass
class _Place:
    """How far the reading has come, and whether something was odd on the way."""

    url: str = ""
    odd: bool = False


def _all(file: Watched, place: _Place) -> Iterator[Fetched | Issue]:
    given: set[str] = set()
    records = _Records(file, check_digests=True)
    for record in records:
        place.url = record.rec_headers.get_header("WARC-Target-URI") or place.url or "its first record"
        if not record.rec_headers.get_header("Content-Length"):
            raise Cut
        found = _read(record, place.url, given)
        if found is not None:
            yield found
    place.odd = records.err_count > 0


class _Records(ArchiveIterator):  # type: ignore[misc]  # warcio has no types
    """Counts what it finds wrong, as warcio does, but keeps standard error for us."""

    INC_RECORD = ""


def _read(record: ArcWarcRecord, url: str, given: set[str]) -> Fetched | Issue | None:
    headers = record.rec_headers
    digest = headers.get_header("WARC-Payload-Digest")
    if record.rec_type == "revisit":
        told = "its body is in another file: ingest that one too"
        return None if digest in given else issue("page-incomplete", told, url)
    if record.rec_type not in READ:
        return None
    try:
        body = payload(record)
        exchange = _exchange(record, url)
        _check(record)
    except PayloadError as error:
        return issue(error.code, str(error), url)
    except ValueError as error:
        return issue("page-incomplete", f"a record that cannot be understood: {str(error).splitlines()[0]}", url)
    if digest:
        given.add(digest)
    return Fetched(exchange, body)


def _check(record: ArcWarcRecord) -> None:
    cut = record.rec_headers.get_header("WARC-Truncated")
    if cut:
        raise PayloadError("page-incomplete", f"the crawler that stored it cut it short ({cut[:20]})")
    if record.rec_headers.get_header("WARC-Segment-Number"):
        raise PayloadError("page-incomplete", "stored in several segments, which are not put together")
    # Of payload digests there are several readings, before and after decoding: only that of the record is sure.
    if any(problem.startswith("block digest") for problem in record.digest_checker.problems):
        raise PayloadError("page-incomplete", "damaged: its content has another digest")


def _exchange(record: ArcWarcRecord, url: str) -> Exchange:
    """Raises ValueError when date or status are none."""
    own = record.rec_headers.get_header
    http = record.http_headers
    headers = _headers(http.headers) if http else {}
    return Exchange(
        url=own(ASKED) or url,
        final_url=url,
        source=own(SOURCE),
        fetched_at=datetime.fromisoformat(own("WARC-Date") or ""),
        status=int(http.get_statuscode()) if http else 200,
        content_type=headers.get("content-type", "") if http else own("Content-Type") or "",
        headers=headers,
    )


def _headers(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Headers by their names in lower case, those of the transfer as they were on their way."""
    named = {name.lower(): value for name, value in pairs}
    original = ORIGINAL.lower()
    plain = {name: value for name, value in named.items() if name not in OF_TRANSFER and not name.startswith(original)}
    return plain | {name.removeprefix(original): value for name, value in named.items() if name.startswith(original)}


def _damaged(path: Path, reason: str) -> Issue:
    return issue("unreadable-file", f"{path}: {reason}; what comes before is read", str(path.resolve()))
