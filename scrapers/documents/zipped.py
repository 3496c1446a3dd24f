"""What an office file packs, looked at before anything of it is unpacked."""

import struct
import zipfile
import zlib
from io import BytesIO

from scrapers.errors import UnreadableDocument

MOST_PARTS = 10_000
MOST_UNPACKED = 300_000_000  # bytes, pictures included
MOST_XML = 40_000_000  # in one part; its tree takes some ten times that in memory
FAULTS: tuple[type[Exception], ...] = (  # what libraries let through when a part is not what it should be
    *(zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, SyntaxError, NotImplementedError),
    *(ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError),
)
_DAMAGED = "a damaged office file: open it in an office program and save it again"


def parts_of(data: bytes, url: str) -> set[str]:
    """The names of the parts. Raises UnreadableDocument when the file is damaged, locked or a bomb.

    What a part says of its size is binding: zipfile reads no byte beyond it.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            parts = packed.infolist()
    except FAULTS as error:
        raise UnreadableDocument(url, _DAMAGED) from error
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableDocument(url, "a ZIP that needs a password: unpack it and give the files in it")
    xml = max((part.file_size for part in parts if not _is_picture(part.filename)), default=0)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED or xml > MOST_XML:
        raise UnreadableDocument(url, "unpacks to far more than a report holds: save what matters as a smaller file")
    return {part.filename for part in parts}


def damaged(url: str, error: Exception) -> UnreadableDocument:
    """What is said of an office file that its library cannot read."""
    told = " ".join(str(error).split())[:120]
    return UnreadableDocument(url, f"{_DAMAGED} ({told or type(error).__name__})")


def _is_picture(name: str) -> bool:
    return "/media/" in name
