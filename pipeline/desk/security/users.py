"""The people who may come to a desk that is shared: a file in the home that only its owner may read."""

import json
import re
import unicodedata
from pathlib import Path
from secrets import token_hex

from pydantic import Field, TypeAdapter, ValidationError

from pipeline.desk.security.passwords import hashed
from pipeline.desk.security.viewer import Role
from pipeline.errors import StorageError, UsageError
from schemas.base import Model
from scrapers.archive.atomic import write_atomic

NAME = re.compile(r"[\w.@-]{1,64}")


class User(Model):
    """One person. `seal` changes with the password and the role; sessions begun under another one are over."""

    name: str = Field(min_length=1)
    role: Role
    password: str = Field(min_length=1, repr=False)
    seal: str = Field(min_length=8)


FILE = TypeAdapter(list[User])


class Users:
    """The file at `path`, read again when it was changed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stamp: tuple[int, int, int] | None = None
        self._found: dict[str, User] = {}

    def all(self) -> dict[str, User]:
        """By name; nobody when there is no file. Raises StorageError when it cannot be read or is no such file."""
        try:
            told = self.path.stat()
            stamp = (told.st_ino, told.st_mtime_ns, told.st_size)
            if stamp != self._stamp:
                self._found = {user.name: user for user in FILE.validate_json(self.path.read_bytes())}
                self._stamp = stamp
        except FileNotFoundError:
            return {}
        except (OSError, ValidationError) as error:
            raise StorageError(f"{self.path}: not readable as a list of users; restore it from a backup") from error
        return self._found

    def get(self, name: str) -> User | None:
        """The user of that name, if there is one. Raises as `all` does."""
        return self.all().get(_written(name))

    def add(self, name: str, role: Role, password: str) -> None:
        """Raises UsageError when there is such a user, or name or password will not do."""
        name = _written(name)
        if not NAME.fullmatch(name):
            raise UsageError(f"{name!r}: a name has up to 64 letters, digits and . _ - @, without blanks")
        if name in self.all():
            raise UsageError(f"{name}: there is such a user; change it with: bangvang users passwd, or: role")
        self._put(User(name=name, role=role, password=hashed(password), seal=token_hex(8)))

    def remove(self, name: str) -> None:
        """Raises UsageError when there is no such user."""
        gone = self.known(name)
        self._write([user for user in self.all().values() if user != gone])

    def change(self, name: str, *, role: Role | None = None, password: str | None = None) -> None:
        """Another role or password; what was begun under the old one is over. Raises UsageError."""
        user = self.known(name)
        kept = user.password if password is None else hashed(password)
        self._put(User(name=user.name, role=role or user.role, password=kept, seal=token_hex(8)))

    def known(self, name: str) -> User:
        """The user of that name. Raises UsageError when there is none."""
        user = self.get(name)
        if user is None:
            raise UsageError(f"{name}: there is no such user; see: bangvang users list")
        return user

    def _put(self, user: User) -> None:
        self._write([*(other for other in self.all().values() if other.name != user.name), user])

    def _write(self, users: list[User]) -> None:
        rows = [user.model_dump(mode="json") for user in sorted(users, key=lambda user: user.name)]
        write_atomic(self.path, json.dumps(rows, ensure_ascii=False, indent=2).encode() + b"\n")


def _written(name: str) -> str:
    return unicodedata.normalize("NFC", name)
