"""What the overview is narrowed to, and the address of the list of the same facts."""

from collections.abc import Mapping

from pipeline.desk.listing import Filters
from schemas import Status

NAMES = ("title", "level", "year_from", "year_to")
ANY = "all"  # as a status: every one of them


def chosen(params: Mapping[str, str]) -> Filters:
    """The filters among query parameters; what was awarded, unless a status was chosen. Raises FilterError."""
    status = params.get("status", "").strip() or Status.AWARDED
    taken = {name: params[name] for name in NAMES if name in params} | {"reviewed": "all"}
    return Filters.of(taken if status == ANY else {**taken, "status": status})


def queue_of(filters: Filters, **more: object) -> str:
    """The address of the list of these facts, narrowed further."""
    return f"/queue?{filters.but(**more).query()}"
