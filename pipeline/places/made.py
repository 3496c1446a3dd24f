"""Make data/communes.csv from the wheel of a library: `python -m pipeline.places.made TARGET WHEEL`.

The wheel is that of vietnamadminunits 1.0.4; docs/data-files.md tells why its table of 30 June 2025 and its map to the
communes of today are taken for right. What it lacks stands in data/districts_past.csv.
"""

import csv
import json
import re
import sqlite3
import sys
import zipfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from pipeline.places.spelling import KIND
from scrapers.archive.atomic import atomic_target

Row = tuple[str, str, str, str]  # province, district, commune, communes of today
LEGACY = """
    SELECT province, district, coalesce(ward, ''), provinceKey, districtKey, coalesce(wardKey, '')
    FROM admin_units_legacy"""
TODAY = "SELECT provinceKey, wardKey, ward FROM admin_units"


def rows_of(wheel: Path) -> Iterator[Row]:
    """Every commune of 30 June 2025, and what it has become."""
    with zipfile.ZipFile(wheel) as files:
        names = {Path(name).name: name for name in files.namelist()}
        con = sqlite3.connect(":memory:")
        con.deserialize(files.read(names["dataset.db"]))
        became = _became(json.loads(files.read(names["converter_2025.json"])))
    called = {(province, ward): name for province, ward, name in con.execute(TODAY)}
    for province, district, ward, *keys in con.execute(LEGACY):
        now = "; ".join(sorted(_name(called[key]) for key in became["_".join(keys)]))
        yield _province(province), _name(district), _name(ward), now


def _became(converter: dict[str, Any]) -> dict[str, list[tuple[str, str]]]:
    found = dict[str, list[tuple[str, str]]]()
    for province, communes in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        found.update({old: [(province, new)] for new, olds in communes.items() for old in olds})
    for province, communes in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        found.update({old: [(province, new["newWardKey"]) for new in news] for old, news in communes.items()})
    return found


def _province(name: str) -> str:
    return re.sub("^(Tỉnh|Thành phố) ", "", name).replace("Thừa Thiên Huế", "Huế").replace("Hoà Bình", "Hòa Bình")


def _name(name: str) -> str:
    """The kind in small letters: the file's names stand in sentences."""
    return KIND.sub(lambda kind: kind[0].lower(), " ".join(name.split()), count=1)


def main(target: Path, wheel: Path) -> None:
    """Write the file, sorted."""
    text = StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(("province", "district", "commune", "today"))
    lines.writerows(sorted(rows_of(wheel)))
    with atomic_target(target) as draft:
        draft.write_text(text.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
