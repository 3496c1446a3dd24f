"""When somebody could not be told."""


class NotTold(Exception):  # noqa: N818 - says what it is
    """Why; the message may stand in a log."""
