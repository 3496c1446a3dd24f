"""Published files without what few tests look at and what takes a third of their time: comments, and Parquet beside."""

from typing import Any

import pytest

from pipeline import publication
from pipeline.publish import build, publish

WHOLE = "whole_publication"  # marks the tests that look at them


def lighten(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """For one test, unless it is marked; other processes than the test's own publish all."""
    if request.node.get_closest_marker(WHOLE) is None:
        monkeypatch.setattr(build, "comment_statements", lambda: ["SELECT 1"])
        monkeypatch.setattr(publication, "publish", _without_parquet)


def _without_parquet(*given: Any, **named: Any) -> None:
    publish(*given, **{**named, "parquet": False})
