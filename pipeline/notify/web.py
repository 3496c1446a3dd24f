"""Heartbeat and webhook: one short request each.

The heartbeat follows the convention of healthchecks.io, which other services share: URL/start when a job begins,
URL when it succeeded, URL/fail when it did not.
"""

import httpx

from pipeline.notify.failure import NotTold

PATIENCE = 10.0  # seconds: a run does not wait longer for one who listens


def beat(url: str, kind: str) -> None:
    """Ask for `url`, with `/start` or `/fail` behind its path. Raises NotTold, httpx.HTTPError, httpx.InvalidURL."""
    address = httpx.URL(url)
    path = f"{address.path.rstrip('/')}/{kind}" if kind else address.path
    _asked("GET", address.copy_with(path=path))


def post(url: str, payload: dict[str, object]) -> None:
    """Send `payload` as JSON. Raises as `beat` does."""
    _asked("POST", httpx.URL(url), payload)


def _asked(method: str, url: httpx.URL, payload: dict[str, object] | None = None) -> None:
    """Only the status is waited for: a body that drips would hold the run up."""
    with httpx.stream(method, url, json=payload, timeout=PATIENCE) as answer:
        if not answer.is_success:
            raise NotTold(f"the server answered {answer.status_code}")
