"""Saved answers of APIs are held to their expectations as saved pages are."""

from pathlib import Path

import pytest

from data import DataError
from schemas import Api, Source
from scrapers.fixtures import faults, fixtures_of

LONG = "Hội nghị nghe báo cáo kết quả công tác thi đua, khen thưởng và thảo luận nhiệm vụ năm tới của toàn ngành. " * 2
API = Api(url="https://bao.example/api/list?page={n}", link="/tin/{slug}", article="/api/bai?slug={slug}")
SOURCE = Source(name="bao", title="Báo", family="json-spa", apis=(API,), article_pattern="/tin/")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bao").mkdir()
    files = {
        "a.json": f'{{"title": "Xã Đồng Tâm đón nhận Cờ", "content": "<p>{LONG}</p>"}}',
        "a.toml": (
            'url = "https://bao.example/tin/a"\nlayout = "json-spa/json"\ntitle = "Xã Đồng Tâm đón nhận Cờ"\n'
            'reviewed = {by = "Thu Hà", on = 2026-01-05}\npublished = 2020-07-27\n'
        ),
        "a.txt": f"Xã Đồng Tâm đón nhận Cờ\n{LONG.strip()}\n",
        "b.listing.json": '[{"slug": "a"}]',
        "b.listing.toml": (
            'listing = "https://bao.example/api/list?page=1"\narticles = ["https://bao.example/tin/b"]\n'
            'reviewed = {by = "Thu Hà", on = 2026-01-05}\n'
        ),
    }
    for name, text in files.items():
        (tmp_path / "bao" / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_what_differs_is_told(folder: Path) -> None:
    told = [fault.partition(": ")[2] for fixture in fixtures_of(SOURCE, folder) for fault in faults(fixture)]
    assert told == [
        "published: read None, expected datetime.date(2020, 7, 27)",
        "articles: read ('https://bao.example/tin/a',), expected ('https://bao.example/tin/b',)",
    ]


def test_an_answer_of_no_api_of_the_source_is_an_error(folder: Path) -> None:
    other = SOURCE.model_copy(update={"apis": (), "listings": ("https://bao.example/",)})
    for fixture in fixtures_of(other, folder):
        with pytest.raises(DataError, match="has no API"):
            faults(fixture)
