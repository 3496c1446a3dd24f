"""What can be chosen in the form of a fact."""

from enum import StrEnum

from pipeline.desk.interface import Interface
from pipeline.desk.rulings.history import said
from schemas import CountQualifier, Level, RecipientKind, Status

CHOICES: dict[str, tuple[str, type[StrEnum]]] = {
    "levels": ("level", Level),
    "kinds": ("recipient_kind", RecipientKind),
    "qualifiers": ("count_qualifier", CountQualifier),
    "statuses": ("status", Status),
}


def choices(t: Interface) -> dict[str, list[tuple[str, str]]]:
    """For each list of the form, the codes and their words."""
    return {
        name: [(one.value, said(field, one.value, t)) for one in values] for name, (field, values) in CHOICES.items()
    }
