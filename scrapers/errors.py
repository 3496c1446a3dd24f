"""What can go wrong between the outside world and an Article, one type a cause."""

# ruff: noqa: N818 -- the names say what went wrong

from pathlib import Path


class UnreadableInput(Exception):
    """An input that no Article can be made of; the message is one line: what it is, what is wrong, what to do."""

    def __init__(self, path: Path | str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path}: {reason}")


class NotVietnamese(UnreadableInput):
    """The text is readable, but in another language."""


class UnreadableDocument(UnreadableInput):
    """A PDF or office file that is damaged, locked, too large, or of a kind that is not read."""


class NoTextLayer(UnreadableInput):
    """A PDF of page images in which no text is found."""


class OcrMissing(NoTextLayer):
    """A PDF of page images, and no OCR on this machine."""


class RefusalPage(UnreadableInput):
    """A page that says under status 200 that it does not let us in."""


class ArchiveError(Exception):
    """The archive does not hold a body, or holds a damaged one."""


class FetchError(Exception):
    """An address that could not be fetched. `code` is its row in data/issue_codes.csv."""

    code = "fetch-failed"

    def __init__(self, url: str, reason: str) -> None:
        self.url = url
        self.reason = reason
        super().__init__(f"{url}: {reason}")


class Unreachable(FetchError):
    """No such host, no connection, or a broken one."""


class RobotsUnreachable(FetchError):
    """The server does not say what its robots.txt allows, so nothing is read from it."""

    code = "robots-unreachable"


class AddressRefused(FetchError):
    """Not http(s), or on a private, loopback or link-local address."""

    code = "address-refused"


class RobotsDisallowed(FetchError):
    """The site's robots.txt does not let us read this page."""

    code = "robots-disallowed"


class TimedOut(FetchError):
    """No complete answer in time."""

    code = "fetch-timeout"


class TooLarge(FetchError):
    """The body is larger than we take."""

    code = "fetch-too-large"


class TooManyRedirects(FetchError):
    """Redirects that lead on and on."""

    code = "fetch-redirects"


class BadStatus(FetchError):
    """An answer other than 200; `retry_after` is what the server asks us to wait, in seconds."""

    code = "fetch-status"

    def __init__(self, url: str, status: int, retry_after: float | None = None) -> None:
        self.status = status
        self.retry_after = retry_after
        super().__init__(url, f"the server answered {status}")
