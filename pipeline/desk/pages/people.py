"""Signing in and out."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from pipeline.desk.pages.language import is_ours
from pipeline.desk.people import access_of, checked_form, viewer
from pipeline.desk.render import page
from pipeline.desk.security.access import Access
from pipeline.desk.security.passwords import is_right

router = APIRouter()
Allowed = Annotated[Access, Depends(access_of)]
Text = Annotated[str, Form(max_length=200)]
SIGNED_OUT = "/login"


@router.get("/login")
def login(request: Request, access: Allowed, next: str = "/") -> Response:  # noqa: A002 - as people know it in addresses
    """The page where one signs in; who is known already goes on."""
    if viewer(request).name or not access.users.all():
        return _on(next)
    return _page(request, next)


@router.post("/login", dependencies=[Depends(checked_form)])
def sign_in(request: Request, access: Allowed, name: Text = "", password: Text = "", next: Text = "/") -> Response:  # noqa: A002
    """Begin a session, when the password is right and was not guessed at too often."""
    address = request.state.peer.address
    wait = access.patience.wait(name, address)
    if wait:
        response = _page(request, next, 429, "login.wait", name=name, seconds=wait)
        response.headers["Retry-After"] = str(wait)
        return response
    user = access.users.get(name)
    if not is_right(password, user.password if user else None) or user is None:
        return _page(request, next, 403, "login.wrong", name=name)
    access.patience.right(name, address)
    access.sessions.leave(request.state.session)
    request.state.session = access.sessions.begin(user.name, user.seal)
    return _on(next)


@router.post("/logout", dependencies=[Depends(checked_form)])
def sign_out(request: Request, access: Allowed) -> RedirectResponse:
    """End the session, copies of its cookie too."""
    request.state.session = access.sessions.leave(request.state.session)
    return RedirectResponse(SIGNED_OUT, 303)


def _on(to: str) -> RedirectResponse:
    return RedirectResponse(to if is_ours(to) else "/", 303)


def _page(request: Request, to: str, status: int = 200, problem: str = "", **told: object) -> Response:
    values = {"name": "", "seconds": 0} | told
    return page(request, "login.html", status, next=to, problem=problem, **values)
