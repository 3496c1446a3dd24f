"""docs/notebook.ipynb run on the sample, and the page made of it; `python tests/house/notebook.py HOME` writes both."""

import sys
from pathlib import Path
from typing import Any

import nbformat
from documented import HOUSE, after_make_run
from nbclient import NotebookClient
from traitlets.config import Config

from pipeline.settings import Home

NOTEBOOK = HOUSE / "docs" / "notebook.ipynb"
PAGE = HOUSE / "docs" / "en" / "notebook.md"
# Over sockets of files, not over the network.
KERNEL = Config({"KernelManager": {"transport": "ipc"}})
NOTE = """
This page is made of [the notebook](../notebook.ipynb), which you can download and run, by
`python tests/house/notebook.py`.
"""


def executed(home: Home) -> Any:
    """The notebook with what its cells print today. Raises CellExecutionError for a cell that fails."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    with after_make_run(home):
        NotebookClient(notebook, timeout=120, record_timing=False, coalesce_streams=True, config=KERNEL).execute()
    return notebook


def printed(notebook: Any) -> list[str]:
    """What each cell of code prints."""
    return [_output(cell) for cell in notebook.cells if cell.cell_type == "code"]


def page(notebook: Any) -> str:
    """The notebook as a page of the site."""
    parts = [_shown(cell) for cell in notebook.cells]
    return "\n".join([parts[0], NOTE, *parts[1:]])


def _shown(cell: Any) -> str:
    if cell.cell_type == "markdown":
        return f"{cell.source}\n"
    output = _output(cell)
    return f"```py\n{cell.source}\n```\n" + (f"\n```text\n{output}```\n" if output else "")


def _output(cell: Any) -> str:
    lines = "".join(output.text for output in cell.outputs).splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines if line.strip())


if __name__ == "__main__":
    fresh = executed(Home(Path(sys.argv[1]).resolve()))
    nbformat.write(fresh, NOTEBOOK)  # type: ignore[no-untyped-call]
    PAGE.write_text(page(fresh), encoding="utf-8")
