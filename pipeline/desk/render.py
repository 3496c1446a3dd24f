"""Pages out of templates: escaped, in the reader's language, with what every page needs."""

from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from pipeline.catalogue import issue_codes, labels, titles
from pipeline.desk.interface import Interface, Language
from pipeline.desk.marked import cell
from pipeline.desk.people import csrf_field, viewer
from pipeline.desk.rulings.reasons import reasons

FOLDER = Path(__file__).with_name("templates")
LANGUAGE_COOKIE = "lang"
VIETNAM = timezone(timedelta(hours=7))  # Indochina Time, without daylight saving time


@cache
def environment() -> Environment:
    """The templates; an unknown name in one is an error, not a blank."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # a list has a hundred parts: each would be looked for on the disk again
    )
    made.filters.update(
        day=day, moment=moment, share=share, number=number, label=label, flag=flag, title_name=title_name,
        marked=cell, reason=reason,
    )  # fmt: skip
    return made


def page(request: Request, template: str, status: int = 200, **values: object) -> HTMLResponse:
    """A page in the language of its reader."""
    told = Interface(language_of(request))
    text = environment().get_template(template).render(
        request=request, t=told, lang=told.language, here=_here(request), viewer=viewer(request),
        csrf_field=lambda: csrf_field(request), **values,
    )  # fmt: skip
    return HTMLResponse(text, status)


def language_of(request: Request) -> Language:
    """Vietnamese unless the reader chose English."""
    return "en" if request.cookies.get(LANGUAGE_COOKIE) == "en" else "vi"


def day(value: date | None) -> str:
    """dd/mm/yyyy."""
    return value.strftime("%d/%m/%Y") if value else ""


def moment(value: datetime | None) -> str:
    """dd/mm/yyyy hh:mm in Vietnam, of a time in UTC."""
    return value.replace(tzinfo=UTC).astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M") if value else ""


@pass_context
def share(context: Context, value: float | None, digits: int = 0) -> str:
    """A share as per cent, with the comma of Vietnamese."""
    if value is None:
        return "–"
    told = f"{value * 100:.{digits}f}%"
    return told.replace(".", ",") if context["lang"] == "vi" else told


@pass_context
def number(context: Context, value: int | None) -> str:
    """A number with its thousands set apart: 1.234 in Vietnamese, 1,234 in English."""
    if value is None:
        return "–"
    told = f"{value:,}"
    return told.replace(",", ".") if context["lang"] == "vi" else told


@pass_context
def label(context: Context, code: str | None, kind: str) -> str:
    """The word of data/labels.csv for a code."""
    return "" if code is None else str(getattr(labels()[kind, code], context["lang"]))


@pass_context
def flag(context: Context, code: str) -> str:
    """What a flag means in plain words; one that the catalogue does not know stands for itself."""
    row = issue_codes().get(code)
    if row is None:
        return code
    return row.meaning_vi if context["lang"] == "vi" else row.meaning_en


@pass_context
def reason(context: Context, code: str) -> str:
    """Why a fact was rejected, in words."""
    row = reasons().get(code)
    return str(getattr(row, context["lang"])) if row else code


def title_name(code: str) -> str:
    """The name of an award title."""
    return titles()[code].name if code in titles() else code


def _here(request: Request) -> str:
    """The path and query of this page, to come back to."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")
