"""What changed between runs."""

from pipeline.history.net import Change, net
from pipeline.history.read import changes_between, runs_named

__all__ = ["Change", "changes_between", "net", "runs_named"]
