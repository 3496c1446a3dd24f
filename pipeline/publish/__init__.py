"""The published file: fresh, compact, documented, swapped in by name."""

from pipeline.publish.build import publish

__all__ = ["publish"]
