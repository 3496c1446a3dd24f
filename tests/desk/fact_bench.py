"""Homes, pages and forms for the tests of facts and rulings."""

from pathlib import Path
from typing import Any

from lxml import html
from signed import Client
from workbench import make_article, run

from pipeline.desk.app import create_app
from pipeline.desk.desk import Desk, open_desk
from pipeline.settings import Home
from schemas import Article

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
FIRST = "2 Bằng khen năm 2020 cho đơn vị Sở Y tế tỉnh Lào Cai"
SECOND = "1 Giấy khen năm 2021 cho ông Nguyễn Văn An, Trường THCS Đồng Nghệ"
MISSED = "Chủ tịch UBND tỉnh cũng tặng Cờ thi đua năm 2022 cho Sở Nội vụ tỉnh Lào Cai"
TEXT = f"😀 Tin vui 🎖️ {EVIL}\n{FIRST}.\n{SECOND}.\n{MISSED}."
HOSTILE = f"3 Bằng khen năm 2019 cho đơn vị {EVIL}"


def articles() -> list[Article]:
    """One with two facts and one that is missed; one that is hostile in its title, unit and quote."""
    return [make_article(TEXT), make_article(f"{HOSTILE}\n", name="evil", title=EVIL, url="javascript:alert(1)")]


def made(folder: Path) -> Home:
    """A home with these articles, published."""
    home = Home(folder / "home")
    run(home, *articles())
    return home


class Officer:
    """Somebody at the desk: pages as trees, and forms that are sent as a browser would."""

    def __init__(self, home: Home) -> None:
        self.desk: Desk = open_desk(home)
        self.client = Client(create_app(self.desk))

    def ids(self, like: str = "%") -> list[str]:
        """Ids of published records with a unit or person like this, in the order of the queue."""
        rows = self.desk.published.rows("SELECT record_id FROM award WHERE unit LIKE ? ORDER BY quote_start", [like])
        return [row["record_id"] for row in rows]

    def get(self, path: str, status: int = 200) -> Any:
        """A page."""
        return self._tree(self.client.get(path), status)

    def send(self, tree: Any, action: str, code: int = 303, /, **changed: str | None) -> Any:
        """Send the form whose address holds `action`, with some fields changed; None takes one out."""
        (form,) = [form for form in tree.forms if action in (form.action or "")]
        values = {name: value or "" for name, value in form.fields.items() if not name.endswith((".whole", ".keep"))}
        ticked = form.xpath(".//input[@type='checkbox'][@checked]/@name")
        values |= dict.fromkeys(ticked, "1")
        named = {name.replace("__", "."): value for name, value in changed.items()}
        values = {name: value for name, value in {**values, **named}.items() if value is not None}
        answer = self.client.post(form.action, data=values, follow_redirects=False)
        assert answer.status_code == code, answer.text[-2000:]
        return answer if code == 303 else self._tree(answer, code)

    def go(self, answer: Any) -> Any:
        """Where an answer leads."""
        return self.get(answer.headers["location"])

    @staticmethod
    def _tree(answer: Any, status: int) -> Any:
        assert answer.status_code == status, answer.text[-2000:]
        return parsed(answer.text)


def parsed(text: str) -> Any:
    """A page or a part of one as a tree."""
    return html.fromstring(text)


def words(tree: Any, path: str) -> list[str]:
    """The texts of some elements, in one line each."""
    return [" ".join(one.text_content().split()) for one in tree.xpath(path)]
