"""A WARC file, packed or not, as one stream of bytes that tells when it breaks off."""

import gzip
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from scrapers.archive.payload import GZIP_MAGIC

_HEAD = re.compile(rb"\nContent-Length: *\d+\r\n\r\n$", re.IGNORECASE)


class _Unpacked(gzip.GzipFile):
    """One gzip member a record, or one for the whole file; a broken end is an error and not an end."""

    def read(self, size: int | None = -1) -> bytes:
        """What is there, up to `size` bytes. Raises OSError."""
        try:
            return self.read1(-1 if size is None else size)
        except EOFError as error:
            raise OSError(str(error)) from error


class Watched:
    """A file that remembers how it ends: warcio takes a record that breaks off in its head for the end of the file."""

    def __init__(self, file: BinaryIO | gzip.GzipFile) -> None:
        self._file = file
        self._end = b""

    def read(self, size: int) -> bytes:
        """Up to `size` bytes. Raises OSError."""
        data = self._file.read(size)
        self._end = (self._end + data)[-80:]
        return data

    def breaks_off(self) -> bool:
        """True unless the file is empty or ends as a record does: with two line ends, below a body."""
        return bool(self._end) and (not self._end.endswith(b"\r\n\r\n") or bool(_HEAD.search(self._end)))


@contextmanager
def opened(path: Path) -> Iterator[Watched]:
    """The unpacked bytes of the file at `path`. Raises OSError."""
    with path.open("rb") as file:
        packed = file.read(len(GZIP_MAGIC)) == GZIP_MAGIC
        file.seek(0)
        if packed:
            with _Unpacked(fileobj=file, mode="rb") as unpacked:
                yield Watched(unpacked)
        else:
            yield Watched(file)
