"""Is the program whole: versions, libraries, data files, and does it read a sentence."""

import platform
import re
import sys
from collections.abc import Iterator
from importlib import metadata

import duckdb

from data import ROOT
from pipeline.catalogue import issue_codes, source_advice, titles
from pipeline.doctor.finding import Case, Finding, error, ok, warning
from pipeline.publish.dictionary import entries
from schemas import Article, Block, BlockKind
from scrapers.sources import readable_sources

REINSTALL = "cài lại: make setup"
OLDEST = (3, 11)
SENTENCE = "Năm 2021, Sở Y tế tỉnh Hà Nam được tặng 3 Bằng khen."
PERSON = "Ông Nguyễn Văn Hùng phát biểu tại hội nghị."
_NAME = re.compile(r"[\w.-]+")


def versions(_: Case) -> Iterator[Finding]:
    """The versions of program, Python and DuckDB."""
    if sys.version_info < OLDEST:
        yield error(f"Python {platform.python_version()} quá cũ", "cài Python 3.11 trở lên rồi make setup")
        return
    told = f"bangvang {metadata.version('bangvang')}, Python {platform.python_version()}, DuckDB {duckdb.__version__}"
    yield ok(told)


def libraries(_: Case) -> Iterator[Finding]:
    """Every library that the program asks for is installed."""
    wanted = [line for line in metadata.requires("bangvang") or [] if "extra ==" not in line]
    missing = [name for name in map(_name_of, wanted) if not _is_installed(name)]
    if missing:
        yield error(f"thiếu thư viện: {', '.join(missing)}", REINSTALL)
    else:
        yield ok(f"đủ {len(wanted)} thư viện")


def data_files(_: Case) -> Iterator[Finding]:
    """The catalogues and the descriptions of the sources can be read."""
    rows = sum(len(part) for part in (titles(), issue_codes(), source_advice(), entries()))
    sources, wrong = readable_sources(ROOT / "sources")
    for problem in wrong:
        yield error(str(problem), "sửa tệp nguồn này")
    on = sum(source.enabled for source in sources)
    yield ok(f"{rows} dòng danh mục, {len(sources)} nguồn, {on} nguồn đang bật")


def reading(_: Case) -> Iterator[Finding]:
    """A sentence is read as it should be, with spaCy and underthesea."""
    try:
        from extractors import EXTRACTOR_VERSION, extract  # noqa: PLC0415 - seconds to load, and may be what is broken
        from extractors.ner import is_person  # noqa: PLC0415

        block = Block(kind=BlockKind.PARAGRAPH, start=0, end=len(SENTENCE))
        address = "https://kiem-tra.example/1"
        article = Article(article_id="1", doc="1", url=address, text=SENTENCE, text_version=1, blocks=(block,))
        counts = [record.count for record in extract(article).records]
        person = is_person(PERSON, "Nguyễn Văn Hùng")
    except (ImportError, OSError, LookupError, ValueError) as problem:
        yield error(f"không đọc được câu mẫu: {problem}", REINSTALL)
        return
    if counts != [3] or not person:
        yield error(f"câu mẫu bị đọc sai: {counts}, tên người: {person}", REINSTALL)
    else:
        yield ok(f"đọc đúng câu mẫu (spaCy, underthesea; bộ trích xuất {EXTRACTOR_VERSION})")


def ocr(_: Case) -> Iterator[Finding]:
    """Scanned PDFs can be read; to do without is no fault."""
    from scrapers.documents.ocr import is_installed  # noqa: PLC0415 - loads what documents need

    if is_installed():
        yield ok("Tesseract đọc được tiếng Việt")
    elif _is_installed("pytesseract"):
        yield warning("có pytesseract mà thiếu Tesseract tiếng Việt", "apt install tesseract-ocr tesseract-ocr-vie")
    else:
        yield ok("không cài (PDF quét sẽ không đọc được)")


def _name_of(requirement: str) -> str:
    found = _NAME.match(requirement)
    return found[0] if found else requirement


def _is_installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True
