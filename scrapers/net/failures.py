"""What a failure of the HTTP library means to us."""

import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from scrapers.errors import FetchError, Incomplete, TimedOut, TlsFailed, Unreachable


def failure_of(error: httpx.TransportError | httpx.InvalidURL, url: str) -> FetchError:
    """The FetchError that a failed exchange with `url` is."""
    if isinstance(error, httpx.TimeoutException):
        return TimedOut(url, "no answer in time")
    secure = _tls_error(error)
    if secure is not None:
        return TlsFailed(url, _tls_reason(secure))
    if isinstance(error, httpx.RemoteProtocolError) and "without sending complete" in str(error):
        return Incomplete(url, "the connection ended before the whole page had come")
    return Unreachable(url, f"cannot be fetched: {error or type(error).__name__}")


def retry_after(value: str | None) -> float | None:
    """Seconds from a Retry-After header, which holds a number or a date; None when it holds neither."""
    if not value:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return max(0.0, (at - datetime.now(UTC)).total_seconds()) if at.tzinfo else None


def _tls_error(error: BaseException | None) -> ssl.SSLError | None:
    """The TLS error that lies below an error, if one does."""
    while error is not None and not isinstance(error, ssl.SSLError):
        error = error.__cause__ or error.__context__
    return error


def _tls_reason(error: ssl.SSLError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate does not hold: {error.verify_message}"
    return f"no secure connection: {(error.reason or str(error)).replace('_', ' ').lower()}"
