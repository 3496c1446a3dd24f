"""Who may come in: decided by the settings of the home, its users, and where the desk listens."""

import getpass
from dataclasses import dataclass, field
from functools import cached_property

from starlette.datastructures import Headers
from starlette.types import Scope

from pipeline.desk.security.patience import Patience
from pipeline.desk.security.places import LOOPBACK_NAMES, Peer, host_name, is_loopback, peer_of, was_forwarded
from pipeline.desk.security.sessions import Session, Sessions, new_secret
from pipeline.desk.security.users import Users
from pipeline.desk.security.viewer import Known, Role, Viewer
from pipeline.errors import StorageError, UsageError
from pipeline.settings import Home
from pipeline.settings_file import DeskSettings, read_settings
from scrapers.archive.atomic import write_atomic

LOOPBACK = "127.0.0.1"
SECRET_SIZE = 32


@dataclass(frozen=True)
class Access:
    """What every request is held against."""

    users: Users
    sessions: Sessions
    settings: DeskSettings = field(default_factory=DeskSettings)
    host: str = LOOPBACK
    patience: Patience = field(default_factory=Patience)

    @classmethod
    def of(cls, home: Home, host: str = LOOPBACK) -> "Access":
        """That of a home. Raises UsageError when its settings are wrong or the desk would be open to everybody."""
        access = cls(Users(home.users), Sessions(_secret(home)), read_settings(home.settings).desk, host)
        access.check()
        return access

    @property
    def is_shared(self) -> bool:
        """Whether others than the person at this keyboard may reach it."""
        return not is_loopback(self.host) or bool(self.settings.public_host or self.settings.proxy_addresses)

    def check(self) -> None:
        """Raises UsageError when the desk listens to other machines and knows nobody."""
        if not is_loopback(self.host) and not self.settings.proxy_header and not self.users.all():
            raise UsageError(
                f"--host {self.host}: other machines could rule on facts without a password; "
                "first: bangvang users add NAME --role auditor (docs/desk.md)"
            )

    @cached_property
    def names(self) -> frozenset[str]:
        """The names under which the desk answers; a page of somebody else's that resolves to us comes with its own."""
        ours = {self.host, f"[{self.host}]", host_name(self.settings.public_host or "")} - {""}
        return LOOPBACK_NAMES | ours

    def peer(self, scope: Scope) -> Peer:
        """Who is at the other end of a request."""
        return peer_of(scope, self.settings.proxy_addresses)

    def viewer(self, scope: Scope, peer: Peer, session: Session) -> Viewer | None:
        """Who asks; None when that is not known or may not come in."""
        if self.settings.proxy_header:
            return self._sent_by_proxy(scope, peer)
        if self.users.all():
            return self._signed_in(session)
        if self.is_shared or was_forwarded(scope) or not peer.at_keyboard:
            return None
        return Viewer(getpass.getuser(), Role.AUDITOR)

    def _sent_by_proxy(self, scope: Scope, peer: Peer) -> Viewer | None:
        told = Headers(scope=scope).getlist(self.settings.proxy_header or "")
        if not peer.proxied or len(told) != 1:
            return None
        user = self.users.get(_utf8(told[0]))
        return Viewer(user.name, user.role, Known.PROXY) if user else None

    def _signed_in(self, session: Session) -> Viewer | None:
        user = self.users.get(session.name) if session.name else None
        if user is None or user.seal != session.seal:
            return None
        return Viewer(user.name, user.role, Known.PASSWORD)


def _utf8(value: str) -> str:
    """Headers are read as Latin-1; names of people are sent as UTF-8."""
    return value.encode("latin-1").decode("utf-8", errors="replace")


def _secret(home: Home) -> bytes:
    """The secret of a home, made the first time. Raises StorageError when it is damaged."""
    path = home.desk_secret
    if not path.exists():
        write_atomic(path, new_secret())
    secret = path.read_bytes()
    if len(secret) != SECRET_SIZE:
        raise StorageError(f"{path}: damaged; remove it, and everybody signs in again")
    return secret
