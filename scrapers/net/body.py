"""The body of a response, decompressed within bounds: a small answer may unpack to gigabytes."""

import zlib

import httpx

from scrapers.errors import Bomb, Incomplete, TooLarge

ENCODINGS = "gzip, deflate"  # what we ask for, and all that we unpack
BOMB_RATIO = 100  # HTML packs 5 to 20 times; from here on the sender means harm
_WINDOW = {"gzip": zlib.MAX_WBITS | 16, "deflate": zlib.MAX_WBITS}


async def read_body(url: str, response: httpx.Response, max_bytes: int) -> bytes:
    """The decoded body of a streamed response. Raises TooLarge, Bomb or Incomplete."""
    announced = response.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > max_bytes:
        raise TooLarge(url, f"larger than {max_bytes} bytes")
    unpacker = _unpacker(url, response.headers.get("content-encoding", ""), max_bytes)
    async for chunk in response.aiter_raw():
        unpacker.feed(chunk)
    return unpacker.result()


class _Plain:
    """Collects what comes as it is."""

    def __init__(self, url: str, limit: int) -> None:
        self._url = url
        self._limit = limit
        self._body = bytearray()

    def feed(self, chunk: bytes) -> None:
        self._body += chunk
        if len(self._body) > self._limit:
            raise TooLarge(self._url, f"larger than {self._limit} bytes")

    def result(self) -> bytes:
        return bytes(self._body)


class _Packed(_Plain):
    """Unpacks gzip or deflate, never more than one byte beyond the limit."""

    def __init__(self, url: str, limit: int, window: int) -> None:
        super().__init__(url, limit)
        self._window = window
        self._unpack = zlib.decompressobj(window)
        self._received = 0

    def feed(self, chunk: bytes) -> None:
        self._received += len(chunk)
        if self._unpack.eof:  # zlib would collect what follows
            if self._received > self._limit:
                raise TooLarge(self._url, f"larger than {self._limit} bytes")
            return
        self._body += self._unpacked(chunk)
        if len(self._body) <= self._limit:
            return
        if len(self._body) > self._received * BOMB_RATIO:
            raise Bomb(self._url, f"{self._received} bytes unpack to more than {self._limit}")
        raise TooLarge(self._url, f"larger than {self._limit} bytes")

    def _unpacked(self, chunk: bytes) -> bytes:
        left = self._limit + 1 - len(self._body)
        try:
            return self._unpack.decompress(chunk, left)
        except zlib.error as error:
            if self._body or self._window != zlib.MAX_WBITS:
                raise Incomplete(self._url, f"its compression is damaged: {error}") from error
        self._unpack = zlib.decompressobj(-zlib.MAX_WBITS)  # deflate without its header, as some servers send it
        self._window = -zlib.MAX_WBITS
        return self._unpacked(chunk)

    def result(self) -> bytes:
        if self._received and not self._unpack.eof:
            raise Incomplete(self._url, "its compressed body ends before its end")
        return super().result()


def _unpacker(url: str, encoding: str, limit: int) -> _Plain:
    name = encoding.strip().lower().removeprefix("x-")
    if name in ("", "identity"):
        return _Plain(url, limit)
    if name not in _WINDOW:
        raise Incomplete(url, f"sent in an encoding that we did not ask for: {encoding[:40]}")
    return _Packed(url, limit, _WINDOW[name])
