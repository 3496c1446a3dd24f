"""Files and folders into storage."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.progress import Progress
from pipeline.session import Session
from pipeline.steps.batches import SIZE, batches
from pipeline.steps.warc import WarcPages
from pipeline.store.articles import is_stored
from pipeline.store.issues import close_about
from schemas import Article, Issue, Severity
from scrapers.archive.warc_reader import SUFFIXES as WARC_SUFFIXES
from scrapers.archive.warc_reader import is_warc
from scrapers.errors import UnreadableInput
from scrapers.files import DOCUMENT_SUFFIXES, HTML_SUFFIXES, read_article

SUFFIXES = (".txt", *HTML_SUFFIXES, *DOCUMENT_SUFFIXES)
OLD_SUFFIXES = (".doc", ".xls", ".rtf", ".odt", ".ods")
LOCKS = "~$"  # Word and Excel lay such a file beside each one that is open
NAMED_AT_MOST = 20


def files_under(paths: Iterable[Path], complain: Callable[[str], None]) -> Iterator[Path]:
    """The given files, and for a folder all files in it that can hold an article, in order of name.

    A folder's old office files, and a folder without any file to read, are complained of.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        inside = sorted(file for file in path.rglob("*") if file.is_file() and not file.name.startswith(LOCKS))
        found = [file for file in inside if file.name.lower().endswith((*SUFFIXES, *WARC_SUFFIXES))]
        skipped = [file for file in inside if file.suffix.lower() in OLD_SUFFIXES]
        if skipped:
            complain(f"{path}: save these as DOCX, XLSX or PDF, they are skipped: {_names(skipped, path)}")
        if not found:
            complain(f"{path}: no text, HTML, PDF, DOCX, XLSX or WARC file in this folder")
        yield from found


def _names(files: list[Path], folder: Path) -> str:
    names = [str(file.relative_to(folder)) for file in files]
    more = f" and {len(names) - NAMED_AT_MOST} more" if len(names) > NAMED_AT_MOST else ""
    return ", ".join(names[:NAMED_AT_MOST]) + more


class _Read(NamedTuple):
    """What came of a file or of a page in a WARC file; nothing, when all is said about a WARC file."""

    subject: str
    item: Article | Issue | None


def ingest(
    session: Session, paths: Iterable[Path], progress: Progress, complain: Callable[[str], None], size: int = SIZE
) -> None:
    """Store the articles of files and folders with their facts; what cannot be read is complained of and logged.

    `size` articles are one transaction.
    """
    files = list(files_under(paths, complain))
    reading = (read for path in progress.track(files, len(files), "ingest") for read in _read(path, session, complain))
    for batch in batches(reading, size):
        issues = [read.item for read in batch if isinstance(read.item, Issue)]
        session.failed += sum(issue.severity is Severity.ERROR for issue in issues)
        session.report(issues, "ingest")
        session.load([read.item for read in batch if isinstance(read.item, Article)])
        fine = {read.subject for read in batch} - {issue.subject for issue in issues} - session.not_stored
        close_about(session.con, sorted(fine), session.run.started_at)


def _read(path: Path, session: Session, complain: Callable[[str], None]) -> Iterator[_Read]:
    subject = str(path.resolve())
    if is_warc(path) and path.is_file():
        pages = WarcPages(path, lambda key: is_stored(session.con, key))
        yield from (_Read(_subject(item), item) for item in pages.read())
        complain(f"{path}: {pages.told()}")
        if not pages.damage:
            yield _Read(subject, None)
        for reason in pages.damage:
            complain(reason)
        return
    try:
        yield _Read(subject, read_article(path))
    except UnreadableInput as error:
        complain(str(error))
        yield _Read(subject, _unreadable(subject, str(error), session))


def _subject(item: Article | Issue) -> str:
    return item.subject if isinstance(item, Issue) else item.url


def _unreadable(subject: str, message: str, session: Session) -> Issue:
    return Issue(
        code="unreadable-file", severity=Severity.ERROR, message=message, subject=subject, at=session.run.started_at
    )
