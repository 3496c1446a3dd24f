"""Run the extractor on the texts of gold documents."""

from collections.abc import Iterable
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.evaluate.gold import Records
from pipeline.parsing import as_dict, parse_file
from scrapers.errors import UnreadableInput

SUFFIXES = (".txt", ".html", ".htm", ".pdf", ".docx", ".xlsx")


def predict(docs: Iterable[str], folders: list[Path]) -> tuple[Records, list[str]]:
    """Records by document, and a line for each document whose text is missing or cannot be read.

    Raises UsageError when a folder does not exist.
    """
    files = _files_by_name(folders)
    predictions: Records = {}
    unread: list[str] = []
    for doc in docs:
        if doc not in files:
            unread.append(f"{doc}: no such text in {', '.join(map(str, folders))}; name its folder with --texts")
            continue
        try:
            parsed = parse_file(files[doc])
        except UnreadableInput as error:
            unread.append(str(error))
            continue
        predictions[doc] = [as_dict(parsed.article, record) for record in parsed.records]
    return predictions, unread


def _files_by_name(folders: list[Path]) -> dict[str, Path]:
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"{folder}: no such folder")
    found = (path for folder in folders for path in sorted(folder.rglob("*")))
    return {path.stem: path for path in found if path.suffix.lower() in SUFFIXES and path.is_file()}
