"""The version of the reader: of all that makes rows of a shard's page, beside the extractor, which has its own."""

import hashlib
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
CODE = ("schemas", "scrapers", "pipeline/checks", "pipeline/shards")
FILES = ("pipeline/steps/warc.py", "pipeline/store/rows.py", "pipeline/store/stated.py")
DATA = ("data/families", "data/sources")


def reader_version(house: Path) -> str:
    """Eight hex digits over the code and data in `house` by which a page becomes rows and a file of results."""
    code = [path for folder in CODE for path in (house / folder).rglob("*.py")]
    data = [path for folder in DATA for path in (house / folder).rglob("*") if path.is_file()]
    digest = hashlib.sha256()
    for path in sorted([*code, *(house / name for name in FILES), *data]):
        digest.update(path.relative_to(house).as_posix().encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:8]


READER = reader_version(HOUSE)
