"""Telling the world how a run ended: a heartbeat, a webhook, an e-mail; all off until the settings name them."""

from pipeline.notify.end import RunEnd
from pipeline.notify.hooks import Hooks

__all__ = ["Hooks", "RunEnd"]
