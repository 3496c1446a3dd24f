"""The archive as a WARC file (ISO 28500), which other tools of web archives read."""

from collections.abc import Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from schemas import Snapshot
from scrapers.archive.atomic import atomic_target
from scrapers.archive.log import aware
from scrapers.archive.store import Archive
from scrapers.errors import ArchiveError

# Fields of our own, which the standard allows: the address that was asked for, before redirects, and the source.
ASKED, SOURCE = "BangVang-Asked-URI", "BangVang-Source"
# What told of the body on its way, which is kept decoded; under such names crawlers keep it in WARC files.
ORIGINAL = "X-Archive-Orig-"
OF_TRANSFER = ("content-length", "content-encoding", "transfer-encoding")


class Exported(NamedTuple):
    """How many exchanges were written, and what could not be."""

    records: int
    damaged: list[str]


def export_warc(archive: Archive, target: Path, since: datetime | None = None) -> Exported:
    """Write the exchanges of `archive`, from `since` on, to `target`, a .warc.gz that appears whole or not at all.

    A damaged body is left out and told. What we sent is not in the archive, so there are no request records.
    Raises OSError.
    """
    records, damaged = 0, []
    with atomic_target(target) as draft, draft.open("wb") as file:
        writer = WARCWriter(file, gzip=True, warc_version="1.1")
        writer.write_record(writer.create_warcinfo_record(target.name, _about()))
        for snapshot in _from(archive, since):
            try:
                body = archive.body(snapshot.sha256)
            except ArchiveError as error:
                damaged.append(f"{snapshot.url}: {error}")
                continue
            _write(writer, snapshot, body)
            records += 1
    return Exported(records, damaged)


def _from(archive: Archive, since: datetime | None) -> Iterator[Snapshot]:
    return (found for found in archive.snapshots() if since is None or aware(found.fetched_at) >= aware(since))


def _about() -> dict[str, str]:
    return {
        "software": f"bangvang/{version('bangvang')}",
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "description": "bodies are stored decoded; fields that begin with BangVang- are explained in bangvang's docs",
    }


def _write(writer: WARCWriter, snapshot: Snapshot, body: bytes) -> None:
    date = aware(snapshot.fetched_at).astimezone(UTC)
    fields = {"WARC-Date": f"{date:%Y-%m-%dT%H:%M:%S.%fZ}", ASKED: snapshot.url}
    if snapshot.source:
        fields[SOURCE] = snapshot.source
    record = writer.create_warc_record(
        snapshot.final_url,
        "response",
        payload=BytesIO(body),
        length=len(body),
        warc_headers_dict=fields,
        http_headers=StatusAndHeaders(_status_line(snapshot.status), _headers(snapshot), protocol="HTTP/1.1"),
    )
    writer.write_record(record)


def _status_line(status: int) -> str:
    known = {code.value: code.phrase for code in HTTPStatus}
    return f"{status} {known.get(status, 'Unknown')}"


def _headers(snapshot: Snapshot) -> list[tuple[str, str]]:
    """The headers that were kept; what told of the transfer is renamed, and the true length added."""
    told = {"content-type": snapshot.content_type} if snapshot.content_type else {}
    headers = {name.lower(): value for name, value in snapshot.headers.items()} | told
    renamed = [(f"{ORIGINAL}{name}" if name in OF_TRANSFER else name, value) for name, value in headers.items()]
    return [*((name, " ".join(value.split())) for name, value in renamed), ("Content-Length", str(snapshot.size))]
