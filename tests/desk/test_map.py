"""The map of provinces: outlines as data, and their shading."""

import csv
import re
from itertools import pairwise
from pathlib import Path

import pytest
from browser import Watched
from chart_page import STATIC, served
from playwright.sync_api import Browser

from data import ROOT, DataError, loader
from pipeline.desk.interface import Interface
from pipeline.desk.overview.map import limits, province_map
from pipeline.desk.overview.shapes import When, archipelagos, shapes
from pipeline.desk.render import environment

with (ROOT / "provinces.csv").open(encoding="utf-8", newline="") as file:
    PROVINCES = {row["name"]: row["today"] for row in csv.DictReader(file)}

# Town or island of a province, and where it is: degrees east and north.
PLACES_THEN = {
    "Hà Giang": (104.98, 22.82), "Điện Biên": (103.02, 21.39), "Lai Châu": (103.46, 22.39), "Cao Bằng": (106.26, 22.67),
    "Bắc Kạn": (105.83, 22.15), "Hà Nội": (105.83, 21.02), "Hưng Yên": (106.06, 20.66), "Bắc Ninh": (106.07, 21.18),
    "Hà Nam": (105.91, 20.54), "Thanh Hóa": (105.77, 19.81), "Nghệ An": (105.67, 18.68), "Huế": (107.57, 16.46),
    "Đà Nẵng": (108.15, 16.05), "Kon Tum": (108.00, 14.35), "Đắk Nông": (107.69, 12.00), "Lâm Đồng": (108.44, 11.94),
    "Đồng Nai": (107.24, 10.94), "Bình Dương": (106.65, 11.05), "Đồng Tháp": (105.63, 10.46),
    "Hậu Giang": (105.60, 9.78),
    "Cần Thơ": (105.62, 10.12), "Kiên Giang": (104.00, 10.27), "Cà Mau": (105.15, 9.18), "Hải Phòng": (107.00, 20.80),
    "Bà Rịa - Vũng Tàu": (106.61, 8.71), "Bình Định": (109.10, 13.90),
}  # fmt: skip
PLACES_TODAY = {
    "Tuyên Quang": (104.98, 22.82), "Lào Cai": (104.87, 21.72), "Phú Thọ": (105.34, 20.82), "Gia Lai": (109.10, 13.90),
    "Quảng Trị": (106.60, 17.47), "Đắk Lắk": (109.25, 13.10), "Lâm Đồng": (108.10, 10.95), "An Giang": (104.00, 10.27),
    "Hồ Chí Minh": (106.61, 8.71), "Cà Mau": (105.72, 9.29), "Tây Ninh": (106.40, 10.53), "Hải Phòng": (106.31, 20.94),
}  # fmt: skip


def _rings(path: str) -> list[list[tuple[int, int]]]:
    """The outlines of a path of one absolute move and relative lines each."""
    rings = []
    for part in re.findall(r"M([^Mz]+l[^Mz]+)z", path):
        numbers = [int(found) for found in re.findall(r"-?\d+", part)]
        (x, y), ring = numbers[:2], []
        for dx, dy in [(0, 0), *zip(numbers[2::2], numbers[3::2], strict=True)]:
            x, y = x + dx, y + dy
            ring.append((x, y))
        rings.append(ring)
    return rings


def _holds(path: str, lon: float, lat: float) -> bool:
    """Whether a place lies within: a ray from it crosses the outlines an odd number of times."""
    x, y = (lon - 101.9) * 0.96126 * 130, (23.6 - lat) * 130
    crossed = 0
    for ring in _rings(path):
        for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
            crossed += (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay)
    return crossed % 2 == 1


def test_the_map_has_the_provinces_of_the_list_and_no_other() -> None:
    assert {shape.name for shape in shapes("then")} == set(PROVINCES)
    assert {shape.name for shape in shapes("today")} == set(PROVINCES.values())
    assert (len(shapes("then")), len(shapes("today"))) == (63, 34)


@pytest.mark.parametrize(("when", "places"), [("then", PLACES_THEN), ("today", PLACES_TODAY)])
def test_each_place_lies_in_the_outline_of_its_province_alone(
    when: When, places: dict[str, tuple[float, float]]
) -> None:
    found = {name: [shape.name for shape in shapes(when) if _holds(shape.path, *at)] for name, at in places.items()}
    assert found == {name: [name] for name in places}


def test_a_province_of_today_covers_those_that_it_is_made_of() -> None:
    def size(path: str) -> float:
        return abs(sum(_area(ring) for ring in _rings(path)))

    parts: dict[str, float] = dict.fromkeys(PROVINCES.values(), 0)
    for shape in shapes("then"):
        parts[PROVINCES[shape.name]] += size(shape.path)
    off = {shape.name: size(shape.path) / parts[shape.name] for shape in shapes("today")}
    assert {name: ratio for name, ratio in off.items() if abs(ratio - 1) > 0.01} == {}


