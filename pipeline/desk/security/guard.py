"""The door: each request is looked at here before any page sees it."""

import logging
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from markupsafe import escape
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.desk.security.access import Access
from pipeline.desk.security.places import Peer, host_name
from pipeline.errors import StorageError

log = logging.getLogger("bangvang")

OPEN = ("/login", "/static/", "/language/")
READING = ("GET", "HEAD")
MOST_BYTES = 2_000_000  # of a form; a corrected fact with its evidence is a few thousand
UNSURE = "The desk cannot tell who may come in; its log tells more"
NOT_KNOWN = "You may not come in here: ask who looks after this desk to add you with: bangvang users add NAME"


def add_guard(app: FastAPI, access: Access) -> None:
    """Put the door before an application."""
    app.state.access = access
    app.add_middleware(Guard, access=access)


class Guard:
    """ASGI middleware: the Host, the size, the session, the person."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer who may not come in; tell the pages about the others: `request.state.viewer`, `session`, `peer`."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = self._refused(scope) or self._bounced(scope)
        if answer or scope["path"].startswith("/static/"):
            await (answer or self._app)(scope, receive, send)
            return
        try:
            state, send = self._opened(scope, send)
        except StorageError as error:  # who may come in cannot be read: nobody may
            log.error("%s", error)
            await PlainTextResponse(UNSURE, 503)(scope, receive, send)
            return
        shut = None if state["viewer"] or scope["path"].startswith(OPEN) else self._shut(Request(scope), state["peer"])
        await (shut or self._app)(scope, receive, send)

    def _refused(self, scope: Scope) -> Response | None:
        """The kind no to what no browser of ours sends."""
        headers = Headers(scope=scope)
        if host_name(headers.get("host", "")) not in self._access.names:
            return PlainTextResponse("This desk is not known by that name: see public_host in docs/desk.md", 400)
        size = headers.get("content-length", "0")
        if "transfer-encoding" in headers:
            return PlainTextResponse("Say how long it is (Content-Length)", 411)
        if not size.isdecimal() or int(size) > MOST_BYTES:
            return PlainTextResponse("That is too long", 413)
        return None

    def _bounced(self, scope: Scope) -> Response | None:
        """A link on another site comes without our cookie (SameSite=Strict): a step of our own brings it along."""
        headers = Headers(scope=scope)
        followed = headers.get("sec-fetch-site") == "cross-site" and headers.get("sec-fetch-mode") == "navigate"
        if not followed or scope["method"] != "GET":
            return None
        return HTMLResponse(f'<!DOCTYPE html><meta http-equiv="refresh" content="0;url={escape(_here(scope))}">')

    def _opened(self, scope: Scope, send: Send) -> tuple[MutableMapping[str, Any], Send]:
        """The state of a request, and a `send` that writes the cookie when its session is another at the end."""
        sessions, peer = self._access.sessions, self._access.peer(scope)
        name = f"__Host-{sessions.cookie}" if peer.https else sessions.cookie
        came = sessions.read(Request(scope).cookies.get(name))
        session = sessions.renewed(came) if came else sessions.begin()
        state = scope.setdefault("state", {})
        state.update(session=session, peer=peer, viewer=self._access.viewer(scope, peer, session))
        rest = f"; Path=/; HttpOnly; SameSite=Strict{'; Secure' if peer.https else ''}"

        async def _send(message: Message) -> None:
            if message["type"] == "http.response.start" and state["session"] != came:
                written = f"{name}={sessions.written(state['session'])}{rest}"
                MutableHeaders(scope=message).append("set-cookie", written)
            await send(message)

        return state, _send

    def _shut(self, request: Request, peer: Peer) -> Response:
        """What somebody gets whom the desk does not know (yet)."""
        access, path = self._access, request.url.path
        by_password = bool(access.users.all()) and not access.settings.proxy_header
        if path.startswith("/api/"):
            return JSONResponse({"detail": "sign in first" if by_password else NOT_KNOWN}, 401 if by_password else 403)
        if not by_password:
            return PlainTextResponse(NOT_KNOWN, 403)
        if request.method not in READING:
            return PlainTextResponse("You are signed out: sign in in another tab, go back and load this page anew", 401)
        return RedirectResponse(f"/login?next={quote(_here(request.scope), safe='')}", 303)


def _here(scope: Scope) -> str:
    """Path and query, as one that cannot lead to another site."""
    query = scope["query_string"].decode("latin-1")
    return "/" + quote(scope["path"].lstrip("/\\")) + (f"?{query}" if query else "")
