"""The body of an archived response: its chunks joined, unpacked, and never more of it than we take."""

import zlib

from warcio.bufferedreaders import ChunkedDataReader
from warcio.limitreader import LimitReader
from warcio.recordloader import ArcWarcRecord

MAX_BYTES = 30_000_000
GZIP_MAGIC, ZLIB_OR_GZIP, RAW = b"\x1f\x8b", 47, -15


class PayloadError(Exception):
    """A body that cannot be read; `code` is its row in data/issue_codes.csv."""

    def __init__(self, code: str, reason: str) -> None:
        self.code = code
        super().__init__(reason)


class Cut(Exception):  # noqa: N818 -- says what happened
    """The file ends in the middle of a record."""


def payload(record: ArcWarcRecord) -> bytes:
    """The decoded body of a record of warcio.

    Raises PayloadError when it is too large, unpacks to too much or does not unpack, Cut when the file ends in it.
    """
    if not isinstance(record.raw_stream, LimitReader):
        raise PayloadError("page-incomplete", "its record does not tell its length")
    encoding, chunked = _header(record, "content-encoding"), _header(record, "transfer-encoding") == "chunked"
    stream = ChunkedDataReader(record.raw_stream, decomp_type=None) if chunked else record.raw_stream
    data = bytearray()
    while len(data) <= MAX_BYTES and (piece := stream.read(min(1 << 16, MAX_BYTES + 1 - len(data)))):
        data += piece
    if len(data) > MAX_BYTES:
        raise PayloadError("fetch-too-large", f"larger than {MAX_BYTES} bytes")
    while record.raw_stream.read(1 << 16):  # what stands behind the last chunk
        pass
    if record.raw_stream.limit > 0:
        raise Cut
    return _unpacked(bytes(data), encoding)


def _header(record: ArcWarcRecord, name: str) -> str:
    headers = record.http_headers
    return str((headers and headers.get_header(name)) or "").strip().lower()


def _unpacked(data: bytes, encoding: str) -> bytes:
    """Archives often hold the body unpacked although its header says otherwise: the bytes decide."""
    if encoding in ("gzip", "x-gzip"):
        return _inflated(data, ZLIB_OR_GZIP) if data.startswith(GZIP_MAGIC) else data
    if encoding == "deflate":
        wrapped = data[:1] == b"\x78"
        return _inflated(data, ZLIB_OR_GZIP if wrapped else RAW)
    if encoding in ("", "identity"):
        return data
    raise PayloadError("page-incomplete", f"packed as {encoding[:20]}, which is not read")


def _inflated(data: bytes, how: int) -> bytes:
    unpacker = zlib.decompressobj(how)
    try:
        unpacked = unpacker.decompress(data, MAX_BYTES + 1)
    except zlib.error as error:
        raise PayloadError("page-incomplete", f"cannot be unpacked: {error}") from error
    if len(unpacked) > MAX_BYTES:
        raise PayloadError("fetch-bomb", f"unpacks to more than {MAX_BYTES} bytes")
    if not unpacker.eof:
        raise PayloadError("page-incomplete", "its packed body breaks off")
    return unpacked
