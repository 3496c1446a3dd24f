"""Who is at the desk, and what they may do."""

from fastapi import Request
from markupsafe import Markup

from pipeline.desk.errors import ForbiddenError
from pipeline.desk.security.access import Access
from pipeline.desk.security.forms import check_form, form_field
from pipeline.desk.security.viewer import NOBODY, Role, Viewer

__all__ = ["Role", "Viewer", "access_of", "auditor", "checked_form", "csrf_field", "viewer"]


async def access_of(request: Request) -> Access:
    """What requests are held against: a FastAPI dependency."""
    access: Access = request.app.state.access
    return access


def viewer(request: Request) -> Viewer:
    """Who asks: a FastAPI dependency. On the page where one signs in that is nobody yet."""
    person: Viewer | None = getattr(request.state, "viewer", None)
    return person or NOBODY


async def auditor(request: Request) -> Viewer:
    """Who asks, if that is an auditor: a FastAPI dependency. Raises ForbiddenError."""
    person = viewer(request)
    if not person.may_rule:
        raise ForbiddenError("only auditors may do this")
    return person


def csrf_field(request: Request) -> Markup:
    """The hidden field that every form carries which changes something."""
    return form_field(request)


async def checked_form(request: Request) -> None:
    """That a form was sent by a page of ours: a dependency of each route that changes things. Raises ForbiddenError."""
    await check_form(request)
