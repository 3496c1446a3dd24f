"""What all pages of a running desk share."""

from dataclasses import dataclass

from fastapi import Request

from pipeline.desk.published import Published
from pipeline.reviews import ReviewStore
from pipeline.settings import Home


@dataclass(frozen=True)
class Desk:
    """The home whose facts are checked, its published file and its log of reviews."""

    home: Home
    published: Published
    reviews: ReviewStore


def open_desk(home: Home) -> Desk:
    """The desk of a home. Raises StorageError when nothing is published there, or it cannot be read."""
    reviews = ReviewStore(home.reviews)
    return Desk(home, Published(home.published, reviews), reviews)


async def desk_of(request: Request) -> Desk:
    """The desk that answers a request: a FastAPI dependency, async so that it does not wait for a thread of its own."""
    desk: Desk = request.app.state.desk
    return desk
