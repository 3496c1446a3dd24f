"""The desk as a web application."""

from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from pipeline.desk.api import ROUTERS as API
from pipeline.desk.desk import Desk
from pipeline.desk.failures import add_failures
from pipeline.desk.headers import add_headers
from pipeline.desk.pages import ROUTERS as PAGES
from pipeline.desk.security.access import Access
from pipeline.desk.security.guard import add_guard

STATIC = Path(__file__).with_name("static")


def create_app(desk: Desk, access: Access | None = None) -> FastAPI:
    """The application that serves a desk to those who have access, by default as its home says and on this machine."""
    app = FastAPI(
        title="Bảng Vàng", version=version("bangvang"), docs_url=None, redoc_url=None, openapi_url="/api/openapi.json"
    )
    app.state.desk = desk
    add_guard(app, access or Access.of(desk.home))
    add_headers(app)
    add_failures(app)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for router in PAGES:
        app.include_router(router, include_in_schema=False)
    for router in API:
        app.include_router(router, prefix="/api/v1")
    return app
