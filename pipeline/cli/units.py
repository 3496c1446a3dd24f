"""`bangvang units`: which unit is meant by which names, and whether two of them are one."""
# ruff: noqa: PLC0415 - heavy libraries wait until a command runs

import getpass
import sys
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipeline.cli.guard import guarded
from pipeline.cli.homes import home_to_read
from pipeline.cli.options import Format, FormatOption, HomeOption
from pipeline.numbers import plural

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pipeline.units.rulings import UnitRulings
    from pipeline.units.suggest import Pair

HEADS = {
    "unit_id": "Mã", "name": "Đơn vị", "kind": "Loại", "level": "Cấp", "parent": "Thuộc", "province": "Tỉnh",
    "province_today": "Tỉnh hiện nay", "facts": "Dữ kiện", "given": "Đã tặng",
}  # fmt: skip
ANSWERS = {"s": "same", "d": "different", "l": "later", "q": "quit"}


def show_list(
    text: Annotated[str | None, typer.Option("--text", help="Words of the name, one after the other.")] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="Kind, as in data/unit_heads.csv: so, truong.")] = None,
    level: Annotated[str | None, typer.Option("--level", help="trung_uong, tinh, huyen, xa or thon.")] = None,
    province: Annotated[str | None, typer.Option("--province", help="Province, then or today.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Show at most so many units.")] = 50,
    how: FormatOption = Format.TABLE,
    home: HomeOption = None,
) -> None:
    """List units, those with the most facts first.

    Example: bangvang units list --text "thi hành án" --level tinh
    """
    from pipeline.cli.output import show
    from pipeline.units.look import list_units

    path = home_to_read(home).published
    columns, rows = list_units(path, text=text, kind=kind, level=level, province=province, limit=limit)
    if rows or how is not Format.TABLE:
        show([HEADS[name] for name in columns] if how is Format.TABLE else columns, rows, how)
    typer.echo(plural(len(rows), "unit") if rows else "no unit found", err=True)


def show_one(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name as it is printed anywhere, or an id.")],
    how: FormatOption = Format.TABLE,
    home: HomeOption = None,
) -> None:
    """Show a unit: its names, larger bodies and parts, what was before and after it, its people.

    Example: bangvang units show "Cục THADS tỉnh Ninh Thuận"
    """
    from pipeline.cli.output import show
    from pipeline.units.look import find_unit, show_unit

    path = home_to_read(home).published
    columns, rows = show_unit(path, find_unit(path, name)[0])
    show(["Mục", "Nội dung", "Dữ kiện"] if how is Format.TABLE else columns, rows, how)


def review(
    only_list: Annotated[bool, typer.Option("--list", help="Print the pairs and ask nothing.")] = False,
    same: Annotated[
        tuple[str, str] | None, typer.Option("--same", metavar="A B", help="Rule that two are one; A stands for both.")
    ] = None,
    different: Annotated[
        tuple[str, str] | None, typer.Option("--different", metavar="A B", help="Rule that two are two.")
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="WHO", help="Who rules; else your login.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many pairs.")] = 20,
    how: FormatOption = Format.TABLE,
    home: HomeOption = None,
) -> None:
    """Look at pairs of units with like names, and rule: same, different, later.

    Nothing is merged but by such a ruling. Rulings are kept in the home's
    units.csv and applied by the next publication (bangvang publish).

    Example: bangvang units review --list
    """
    from pipeline.units.rulings import UnitRulings

    found = home_to_read(home)
    rulings, path = UnitRulings(found.units), found.published
    who = by or getpass.getuser()
    if same or different:
        for names, verdict in ((same, "same"), (different, "different")):
            if names:
                _rule(path, rulings, names, "same" if verdict == "same" else "different", who)
        return
    pairs = _pairs(path, rulings, limit)
    if only_list or not sys.stdin.isatty():
        _print(pairs, how)
    else:
        _ask(path, rulings, pairs, who)


def _pairs(path: "Path", rulings: "UnitRulings", limit: int) -> "list[Pair]":
    from contextlib import closing

    from pipeline.store.database import open_published
    from pipeline.units.suggest import suggestions

    with closing(open_published(path)) as con:
        return list(islice(suggestions(con, rulings.standing().keys()), limit))


def _print(pairs: "Iterable[Pair]", how: Format) -> None:
    from pipeline.cli.output import show

    rows = [
        (pair.unit.unit_id, pair.unit.name, pair.other.unit_id, pair.other.name, round(pair.likeness)) for pair in pairs
    ]
    names = ("unit_id", "name", "other_id", "other_name", "likeness")
    if rows or how is not Format.TABLE:
        show(("Mã", "Đơn vị", "Mã kia", "Đơn vị kia", "Giống (%)") if how is Format.TABLE else names, rows, how)
    typer.echo(plural(len(rows), "pair") if rows else "no pair to look at", err=True)


def _ask(path: "Path", rulings: "UnitRulings", pairs: "list[Pair]", who: str) -> None:
    """Both names with sentences that print them, then the question."""
    from pipeline.units.look import quotes

    for pair in pairs:
        for unit in (pair.unit, pair.other):
            typer.echo(f"\n{unit.name}  [{unit.unit_id}, {plural(unit.facts, 'fact')}]")
            for quote, url in quotes(path, unit.unit_id):
                typer.echo(f"    {quote}\n    {url}")
        answer = ""
        while answer not in ANSWERS:
            answer = typer.prompt("(s)ame, (d)ifferent, (l)ater, (q)uit").strip().lower()[:1]
        if answer == "q":
            return
        if answer in ("s", "d"):
            ids = (pair.unit.unit_id, pair.other.unit_id)
            _rule(path, rulings, ids, "same" if answer == "s" else "different", who)


def _rule(
    path: "Path", rulings: "UnitRulings", names: tuple[str, str], verdict: Literal["same", "different"], who: str
) -> None:
    from pipeline.clock import now
    from pipeline.errors import UsageError
    from pipeline.units.look import find_unit
    from pipeline.units.rulings import PairRuling

    ruled = rulings.names()
    (unit, name), (other, other_name) = (
        (typed, ruled[typed]) if typed in ruled else find_unit(path, typed) for typed in names
    )
    if unit == other:
        raise UsageError(f"'{names[0]}' and '{names[1]}' are one unit already: {name}")
    ruling = PairRuling(
        ruled_at=now(), ruled_by=who, verdict=verdict,
        unit_id=unit, other_id=other, name=name, other_name=other_name,
    )  # fmt: skip
    rulings.add(ruling)
    typer.echo(f"{name} | {other_name}: {verdict}; applied by the next publication (bangvang publish)", err=True)


group = typer.Typer(help="Which unit is meant by which names, what was before and after it, and which two are one.")
group.command(name="list")(guarded(show_list))
group.command(name="show")(guarded(show_one))
group.command(name="review")(guarded(review))
