"""What a page says when it cannot do what was asked."""

from pipeline.errors import PipelineError


class ForbiddenError(PipelineError):
    """The person may not do this."""


class NotFoundError(PipelineError):
    """There is no such fact, article, unit or page."""
