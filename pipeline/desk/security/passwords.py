"""Passwords, of which only Argon2id hashes are kept (RFC 9106)."""
# ruff: noqa: PLC0415 - most requests need no hash

import threading
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from pipeline.errors import UsageError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 10
LONGEST = 200  # a hash of megabytes would keep the desk busy
# Each costs 64 MB for its moment: many people who sign in at once wait for each other.
AT_ONCE = threading.BoundedSemaphore(2)


def hashed(password: str) -> str:
    """The hash that is kept. Raises UsageError when the password is too short or too long."""
    plain = _plain(password)
    if not SHORTEST <= len(plain) <= LONGEST:
        raise UsageError(f"a password has {SHORTEST} to {LONGEST} characters; a few words in a row are good")
    return _hasher().hash(plain)


def is_right(password: str, kept: str | None) -> bool:
    """Whether it is the password of that hash; without a hash it takes as long and is not."""
    from argon2.exceptions import InvalidHashError, VerifyMismatchError

    with AT_ONCE:
        try:
            return _hasher().verify(kept or _nobodys(), _plain(password)[:LONGEST]) and kept is not None
        except (VerifyMismatchError, InvalidHashError):
            return False


def _plain(password: str) -> str:
    """One form for what keyboards write in several: ế is one character or three."""
    return unicodedata.normalize("NFC", password)


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobodys() -> str:
    return _hasher().hash("nobody has this password")
