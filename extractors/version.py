"""The extractor's version: it changes whenever its code or its word lists do, so that a run knows what to re-read."""

import hashlib
from pathlib import Path

from data import ROOT

_MAJOR = "1"


def version() -> str:
    """ "1-" and eight hex digits over the code of this package and the word lists of data/."""
    here = Path(__file__).resolve().parent
    files = sorted([*here.glob("*.py"), *ROOT.glob("*.csv"), *ROOT.glob("*.txt")])
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode())
        digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return f"{_MAJOR}-{digest.hexdigest()[:8]}"