def _area(ring: list[tuple[int, int]]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs) / 2


def test_hoang_sa_and_truong_sa_are_shaded_as_the_provinces_they_belong_to() -> None:
    assert {group.name: group.province for group in archipelagos()} == {"Hoàng Sa": "Đà Nẵng", "Trường Sa": "Khánh Hòa"}
    for when in ("then", "today"):
        areas = {area.name: area.path for area in province_map({}, when, str).areas}
        assert all(areas[group.province].endswith(group.path) for group in archipelagos())


def test_the_outlines_stay_small() -> None:
    assert sum(path.stat().st_size for path in (ROOT / "map").glob("*.csv")) < 150_000


@pytest.mark.parametrize("row", ["Huế,<script>", "Huế", "Huế,M1 1l2 2z\nHuế,M1 1l2 2z"])
def test_a_wrong_row_names_its_file(row: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "today.csv").write_text(f"name,path\n{row}\n", encoding="utf-8")
    monkeypatch.setattr(loader, "ROOT", tmp_path)
    with pytest.raises(DataError, match=r"map/today\.csv"):
        shapes.__wrapped__("today")


def test_a_count_without_an_outline_is_an_error_that_names_it() -> None:
    with pytest.raises(DataError, match=r"map/today\.csv: no outline of Hà Tây"):
        province_map({"Hà Tây": 3}, "today", str)


@pytest.mark.parametrize(
    ("most", "tops"),
    [(0, []), (1, [1]), (2, [2]), (5, [2, 3, 4, 5]), (32, [2, 4, 8, 16, 32]), (1000, [4, 16, 64, 252, 1000])],
)
def test_each_shade_spans_a_like_multiple(most: int, tops: list[int]) -> None:
    assert limits(most) == tops


def test_the_legend_tells_each_shade_once_and_every_count_falls_in_its_own() -> None:
    counts = {shape.name: at for at, shape in enumerate(shapes("then"))}
    drawn = province_map(counts, "then", lambda name: f"/queue?province={name}")
    spans = {shade.step: range(shade.least, shade.most + 1) for shade in drawn.legend}
    assert sorted(number for span in spans.values() for number in span) == list(range(63))
    assert all(area.count in spans[area.step] for area in drawn.areas)


def test_only_a_province_with_a_count_is_a_link() -> None:
    drawn = province_map({"Huế": 2}, "today", lambda name: f"/queue?province={name}")
    assert [(area.name, area.href) for area in drawn.areas if area.href] == [("Huế", "/queue?province=Huế")]


def _lightness(colour: str) -> float:
    """L* of CIELAB."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    luminance: float = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return float(116 * luminance ** (1 / 3) - 16)


def test_shades_differ_in_lightness_so_that_grey_print_tells_them_apart() -> None:
    css = (STATIC / "map.css").read_text("utf-8")
    found = dict(re.findall(r"\.q(\d) \{ fill: (#\w+)", css))
    light = [_lightness(found[step] if len(found[step]) == 7 else "#ffffff") for step in sorted(found)]
    assert len(light) == 6
    assert all(before - after > 10 for before, after in pairwise(light)), light


def _drawn(when: When) -> str:
    counts = {shape.name: at * at for at, shape in enumerate(shapes(when))}
    drawn = province_map(counts, when, lambda name: f"/queue?province={name}")
    template = environment().get_template("overview/_map.html")
    return template.render(map=drawn, t=Interface("vi"), lang="vi")


def test_the_map_holds_no_style_and_no_script() -> None:
    assert re.findall(r"style=|<script|\son\w+=", _drawn("today")) == []


def test_the_map_is_drawn_with_accessible_names_and_keeps_the_policy(browser: Browser) -> None:
    with served(_drawn("then") + _drawn("today")) as address:
        watched = Watched(browser, viewport={"width": 390, "height": 800})
        watched.page.goto(address)
        axe = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
        found = watched.page.evaluate(f"async () => {{ {axe}; return (await axe.run('main')).violations }}")
        assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
        assert watched.page.get_by_role("link", name="Đồng Tháp: 3.844", exact=True).count() == 1
        shape = watched.page.locator("a", has_text="Đắk Lắk").first.locator("path")
        assert shape.evaluate("path => getComputedStyle(path).fill") not in ("rgb(0, 0, 0)", "none")
        assert watched.page.evaluate("document.documentElement.scrollWidth") == 390
        assert (watched.errors, watched.outside) == ([], [])
        watched.context.close()
