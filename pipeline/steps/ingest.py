"""Files and folders into storage."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pipeline.progress import Progress
from pipeline.session import Session
from pipeline.steps.batches import SIZE, batches
from pipeline.store.issues import close_about
from schemas import Article, Issue, Severity
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
        found = [file for file in inside if file.suffix.lower() in SUFFIXES]
        skipped = [file for file in inside if file.suffix.lower() in OLD_SUFFIXES]
        if skipped:
            complain(f"{path}: save these as DOCX, XLSX or PDF, they are skipped: {_names(skipped, path)}")
        if not found:
            complain(f"{path}: no text, HTML, PDF, DOCX or XLSX file in this folder")
        yield from found


def _names(files: list[Path], folder: Path) -> str:
    names = [str(file.relative_to(folder)) for file in files]
    more = f" and {len(names) - NAMED_AT_MOST} more" if len(names) > NAMED_AT_MOST else ""
    return ", ".join(names[:NAMED_AT_MOST]) + more


def ingest(
    session: Session, paths: Iterable[Path], progress: Progress, complain: Callable[[str], None], size: int = SIZE
) -> None:
    """Store the articles of files and folders with their facts; what cannot be read is complained of and logged.

    `size` articles are one transaction.
    """
    files = list(files_under(paths, complain))
    for batch in batches(progress.track(files, len(files), "ingest"), size):
        read = [_read(path, session) for path in batch]
        articles = [item for item in read if isinstance(item, Article)]
        issues = [item for item in read if isinstance(item, Issue)]
        for issue in issues:
            complain(issue.message)
        session.failed += len(issues)
        session.report(issues, "ingest")
        session.load(articles)
        close_about(session.con, _subjects(batch, issues), session.run.started_at)


def _read(path: Path, session: Session) -> Article | Issue:
    try:
        return read_article(path)
    except UnreadableInput as error:
        return Issue(
            code="unreadable-file",
            severity=Severity.ERROR,
            message=str(error),
            subject=str(path.resolve()),
            at=session.run.started_at,
        )


def _subjects(batch: list[Path], issues: list[Issue]) -> list[str]:
    return sorted({str(path.resolve()) for path in batch} - {issue.subject for issue in issues})
