"""The settings of a home: `settings.toml`, which its owner writes. What it may hold is told in docs/commands.md."""

import tomllib
from datetime import timedelta
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails

from pipeline.budget import duration
from pipeline.errors import UsageError

PASSWORD_VARIABLE = "BANGVANG_SMTP_PASSWORD"  # noqa: S105 - the name of the variable


def _web_address(value: object) -> SecretStr:
    """Kept secret, for who knows it can speak in our name. What is wrong is told without it."""
    if not isinstance(value, str) or not value.startswith(("https://", "http://")) or not value.isprintable():
        raise ValueError("write a web address that begins with https:// or http://")
    return SecretStr(value)


def _length(value: object) -> timedelta:
    return duration(value if isinstance(value, str) else str(value))


WebAddress = Annotated[SecretStr, BeforeValidator(_web_address)]
MailAddress = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+$")]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class RunSettings(_Section):
    """The nightly run."""

    budget: Annotated[timedelta, BeforeValidator(_length)] | None = None
    keep_publications: int = Field(default=7, ge=1)
    keep_backups: int | None = Field(default=None, ge=1)
    parquet: bool = True


class When(StrEnum):
    """After which runs the webhook and the e-mail are sent."""

    FAILED = "failed"
    WARNINGS = "warnings"
    ALWAYS = "always"


class Security(StrEnum):
    """How the connection to the mail server is kept private."""

    STARTTLS = "starttls"
    SSL = "ssl"
    NONE = "none"


class EmailSettings(_Section):
    """A mail server and who gets the mail. The password is only in the environment."""

    host: str = Field(min_length=1)
    port: int | None = Field(default=None, ge=1, le=65535)
    security: Security = Field(default=Security.STARTTLS, strict=False)
    user: str | None = None
    sender: MailAddress = Field(alias="from")
    to: list[MailAddress] = Field(min_length=1)


class NotifySettings(_Section):
    """Who is told how a run ended. All of it is off by default."""

    when: When = Field(default=When.WARNINGS, strict=False)
    heartbeat_url: WebAddress | None = None
    webhook_url: WebAddress | None = None
    email: EmailSettings | None = None


def _network(value: object) -> IPv4Network | IPv6Network:
    if not isinstance(value, str):
        raise ValueError("write an address, as 127.0.0.1 or 10.0.0.0/24, in quotes")
    return ip_network(value)


Network = Annotated[IPv4Network | IPv6Network, BeforeValidator(_network)]
HostName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.-]+(:[0-9]+)?$")]
HeaderName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]+$")]


class DeskSettings(_Section):
    """The desk when it is shared: docs/desk.md."""

    public_host: HostName | None = None
    proxy_addresses: tuple[Network, ...] = Field(default=(), strict=False)
    proxy_header: HeaderName | None = None

    @model_validator(mode="after")
    def _header_of_somebody(self) -> Self:
        if self.proxy_header and not self.proxy_addresses:
            raise ValueError("proxy_header needs proxy_addresses: from whom it is believed")
        return self


class Settings(_Section):
    """All of the file."""

    run: RunSettings = RunSettings()
    notify: NotifySettings = NotifySettings()
    desk: DeskSettings = DeskSettings()


def read_settings(path: Path) -> Settings:
    """The settings in `path`; without such a file, the defaults.

    Raises UsageError that names the file and each wrong key, OSError when the file is there and cannot be read.
    """
    try:
        return Settings.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Settings()
    except ValidationError as error:
        raise UsageError(f"{path}: {'; '.join(map(_told, error.errors()))}") from None
    except ValueError as error:  # no TOML, or no UTF-8
        raise UsageError(f"{path}: not readable as TOML: {error}") from error


WRITTEN = {
    "desk.public_host": "write the name alone, as bangvang.example.vn",
    "desk.proxy_header": "write the name of one header, as X-Remote-User",
}


def _told(error: ErrorDetails) -> str:
    """The key and what is wrong with it; never its value, which may be a secret."""
    key = ".".join(map(str, error["loc"]))
    if key.endswith("password"):
        return f"{key}: not here, for files are copied: put it into the environment as {PASSWORD_VARIABLE}"
    said = {"extra_forbidden": "there is no such setting: see docs/commands.md", "missing": "is missing"}
    if error["type"] == "string_pattern_mismatch":
        return f"{key}: {WRITTEN.get(key, 'write one mail address as name@host')}"
    return f"{key}: {said.get(error['type'], error['msg'].removeprefix('Value error, '))}"
