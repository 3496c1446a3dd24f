"""What can go wrong between the outside world and an Article, one type a cause."""

# ruff: noqa: N818 -- the names say what went wrong

from pathlib import Path


class UnreadableInput(Exception):
    """An input that no Article can be made of; the message is one line: what it is, what is wrong, what to do."""

    again = False  # whether another night may show another page

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

    again = True


class ChallengePage(UnreadableInput):
    """A page that asks under status 200 whether we are human, or tries our browser out."""

    again = True


class PageTooDeep(UnreadableInput):
    """A page whose elements nest far deeper than any browser would draw them."""


class ListingUnreadable(UnreadableInput):
    """A feed, a sitemap or an API answer that is not what it should be: an error page, say."""


class OutOfTime(Exception):
    """A page that was not asked for, or not waited for, because the time of the night is used up."""


class ArchiveError(Exception):
    """The archive does not hold a body, or holds a damaged one."""


class FetchError(Exception):
    """An address that could not be fetched. `code` is its row in data/issue_codes.csv.

    A `passing` failure may be over at the next attempt, one that is over `tomorrow` in another night.
    """

    code = "fetch-failed"
    passing = False

    @property
    def tomorrow(self) -> bool:
        """Whether it is likely to be over by the next visit, which then goes on behind what is stored."""
        return self.passing

    @property
    def again(self) -> bool:
        """Whether the next visits ask for the page again."""
        return self.tomorrow

    def __init__(self, url: str, reason: str) -> None:
        self.url = url
        self.reason = reason
        super().__init__(f"{url}: {reason}")


class Unreachable(FetchError):
    """No such host, no connection, or a broken one."""

    passing = True


class RobotsUnreachable(FetchError):
    """The server does not say what its robots.txt allows, so nothing is read from it."""

    code = "robots-unreachable"
    tomorrow = True


class AddressRefused(FetchError):
    """Not http(s), or on a private, loopback or link-local address."""

    code = "address-refused"


class RobotsDisallowed(FetchError):
    """The site's robots.txt does not let us read this page."""

    code = "robots-disallowed"


class TimedOut(FetchError):
    """No complete answer in time."""

    code = "fetch-timeout"
    passing = True


class TooLarge(FetchError):
    """The body is larger than we take."""

    code = "fetch-too-large"


class TooManyRedirects(FetchError):
    """Redirects that lead on and on."""

    code = "fetch-redirects"


class Bomb(TooLarge):
    """A small answer that unpacks to a huge one."""

    code = "fetch-bomb"


class Incomplete(FetchError):
    """The connection ended before the body did, or the body is damaged."""

    code = "page-incomplete"
    passing = True


class TlsFailed(FetchError):
    """No secure connection: the reason says what is wrong with certificate or keys."""

    code = "fetch-tls"
    again = True


class BadStatus(FetchError):
    """An answer other than 200; `retry_after` is what the server asks us to wait, in seconds."""

    def __init__(self, url: str, status: int, retry_after: float | None = None) -> None:
        self.status = status
        self.retry_after = retry_after
        self.code = _CODES.get(status, "fetch-status")
        super().__init__(url, f"the server answered {status}")

    @property
    def tomorrow(self) -> bool:
        """A busy server is not busy for ever."""
        return self.code in ("fetch-busy", "fetch-too-many-requests")

    @property
    def again(self) -> bool:
        """A refusal may be lifted, but it says nothing of what else the site would give."""
        return self.tomorrow or self.code == "fetch-forbidden"


class HostRests(FetchError):
    """A page that was not asked for: its server has told us to stay away for longer than we wait."""

    code = "fetch-too-many-requests"
    tomorrow = True


_CODES = {
    401: "fetch-forbidden",
    403: "fetch-forbidden",
    404: "fetch-gone",
    410: "fetch-gone",
    429: "fetch-too-many-requests",
    451: "fetch-forbidden",
    500: "fetch-busy",
    502: "fetch-busy",
    503: "fetch-busy",
    504: "fetch-busy",
}
