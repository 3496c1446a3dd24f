"""Why an article gave these records: spans by field, the rule of each record, the reason for each title let go."""

from pipeline.explain.view import Numbered, Section, View, view_of

__all__ = ["Numbered", "Section", "View", "view_of"]
