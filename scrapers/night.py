"""Many sources at once: an event loop in a thread of its own asks the sites, the caller takes what comes."""

import asyncio
import logging
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import anyio
from anyio.from_thread import start_blocking_portal
from anyio.streams.memory import MemoryObjectSendStream

from schemas import Source
from scrapers.crawl import Item, crawl
from scrapers.frontier import Known
from scrapers.issues import issue
from scrapers.net.fetch import Fetcher
from scrapers.reach import Reach
from scrapers.responses import Responses
from scrapers.tally import Tally

log = logging.getLogger("bangvang")

SOURCES_AT_ONCE = 32
KEEPERS = 32  # threads that keep and read answers
WAITING_AT_MOST = 64  # items that the caller has not taken; beyond that the sites wait for him


class Found(NamedTuple):
    """An item and where it was found."""

    source: Source
    item: Item


class Desk(NamedTuple):
    """What a night works with. All of it is used in another thread than the caller's."""

    fetcher: Callable[[], Fetcher]
    responses: Callable[[Fetcher], Responses]
    known: Known
    reach: Callable[[Source], Reach] = lambda source: Reach()


def night(sources: Sequence[Source], desk: Desk, at_once: int = SOURCES_AT_ONCE) -> Generator[Found, None, None]:
    """What visits to `sources` find, as it comes; each source's last item is its Visit.

    A source that fails by a fault of ours costs itself only. Raises OSError when the archive cannot be written.
    """
    with start_blocking_portal() as portal:
        send, receive = anyio.create_memory_object_stream[Found](WAITING_AT_MOST)
        done = portal.start_task_soon(_visit_all, sources, desk, at_once, send)
        try:
            while True:
                try:
                    found = portal.call(receive.receive)
                except anyio.EndOfStream:
                    break
                yield found
            done.result()
        finally:
            done.cancel()


async def _visit_all(sources: Sequence[Source], desk: Desk, at_once: int, send: MemoryObjectSendStream[Found]) -> None:
    # Answers wait for the disk together: the more wait, the fewer writes it takes.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(KEEPERS, thread_name_prefix="night"))
    places = asyncio.Semaphore(at_once)
    async with send, desk.fetcher() as fetcher:
        responses = desk.responses(fetcher)
        try:
            async with asyncio.TaskGroup() as visits:
                for source in sources:
                    visits.create_task(_visit(source, responses, desk, places, send))
        except* OSError as errors:
            raise errors.exceptions[0] from None


async def _visit(
    source: Source,
    responses: Responses,
    desk: Desk,
    places: asyncio.Semaphore,
    send: MemoryObjectSendStream[Found],
) -> None:
    async with places:
        try:
            async for item in crawl(source, responses, desk.known, desk.reach(source)):
                await send.send(Found(source, item))
        except OSError:
            raise  # the archive cannot be written: no source can be read
        except Exception as error:
            # Any bug in reading one site costs that site, not the night; the log keeps the traceback.
            log.exception("source %s failed", source.name)
            said = f"{type(error).__name__}: {str(error)[:300]}"
            await send.send(Found(source, issue("source-failed", said, source.name)))
            await send.send(Found(source, Tally(source).broken()))
