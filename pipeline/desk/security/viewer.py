"""A person at the desk."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """A reader sees everything, an auditor rules on it."""

    READER = "reader"
    AUDITOR = "auditor"


class Known(StrEnum):
    """How the desk knows who somebody is."""

    KEYBOARD = "keyboard"
    PASSWORD = "password"  # noqa: S105 - no password
    PROXY = "proxy"


@dataclass(frozen=True)
class Viewer:
    """The person whose request it is."""

    name: str
    role: Role
    known: Known = Known.KEYBOARD

    @property
    def may_rule(self) -> bool:
        """Whether rulings by this person are taken."""
        return self.role is Role.AUDITOR

    @property
    def may_leave(self) -> bool:
        """Whether there is something to sign out of."""
        return self.known is Known.PASSWORD


NOBODY = Viewer("", Role.READER)
