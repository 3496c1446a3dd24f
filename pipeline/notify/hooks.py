"""Whom the settings name is told; one who cannot be told costs a line in the log and nothing else."""

import logging
from collections.abc import Callable

from pipeline.notify.end import RunEnd
from pipeline.notify.failure import NotTold
from pipeline.settings_file import NotifySettings, When

log = logging.getLogger("bangvang")


class Hooks:
    """The hooks of one run. None of them raises an error, and what they say names no address, which may be secret."""

    def __init__(self, settings: NotifySettings) -> None:
        self._settings = settings

    def begin(self) -> None:
        """The run has begun."""
        self._beat("start")

    def end(self, end: RunEnd) -> None:
        """The run has ended, however it did; one that could not begin has ended too."""
        self._beat("fail" if end.is_failure else "")
        if not self._is_worth_telling(end) or not (self._settings.webhook_url or self._settings.email):
            return
        end = end.with_worst()
        self._try("webhook", lambda: self._post(end))
        self._try("e-mail", lambda: self._send(end))

    def _is_worth_telling(self, end: RunEnd) -> bool:
        when = self._settings.when
        return when is When.ALWAYS or end.is_failure or (when is When.WARNINGS and end.state == "warnings")

    def _beat(self, kind: str) -> None:
        url = self._settings.heartbeat_url
        if url is not None:
            from pipeline.notify.web import beat  # noqa: PLC0415 - a heavy library, and off by default

            self._try("heartbeat", lambda: beat(url.get_secret_value(), kind))

    def _post(self, end: RunEnd) -> None:
        if self._settings.webhook_url is not None:
            from pipeline.notify.message import payload  # noqa: PLC0415
            from pipeline.notify.web import post  # noqa: PLC0415

            post(self._settings.webhook_url.get_secret_value(), payload(end))

    def _send(self, end: RunEnd) -> None:
        if self._settings.email is not None:
            from pipeline.notify.mail import send  # noqa: PLC0415
            from pipeline.notify.message import body, subject  # noqa: PLC0415

            send(self._settings.email, subject(end), body(end))

    def _try(self, name: str, tell: Callable[[], None]) -> None:
        try:
            tell()
        except Exception as error:  # noqa: BLE001 - nothing that goes wrong here may change what the run has done
            log.warning("%s: not sent: %s", name, _reason(error), extra={"fields": {"event": "not-told", "hook": name}})


def _reason(error: Exception) -> str:
    """What went wrong, as far as it cannot hold an address or a password."""
    if isinstance(error, NotTold):
        return str(error)
    said = getattr(error, "strerror", None)
    return f"{type(error).__name__}: {said}" if said else type(error).__name__
