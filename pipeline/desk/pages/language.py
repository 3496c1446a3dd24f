"""The switch between Vietnamese and English."""

from fastapi import APIRouter
from fastapi.responses import RedirectResponse

from pipeline.desk.interface import Language
from pipeline.desk.render import LANGUAGE_COOKIE

router = APIRouter()
YEAR = 365 * 24 * 3600


@router.get("/language/{language}")
def choose(language: Language, back: str = "/") -> RedirectResponse:
    """Remember the language and go back to the page; to the first one when `back` is none of ours."""
    response = RedirectResponse(back if is_ours(back) else "/", 303)
    response.set_cookie(LANGUAGE_COOKIE, language, max_age=YEAR, samesite="lax", httponly=True)
    return response


def is_ours(address: str) -> bool:
    """Whether an address leads to a page of this desk; browsers drop tabs and line ends, and take \\ for /."""
    return address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
