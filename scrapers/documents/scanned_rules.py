"""The ruled tables of a scanned page, found by its long straight dark lines."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from PIL import Image, ImageDraw, ImageFilter

from scrapers.documents.ruled import Ruled, ruled

COARSE = 2  # lines are looked for in an image of half the resolution
DARK = 140  # of 255
LEAST_ACROSS, LEAST_DOWN = 90, 36  # pixels there; letters are shorter
NEAR = 6  # pixels: how far a line that is not quite straight may wander from row to row, and ends may miss each other
PEN = 4  # pixels to each side, to wipe a line out
MOST_SEGMENTS, MOST_LINES = 20_000, 400  # a picture, not a table


def tables_in(picture: Image.Image) -> list[Ruled]:
    """The tables of a grey picture, top to bottom. Their lines are wiped out of it, for OCR takes them for letters."""
    from pdfplumber.table import (  # noqa: PLC0415 (slow to load)
        Table,
        cells_to_tables,
        edges_to_intersections,
        intersections_to_cells,
        merge_edges,
    )

    edges = list(islice(_edges(picture), MOST_SEGMENTS))
    lines = merge_edges(edges, NEAR, NEAR, NEAR * COARSE, NEAR * COARSE)
    if len(edges) == MOST_SEGMENTS or len(lines) > MOST_LINES:
        return []
    crossings = edges_to_intersections(lines, NEAR * COARSE, NEAR * COARSE)
    cells = cells_to_tables(intersections_to_cells(crossings))
    found = [ruled([row.cells for row in Table(None, group).rows], (0, 0)) for group in cells]  # type: ignore[arg-type]
    tables = sorted((table for table in found if table is not None), key=lambda table: table.box[1])
    if tables:
        _wipe(picture, edges)
    return tables


def _edges(picture: Image.Image) -> Iterator[dict[str, Any]]:
    """The straight dark stretches, as pdfplumber describes them."""
    small = picture.reduce(COARSE).point(lambda value: 0 if value < DARK else 255).filter(ImageFilter.MinFilter(3))
    for y, left, right in _runs(small, LEAST_ACROSS):
        yield _edge(left, right, y, y, "h")
    for x, top, bottom in _runs(small.transpose(Image.Transpose.TRANSPOSE), LEAST_DOWN):
        yield _edge(x, x, top, bottom, "v")


def _runs(picture: Image.Image, least: int) -> Iterator[tuple[int, int, int]]:
    """Row, start and end of each run of dark pixels, in pixels of the whole picture."""
    width, data = picture.width, picture.tobytes()
    dark = re.compile(rb"\x00{%d,}" % least)
    for row in range(picture.height):
        for run in dark.finditer(data, row * width, (row + 1) * width):
            yield row * COARSE, (run.start() - row * width) * COARSE, (run.end() - row * width) * COARSE


def _edge(x0: int, x1: int, top: int, bottom: int, orientation: str) -> dict[str, Any]:
    return {
        "x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top,
        "orientation": orientation,
    }  # fmt: skip


def _wipe(picture: Image.Image, edges: Sequence[dict[str, Any]]) -> None:
    pen = ImageDraw.Draw(picture)
    for edge in edges:
        pen.rectangle((edge["x0"] - PEN, edge["top"] - PEN, edge["x1"] + PEN, edge["bottom"] + PEN), fill=255)
