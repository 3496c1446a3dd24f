"""A client for tests of the desk: it knocks at the right host and carries the token of its session, as our pages do."""

from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from pipeline.desk.security.access import Access
from pipeline.desk.security.forms import HEADER


class Client(TestClient):
    """TestClient, from this machine to this machine, with a session."""

    def __init__(self, app: FastAPI, **values: Any) -> None:
        super().__init__(app, **{"base_url": "http://127.0.0.1:8321", "client": ("127.0.0.1", 50000)} | values)
        self.access: Access = app.state.access
        self.keep()

    def keep(self) -> None:
        """Remember the token of the session that the cookie holds now; without one, begin it."""
        sessions = self.access.sessions
        came = [cookie.value for cookie in self.cookies.jar if cookie.name == sessions.cookie]
        session = sessions.read(came[-1]) if came else None
        if session is None:
            session = sessions.begin()
            self.cookies.set(sessions.cookie, sessions.written(session), domain=str(self.base_url.host))
        self.headers[HEADER] = self.access.sessions.token(session)

    def sign_in(self, name: str, password: str) -> int:
        """The status of the answer."""
        answer = self.post("/login", data={"name": name, "password": password}, follow_redirects=False)
        self.keep()
        return answer.status_code


def from_here(app: ASGIApp) -> ASGIApp:
    """The app as it is asked from this machine, for clients that call it by another name."""

    async def asked(scope: Scope, receive: Receive, send: Send) -> None:
        others = [(name, value) for name, value in scope.get("headers", ()) if name != b"host"]
        known = {"headers": [(b"host", b"127.0.0.1:8321"), *others], "client": ("127.0.0.1", 50000)}
        await app({**scope, **known}, receive, send)

    return asked
