"""Pages of reference that are written from code and data: `python tests/house/reference.py`."""

from collections.abc import Iterable
from pathlib import Path

from data import ROOT as DATA
from pipeline.catalogue import labels, title_forms, titles
from schemas import AwardTitle, Source
from schemas.title import TitleGroup
from scrapers.sources import load_sources

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "reference"
NOTE = "This page is written by `python tests/house/reference.py`, and a test holds it to what that writes."
GROUPS = {
    TitleGroup.EMULATION: "Danh hiệu thi đua / Emulation titles",
    TitleGroup.ORDER: "Huân chương / Orders",
    TitleGroup.MEDAL: "Huy chương / Medals",
    TitleGroup.HONOUR: "Danh hiệu vinh dự Nhà nước / Honorary titles of the State",
    TitleGroup.PRIZE: "Giải thưởng / Prizes",
    TitleGroup.COMMENDATION: "Hình thức khen thưởng / Commendations",
    TitleGroup.BADGE: "Kỷ niệm chương, huy hiệu / Badges",
}


def fresh() -> dict[str, str]:
    """The pages by file name, as today's code and data give them."""
    return {"titles.md": _titles(), "sources.md": _sources()}


def _titles() -> str:
    lines = ["# Titles / Danh hiệu, hình thức khen thưởng", "", _told("titles.csv", "title_forms.csv"), ""]
    for group in TitleGroup:
        lines += [f"## {GROUPS[group]}", "", *_table(
            ("code", "name / tên gọi", "who / đối tượng", "ranks / hạng", "also written / cách viết khác"),
            (_title(title) for title in titles().values() if title.group == group),
        ), ""]  # fmt: skip
    return "\n".join(lines)


def _title(title: AwardTitle) -> tuple[str, ...]:
    forms = [form.form for form in title_forms() if form.code == title.code]
    written = dict.fromkeys([*title.aliases, *forms])
    recipients = ", ".join(sorted(_label("recipient_kind", kind) for kind in title.recipients))
    return f"`{title.code}`", title.name, recipients, ", ".join(map(str, sorted(title.ranks))), "; ".join(written)


def _sources() -> str:
    known = load_sources(DATA / "sources")
    count = f"{len(known)} sources, {sum(source.enabled for source in known)} switched on."
    rows = (_source(source) for source in known)
    table = _table(("name", "site", "system", "on", "listings"), rows)
    lines = ["# Sources / Nguồn tin", "", _told("sources/"), "", count, "", *table, ""]
    return "\n".join(lines)


def _source(source: Source) -> tuple[str, ...]:
    on, listings = "yes" if source.enabled else "", str(len(source.listings))
    return f"`{source.name}`", source.title, source.family or "", on, listings


def _told(*files: str) -> str:
    return f"{NOTE} What varies lies in {' and '.join(f'`data/{name}`' for name in files)}."


def _label(kind: str, code: str) -> str:
    return labels()[kind, code].vi


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [head, ("---",) * len(head), *rows]
    return [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines]


if __name__ == "__main__":
    for name, text in fresh().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
