"""Options that several commands share."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import UsageError
from pipeline.settings import CONTACT_VARIABLE, HOME_VARIABLE, LOG_FORMAT_VARIABLE

HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home", metavar="DIR", envvar=HOME_VARIABLE, help="Folder of databases, archive and logs (default: ./var)."
    ),
]

SinceOption = Annotated[
    datetime | None,
    typer.Option(
        "--since",
        metavar="DATE",
        formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"],
        help="Only what was fetched on that day (UTC) or later, as YYYY-MM-DD.",
    ),
]

ContactOption = Annotated[
    str | None,
    typer.Option(
        "--contact",
        envvar=CONTACT_VARIABLE,
        metavar="TEXT",
        help="Mail or web address of yours, which the sites are told.",
    ),
]


def checked_contact(contact: str | None) -> str | None:
    """`contact` as it can stand in a request. Raises UsageError when it cannot."""
    if contact and not (contact.isascii() and contact.isprintable()):
        raise UsageError("--contact: letters without marks, digits and signs only, as in mail and web addresses")
    return contact


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How rows are printed.")]


class LogFormat(StrEnum):
    """How standard error is written: `auto` is text on a terminal, and what the command is made for elsewhere."""

    AUTO = "auto"
    TEXT = "text"
    JSON = "json"


LogFormatOption = Annotated[
    LogFormat | None,
    typer.Option(
        "--log-format",
        help=f"How standard error is written (default: {LOG_FORMAT_VARIABLE} of the environment, or auto: "
        "text on a terminal, JSON lines elsewhere).",
    ),
]


class Language(StrEnum):
    """In which language reports for people are written."""

    VI = "vi"
    EN = "en"


class StatusChoice(StrEnum):
    """As schemas.Status, which is not imported here because it would load pydantic for `--help`."""

    AWARDED = "awarded"
    PROPOSED = "proposed"
    REGISTERED = "registered"
    REVOKED = "revoked"


class LevelChoice(StrEnum):
    """As schemas.Level."""

    CO_SO = "co_so"
    TINH = "tinh"
    BO_NGANH = "bo_nganh"
    NHA_NUOC = "nha_nuoc"


class KindChoice(StrEnum):
    """As schemas.RecipientKind."""

    CA_NHAN = "ca_nhan"
    TAP_THE = "tap_the"
    HO_GIA_DINH = "ho_gia_dinh"
