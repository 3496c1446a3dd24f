"""Questions that are ready: what people ask of the published file, a line each."""

from pipeline.ask.asked import asked
from pipeline.ask.catalogue import Question, questions
from pipeline.ask.values import usage

__all__ = ["Question", "asked", "questions", "usage"]
