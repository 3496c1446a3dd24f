"""`python -m benchmarks.desk --home DIR`: how long the desk takes for a page, without a network.

Each page is asked for at two addresses: for the first time (nothing about its filters is remembered yet), and then
--rounds times. Numbers of this kind mean little while others use the machine: the load average is told beside them.
"""

import argparse
import os
import statistics
import time
from pathlib import Path

from fastapi.testclient import TestClient

from pipeline.desk.app import create_app
from pipeline.desk.desk import open_desk
from pipeline.desk.warm import warm
from pipeline.settings import Home

# What is asked for, and a second address of the same kind that nobody asked for before.
PAGES = {
    "queue": ("/queue", "/queue?reviewed=all"),
    "queue, filtered": ("/queue?source=nguon3&title=bang-khen", "/queue?source=nguon4&title=giay-khen"),
    "queue, page 10,000": ("/queue?page=10000", "/queue?page=10001"),
    "queue, latest first": ("/queue?order=newest", "/queue?order=newest&page=10000"),
    "queue, title": ("/queue?q=CSTĐCS", "/queue?q=giấy+khen+cấp+tỉnh"),
    "queue, rare words": ("/queue?q=tang+thuong+so+77777", "/queue?q=nguyen+van+6677"),
    "queue, common words": ("/queue?q=phong+huyen", "/queue?q=thuong+nam"),
    "queue, abbreviation": ("/queue?q=ubnd", "/queue?q=GD%26ĐT"),
    "queue, unit": ("/queue?unit=huyen+so+77", "/queue?unit=huyen+so+78"),
    "overview": ("/", "/?status=all"),
    "overview, a title": ("/?title=bang-khen", "/?title=giay-khen"),
    "recipients": ("/recipients", "/recipients?q=phong"),
    "roll of a unit": (
        "/recipients/unit?key=phong+giao+duc+va+dao+tao+huyen+so+1112+tinh+so+47",
        "/recipients/unit?key=phong+giao+duc+va+dao+tao+huyen+so+3612+tinh+so+44",
    ),
    "sources": ("/sources", "/sources?lang=vi"),
    "accuracy": ("/accuracy", "/accuracy?again=1"),
    "API, 50 facts": ("/api/v1/facts", "/api/v1/facts?status=awarded"),
    "API, 1,000 facts": ("/api/v1/facts?limit=1000", "/api/v1/facts?limit=1000&offset=500000"),
    "API, counts": ("/api/v1/facets", "/api/v1/facets?level=tinh"),
}


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.desk", description=__doc__)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=20)
    given = parser.parse_args()
    began = time.perf_counter()
    desk = open_desk(Home(given.home))
    client = TestClient(create_app(desk), base_url="http://127.0.0.1", client=("127.0.0.1", 50000))
    lines = [f"the desk opens in {time.perf_counter() - began:.2f} s", "", HEAD, RULE]
    first = asked(client, "/queue")
    warm(desk)  # as `bangvang audit` does beside the first readers
    lines += [row(name, client, paths, given.rounds) for name, paths in PAGES.items()]
    lines += ["", f"the very first page after a publication: {first:.0f} ms", f"load average {os.getloadavg()[0]:.1f}"]
    for line in lines:
        print(line)  # noqa: T201 - a script


HEAD = "| page | median, ms | worst | first time |"
RULE = "|---|---|---|---|"


def row(name: str, client: TestClient, paths: tuple[str, str], rounds: int) -> str:
    """Asked again and again, and the mean of both addresses asked for the first time."""
    firsts = [asked(client, path) for path in paths]
    again = [asked(client, path) for _ in range(rounds // 2) for path in paths]
    return f"| {name} | {statistics.median(again):.0f} | {max(again):.0f} | {statistics.mean(firsts):.0f} |"


def asked(client: TestClient, path: str) -> float:
    """Milliseconds until the whole answer is there. Raises when it is an error."""
    began = time.perf_counter()
    client.get(path).raise_for_status()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
