"""The first reader of a publication finds its answers worked out."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from desk_home import filled_home

from pipeline.desk import warm as warming
from pipeline.desk.desk import open_desk
from pipeline.desk.listing import Filters, facets
from pipeline.desk.overview.chosen import chosen
from pipeline.desk.overview.counts import counted
from pipeline.desk.overview.headline import headline
from pipeline.desk.published import Row


def test_what_pages_begin_with_is_not_asked_of_the_file_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = open_desk(filled_home(tmp_path / "home"))
    warming.warm(desk)
    asked: list[str] = []
    rows = desk.published.rows

    def heard(sql: str, values: Sequence[object] = ()) -> list[Row]:
        asked.append(sql)
        return rows(sql, values)

    monkeypatch.setattr(desk.published, "rows", heard)
    facets(desk.published, Filters())
    counted(desk.published, chosen({}))
    headline(desk.published, chosen({}))
    assert [sql for sql in asked if "memory.live" not in sql] == []
