"""Who is at the desk, and what they may do."""

import getpass
from dataclasses import dataclass
from enum import StrEnum

from fastapi import Request
from markupsafe import Markup

from pipeline.desk.errors import ForbiddenError


class Role(StrEnum):
    """A reader sees everything, an auditor rules on it."""

    READER = "reader"
    AUDITOR = "auditor"


@dataclass(frozen=True)
class Viewer:
    """The person whose request it is."""

    name: str
    role: Role

    @property
    def may_rule(self) -> bool:
        """Whether rulings by this person are taken."""
        return self.role is Role.AUDITOR


def viewer(request: Request) -> Viewer:
    """Who asks: a FastAPI dependency."""
    del request
    return Viewer(getpass.getuser(), Role.AUDITOR)


def auditor(request: Request) -> Viewer:
    """Who asks, if that is an auditor: a FastAPI dependency. Raises ForbiddenError."""
    person = viewer(request)
    if not person.may_rule:
        raise ForbiddenError("only auditors may do this")
    return person


def csrf_field(request: Request) -> Markup:
    """The hidden field that every form carries which changes something."""
    del request
    return Markup("")


async def checked_form(request: Request) -> None:
    """That a form was sent by a page of ours: a dependency of each route that changes things. Raises ForbiddenError."""
    del request
