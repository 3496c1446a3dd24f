"""Errors as pages, and as JSON for the API."""

import logging

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException as StarletteHTTPException

from pipeline.desk.errors import ForbiddenError, NotFoundError
from pipeline.desk.headers import give_headers
from pipeline.desk.render import page
from pipeline.errors import PipelineError, StorageError, UsageError
from pipeline.reviews import OutdatedError

log = logging.getLogger("bangvang")

STATUS: dict[type[Exception], int] = {ForbiddenError: 403, NotFoundError: 404, UsageError: 400, StorageError: 503,
                                     OutdatedError: 409}  # fmt: skip
API = "/api/"
WORDED = (400, 403, 404, 409, 413, 422, 500, 503)  # data/interface/base.csv


def add_failures(app: FastAPI) -> None:
    """See to it that every error is told kindly, and none is told in full to whoever asks."""
    app.add_exception_handler(PipelineError, _told)
    app.add_exception_handler(StarletteHTTPException, _told)
    app.add_exception_handler(RequestValidationError, _told)
    app.add_exception_handler(Exception, _unforeseen)


def answer(request: Request, status: int, message: str) -> Response:
    """The error as the client understands it."""
    if request.url.path.startswith(API):
        return JSONResponse({"detail": message}, status)
    key = f"error.of_{status if status in WORDED else 400}"
    return page(request, "error.html", status, code=status, key=key, message=message)


async def _told(request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException | StarletteHTTPException):
        return answer(request, error.status_code, str(error.detail))
    if isinstance(error, RequestValidationError):
        first = error.errors()[0]
        return answer(request, 422, f"{'.'.join(map(str, first['loc']))}: {first['msg']}")
    status = next((number for kind, number in STATUS.items() if isinstance(error, kind)), 400)
    return answer(request, status, str(error))


async def _unforeseen(request: Request, error: Exception) -> Response:
    log.error("%s %s: %s", request.method, request.url.path, error, exc_info=error)
    response = answer(request, 500, "something went wrong; the log tells more")
    give_headers(response.headers)  # this answer alone is given outside of all middleware
    return response
