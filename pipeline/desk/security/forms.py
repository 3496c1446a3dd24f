"""That a form was sent by a page of ours, and not by one that somebody else lets a browser send (CSRF).

Two walls: what the browser says of where the request comes from (Sec-Fetch-Site, Origin), and a token bound to the
session.
"""

from fastapi import Request
from markupsafe import Markup

from pipeline.desk.errors import ForbiddenError
from pipeline.desk.security.access import Access
from pipeline.desk.security.places import host_name

FIELD = "csrf"
HEADER = "X-CSRF-Token"
OWN = ("same-origin", "none")
OLD = "this page has grown old: load it anew and send it again"
FOREIGN = "this came from another site, and nothing was done"


def form_field(request: Request) -> Markup:
    """The hidden field of a form."""
    access: Access = request.app.state.access
    token = access.sessions.token(request.state.session)
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, token)


async def check_form(request: Request) -> None:
    """Raises ForbiddenError when it is none of ours."""
    if not _is_from_here(request):
        raise ForbiddenError(FOREIGN)
    access: Access = request.app.state.access
    told = request.headers.get(HEADER) or (await request.form()).get(FIELD)
    if not isinstance(told, str) or not access.sessions.is_token(request.state.session, told):
        raise ForbiddenError(OLD)


def _is_from_here(request: Request) -> bool:
    """What the browser says; programs that say nothing of it have to show the token alone."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None and site not in OWN:
        return False
    return origin is None or host_name(origin.partition("://")[2]) == host_name(request.headers.get("host", ""))
