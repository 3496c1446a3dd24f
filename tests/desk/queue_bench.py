"""A small published home for the tests of the queue, and ways to ask it."""

from datetime import date
from pathlib import Path
from typing import Any

from fake_extractor import extract
from fastapi.testclient import TestClient
from signed import Client
from workbench import make_article, run

from pipeline.desk.app import create_app
from pipeline.desk.desk import open_desk
from pipeline.session import Extractor
from pipeline.settings import Home
from schemas import Article, Extraction, Level

FORMULA = "=HYPERLINK(1)"
HOSTILE = "<script>alert(1)</script> & “Sở”"
LINES = {
    "a": "3 Bằng khen năm 2019 cho đơn vị Cục THADS tỉnh Bắc Giang.\n"
    "đề nghị 1 Cờ thi đua năm 2020 cho đơn vị Chi cục Thi hành án dân sự huyện Yên Thế, tỉnh Bắc Giang.",
    "b": "1 Giấy khen năm 2021 cho ông Nguyễn Sỹ Đặng, Sở Giáo dục và Đào tạo tỉnh An Giang.\n"
    "1 Bằng khen hạng 2 năm 2021 cho ông Trần Thuý, Sở Y tế tỉnh An Giang.",
    "c": f"đăng ký 2 Cờ thi đua năm 2022 cho đơn vị {FORMULA}.\n5 Giấy khen năm 2022 cho đơn vị {HOSTILE}.",
}
CONFIDENCE = {"bang-khen": 0.9, "co-thi-dua": 0.4, "giay-khen": 0.6}


def told(name: str) -> Article:
    made: Article = make_article(
        LINES[name], name, title=f"Tin số {name}", source=f"nguon-{name}", published=date(2024, 5, ord(name) - 90)
    )
    return made


def unsure(article: Article) -> Extraction:
    """The fake extractor, with confidence, levels and a flag."""
    found: Extraction = extract(article)
    return found.model_copy(update={"records": tuple(
        record.model_copy(update={
            "confidence": CONFIDENCE[record.title],
            "level": Level.TINH if record.title == "bang-khen" else None,
            "flags": ("headline-differs",) if record.count == 5 else (),
            "evidence": record.evidence | ({"level": record.evidence["title"]} if record.title == "bang-khen" else {}),
        })
        for record in found.records
    )})  # fmt: skip


def published_home(folder: Path) -> Home:
    home = Home(folder / "home")
    run(home, *(told(name) for name in LINES), extractor=Extractor(unsure, "fake-1"))
    return home


def client(home: Home) -> TestClient:
    return Client(create_app(open_desk(home)), follow_redirects=False)


def units(asked: TestClient, query: str) -> list[str]:
    """The units that the API finds, in its order."""
    return [fact["unit"] for fact in facts(asked, query)]


def facts(asked: TestClient, query: str) -> list[dict[str, Any]]:
    answer = asked.get(f"/api/v1/facts?{query}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["facts"]
    return found
