"""What auditors ruled: the append-only log, and what of it holds."""

from pipeline.reviews.store import OutdatedError, ReviewStore

__all__ = ["OutdatedError", "ReviewStore"]
