"""Headers that keep hostile text from doing anything, whatever else went wrong."""

from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
# A referrer goes to nobody else; without it towards ourselves, browsers would not tell the origin of a form either.
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}
# Asked again each time with an ETag: a newer version of the desk is seen at once, and nothing is sent twice.
KEPT = "no-cache"


def add_headers(app: FastAPI) -> None:
    """Give every answer these headers, unless its route set its own. Added last, it stands before all others."""
    app.add_middleware(WithHeaders)


def give_headers(headers: MutableHeaders, *, is_static: bool = False) -> None:
    """Add what is not set."""
    if is_static:
        headers.setdefault("Cache-Control", KEPT)
    for name, value in HEADERS.items():
        headers.setdefault(name, value)


class WithHeaders:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""

        async def _send(message: Message) -> None:
            if message["type"] == "http.response.start":
                give_headers(MutableHeaders(scope=message), is_static=scope["path"].startswith("/static/"))
            await send(message)

        await self._app(scope, receive, _send)
