"""Helpers of the tests of people: a small published home, and desks of it."""

import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from fastapi import FastAPI

from pipeline.desk.app import create_app
from pipeline.desk.desk import open_desk
from pipeline.desk.security.access import Access
from pipeline.desk.security.patience import Patience
from pipeline.desk.security.sessions import Sessions
from pipeline.desk.security.users import Users
from pipeline.desk.security.viewer import Role
from pipeline.settings import Home
from pipeline.settings_file import DeskSettings
from schemas import Act, Review

sys.path.append(str(Path(__file__).resolve().parents[1] / "pipeline"))

from workbench import make_article, run

TEXT = """2 Bằng khen năm 2019 cho đơn vị Sở Y tế.
1 Cờ thi đua năm 2020 cho đơn vị Sở Y tế."""
PASSWORD = "một hai ba bốn"
SECRET = b"s" * 32


def published_home(folder: Path) -> Home:
    home = Home(folder / "home")
    run(home, make_article(TEXT))
    return home


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


def desk(
    home: Home,
    users: Users | None = None,
    clock: Callable[[], float] = Clock(),  # noqa: B008
    host: str = "127.0.0.1",
    settings: Mapping[str, object] | None = None,
) -> FastAPI:
    """The desk of a home with users and settings of its own."""
    known = users or Users(home.root / "nobody.json")
    told = DeskSettings.model_validate(settings or {})
    return create_app(open_desk(home), Access(known, Sessions(SECRET, clock), told, host, Patience(clock)))


def two_users(folder: Path) -> Users:
    """Lan, who rules, and Minh, who reads."""
    users = Users(folder / "desk-users.json")
    users.add("lan", Role.AUDITOR, PASSWORD)
    users.add("minh", Role.READER, PASSWORD)
    return users


def comment(subject: str = "r1", reviewer: str = "lan", **changes: object) -> Review:
    values = {
        "act": Act.COMMENTED, "subject": subject, "article_id": "a1", "text_sha256": "x", "reviewer": reviewer,
        "at": datetime(2026, 3, 9, 20, 30), "comment": "đã gọi điện hỏi",
    }  # fmt: skip
    return Review.model_validate(values | changes)
