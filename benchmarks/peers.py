"""What each stage is held against: its physical limit, or a library that does the same or a part of it."""

import unicodedata
from collections.abc import Callable
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import duckdb
from bs4 import BeautifulSoup

from benchmarks.bundle import Bundle
from benchmarks.measure import seconds, steady
from pipeline.settings import Home
from pipeline.store.database import open_work
from pipeline.store.merge import registered
from pipeline.store.transaction import transaction
from schemas import AwardRecord

PYVI = find_spec("pyvi") is not None
NO_PYVI = 'without pyvi nothing is told of spaCy blank("vi"): pip install pyvi'
TAGGER = "underthesea.ner"
LOADED = ("article", "award", "evidence", "quarantine", "issue")

Peer = Callable[[Bundle, Home], float]  # CPU seconds; the home holds a run over the bundle


def floor(data: bytes) -> str:
    """The least that reading a text takes."""
    return unicodedata.normalize("NFC", data.decode()).lower()


def tokenised(texts: list[str]) -> float:
    """CPU seconds of spaCy's Vietnamese tokenizer, which is pyvi's."""
    import spacy  # noqa: PLC0415 - seconds to import

    nlp = spacy.blank("vi")
    nlp.make_doc("Sáng nay trời mưa.")
    return seconds(lambda: [nlp.make_doc(text) for text in texts])


def tagged(texts: list[str]) -> float:
    """CPU seconds of underthesea's tagger, whole texts."""
    from underthesea import ner  # noqa: PLC0415 - seconds to import

    ner("Sáng nay trời mưa.")
    return seconds(lambda: [ner(text) for text in texts])


def _read(bundle: Bundle, _: Home) -> float:
    return steady(lambda: [path.read_bytes() for path in bundle.files])


def _lines(bundle: Bundle, _: Home) -> float:
    data = [path.read_bytes() for path in bundle.texts]
    return steady(lambda: [unicodedata.normalize("NFC", one.decode()).splitlines() for one in data])


def _floor(bundle: Bundle, _: Home) -> float:
    data = [article.text.encode() for article in bundle.articles]
    return steady(lambda: [floor(one) for one in data])


def _parsed(bundle: Bundle, _: Home) -> float:
    pages = bundle.markup
    return steady(lambda: [BeautifulSoup(markup, "lxml") for markup in pages])


def _trafilatura(bundle: Bundle, _: Home) -> float:
    from trafilatura import extract  # noqa: PLC0415 - seconds to import

    pages = bundle.markup
    return seconds(lambda: [extract(markup, fast=True) for markup in pages])


def _tokenised(bundle: Bundle, _: Home) -> float:
    return tokenised([article.text for article in bundle.dense])


def _validated(bundle: Bundle, _: Home) -> float:
    records = bundle.records
    return steady(lambda: [AwardRecord.model_validate(values) for values in records])


def _inserted(_: Bundle, home: Home) -> float:
    with closing(open_work(home.work)) as con:
        rows = {name: con.sql(f"FROM {name}").to_arrow_table() for name in LOADED}
    with closing(open_work(home.root / "peer.duckdb")) as con:
        return seconds(lambda: _insert(con, rows))


def _insert(con: duckdb.DuckDBPyConnection, rows: dict[str, object]) -> None:
    with transaction(con):
        for name, table in rows.items():
            with registered(con, "incoming", table):
                con.execute(f"INSERT INTO {name} BY NAME SELECT * FROM incoming")  # noqa: S608 - a name of LOADED


def _copied(_: Bundle, home: Home) -> float:
    folder = home.root / "copy"
    folder.mkdir()
    with closing(duckdb.connect(str(folder / "peer.duckdb"))) as con:
        con.execute(f"ATTACH '{home.published}' AS told (READ_ONLY)")
        names = con.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'told'").fetchall()
        return seconds(lambda: _copy(con, [name for (name,) in names], folder))


def _copy(con: duckdb.DuckDBPyConnection, names: list[str], folder: Path) -> None:
    for name in names:
        con.execute(f"CREATE TABLE {name} AS FROM told.{name}")
        con.execute(f"COPY {name} TO '{folder / name}.parquet' (COMPRESSION zstd)")


PEERS: dict[str, dict[str, Peer]] = {
    "read": {"reading the bytes": _read},
    "plain text to lines": {"decode + NFC + splitlines": _lines},
    "HTML to text": {"bs4 + lxml, parsing alone": _parsed, "trafilatura fast": _trafilatura},
    "gate": {"decode + NFC + lower": _floor},
    "NLP": {'spaCy blank("vi")': _tokenised} if PYVI else {},
    "linking": {"pydantic on the records": _validated},
    "validation": {"pydantic on the records": _validated},
    "load": {"DuckDB INSERT from Arrow": _inserted},
    "publish": {"DuckDB CTAS + COPY": _copied},
}
