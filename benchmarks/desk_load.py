"""`python -m benchmarks.desk_load --home DIR`: many readers of the desk at once, over loopback only.

Starts `bangvang audit` on a free port and has READERS clients walk through its pages for SECONDS, each asking for the
next page as soon as it has the last. Tells requests, errors, median and 99th percentile. All share the cores.
"""

import argparse
import asyncio
import random
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

PROGRAM = (sys.executable, "-c", "from pipeline.cli import main; main()")
FACT = re.compile(r'href="(/facts/[^"]+)"')
WORDS = ("bang khen", "phong giao duc nam dinh", "nguyen van 77", "CSTĐCS 2010", "lao dong tien tien")


@dataclass
class Tally:
    """What the readers met: seconds of each answer, and how many answers of each other kind."""

    seconds: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.desk_load", description=__doc__)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    given = parser.parse_args()
    with desk(given.home) as (address, started):
        tally = asyncio.run(read(address, given.readers, given.seconds))
    spread = statistics.quantiles(tally.seconds, n=100)
    failed = ", ".join(f"{number} x {what}" for what, number in tally.failures.items()) or "none"
    for line in (
        f"first answer after {started:.2f} s",
        f"{given.readers} readers, {given.seconds:.0f} s: {len(tally.seconds)} pages, errors: {failed}",
        f"median {statistics.median(tally.seconds) * 1000:.0f} ms, 99th percentile {spread[98] * 1000:.0f} ms, "
        f"{len(tally.seconds) / given.seconds:.0f} pages/s",
    ):
        print(line)  # noqa: T201 - a script
    sys.exit(bool(tally.failures))


@contextmanager
def desk(home: Path) -> Iterator[tuple[str, float]]:
    """The address of a desk on loopback and the seconds until its first answer."""
    began = time.perf_counter()
    command = [*PROGRAM, "audit", "--home", str(home), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:  # noqa: S603
        try:
            assert process.stdout
            address = next(found[0] for line in process.stdout if (found := re.search(r"http://127[^\s/]+", line)))
            httpx.get(f"{address}/queue", timeout=60).raise_for_status()
            yield address, time.perf_counter() - began
        finally:
            process.terminate()


async def read(address: str, readers: int, seconds: float) -> Tally:
    """What so many readers meet who walk through the pages for so long."""
    tally, end = Tally(), time.perf_counter() + seconds
    limits = httpx.Limits(max_connections=readers, max_keepalive_connections=readers)
    async with httpx.AsyncClient(base_url=address, timeout=60, limits=limits) as client, asyncio.TaskGroup() as group:
        for seed in range(readers):
            group.create_task(_walk(client, random.Random(seed), tally, end))  # noqa: S311 - no secret
    return tally


async def _walk(client: httpx.AsyncClient, dice: random.Random, tally: Tally, end: float) -> None:
    facts: list[str] = []
    while time.perf_counter() < end:
        page = dice.choice(_pages(dice, facts))
        began = time.perf_counter()
        try:
            answer = await client.get(page)
        except httpx.HTTPError as error:
            tally.failures[type(error).__name__] += 1
            continue
        tally.seconds.append(time.perf_counter() - began)
        if answer.status_code != httpx.codes.OK:
            tally.failures[f"{answer.status_code} {page}"] += 1
        facts = FACT.findall(answer.text)[:50] or facts


def _pages(dice: random.Random, facts: list[str]) -> list[str]:
    """Where a reader may go next: to a fact most of the time, as auditors do."""
    year = dice.randint(2000, 2024)
    lists = ["/queue", f"/queue?year_from={year}&year_to={year}", f"/queue?q={dice.choice(WORDS)}", "/", "/accuracy"]
    return [*lists, *(fact.replace("&amp;", "&") for fact in dice.sample(facts, min(len(facts), 6)))]


if __name__ == "__main__":
    main()
