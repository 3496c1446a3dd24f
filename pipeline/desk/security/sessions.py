"""Sessions in a signed cookie: nothing is stored but which ones were left early."""

import time
from collections.abc import Callable
from dataclasses import astuple, dataclass, replace
from hashlib import sha256
from hmac import compare_digest
from secrets import token_bytes, token_hex

from itsdangerous import BadData, Signer, URLSafeSerializer

IDLE = 2 * 3600  # seconds without a request
LONGEST = 12 * 3600  # a working day
RENEWED = 60  # a cookie is written anew at most so often


@dataclass(frozen=True)
class Session:
    """One browser: since when it is here and was last seen, and who signed in with it, if anybody did."""

    nonce: str
    begun: int
    seen: int
    name: str = ""
    seal: str = ""


class Sessions:
    """Reads and writes what is in the cookie."""

    def __init__(self, secret: bytes, clock: Callable[[], float] = time.time) -> None:
        # Cookies know no ports: each desk of a machine has its own name for it.
        self.cookie = f"bangvang-{sha256(secret).hexdigest()[:8]}"
        self._serializer = URLSafeSerializer(
            secret, salt="session", signer_kwargs={"key_derivation": "hmac", "digest_method": sha256}
        )
        self._signer = Signer(secret, salt="form", key_derivation="hmac", digest_method=sha256)
        self._clock = clock
        self._left: dict[str, int] = {}

    def begin(self, name: str = "", seal: str = "") -> Session:
        """A new one."""
        now = int(self._clock())
        return Session(token_hex(16), now, now, name, seal)

    def written(self, session: Session) -> str:
        """The value of its cookie."""
        return str(self._serializer.dumps(astuple(session)))

    def read(self, cookie: str | None) -> Session | None:
        """The session of a cookie; None when it is forged, expired or was left."""
        try:
            session = Session(*self._serializer.loads(cookie or ""))
        except (BadData, TypeError):
            return None
        return None if self._is_over(session) else session

    def renewed(self, session: Session) -> Session:
        """The session as it was seen just now, or as it was when that is not worth another cookie."""
        now = int(self._clock())
        return replace(session, seen=now) if now - session.seen >= RENEWED else session

    def leave(self, session: Session) -> Session:
        """End a session, copies of its cookie too; what goes on in its place."""
        now = int(self._clock())
        self._left = {nonce: end for nonce, end in self._left.items() if end > now}
        self._left[session.nonce] = session.begun + LONGEST
        return self.begin()

    def token(self, session: Session) -> str:
        """What a form of this session carries."""
        return self._signer.get_signature(f"{session.nonce} {session.name}").decode()

    def is_token(self, session: Session, told: str) -> bool:
        """Whether a form of this session carries that."""
        return compare_digest(self.token(session).encode(), told.encode())

    def _is_over(self, session: Session) -> bool:
        """Only who signed in is signed out: without users the person at the keyboard may go to lunch."""
        now = int(self._clock())
        expired = now - session.seen > IDLE or now - session.begun > LONGEST
        return session.nonce in self._left or (bool(session.name) and expired)


def new_secret() -> bytes:
    """For a home that has none."""
    return token_bytes(32)
