"""From the log of reviews to what is in force: derived anew each time, never stored."""

from collections.abc import Iterable
from enum import StrEnum

from schemas import Logged
from schemas.review import RULINGS, Act


class State(StrEnum):
    """How it stands with a review."""

    IN_FORCE = "in-force"
    REPLACED = "replaced"  # a later one of the same thing counts
    UNDONE = "undone"
    RETURNED = "returned"  # it would count, but what it was said of is not there any more (anchor.Lost)
    NOTE = "note"  # a comment, or the taking back of another one


def undone(log: Iterable[Logged]) -> set[int]:
    """Numbers of the reviews that are taken back. Who takes the taking back back puts the first one in force again."""
    gone: set[int] = set()
    for one in sorted(log, key=lambda one: -one.number):
        if one.review.undoes is not None and one.number not in gone:
            gone.add(one.review.undoes)
    return gone


def in_force(log: Iterable[Logged]) -> dict[str, Logged]:
    """By subject, the ruling that counts: the last one that nobody took back."""
    known = list(log)
    gone = undone(known)
    ruled = (one for one in known if one.review.act in RULINGS and one.number not in gone)
    return {one.review.subject: one for one in sorted(ruled, key=lambda one: one.number)}


def latest(log: Iterable[Logged]) -> Logged | None:
    """Of reviews of one record, under whatever ids, the ruling that counts."""
    return max(in_force(log).values(), key=lambda one: one.number, default=None)


def checked(log: Iterable[Logged]) -> dict[str, Logged]:
    """By article, the last review that nobody took back which says that it holds no other fact."""
    known = list(log)
    gone = undone(known)
    looked = (one for one in known if one.review.act is Act.CHECKED and one.number not in gone)
    return {one.review.subject: one for one in sorted(looked, key=lambda one: one.number)}


def states(log: Iterable[Logged]) -> dict[int, State]:
    """How it stands with each review as far as the log alone can tell, by its number."""
    known = list(log)
    gone = undone(known)
    counting = {one.number for found in (in_force(known), checked(known)) for one in found.values()}
    return {one.number: _state(one, gone, counting) for one in known}


def _state(one: Logged, gone: set[int], counting: set[int]) -> State:
    if one.number in gone:
        return State.UNDONE
    if one.review.act in (Act.COMMENTED, Act.UNDONE):
        return State.NOTE
    return State.IN_FORCE if one.number in counting else State.REPLACED
