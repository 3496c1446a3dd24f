"""`bangvang sources check`: which site is healthy, and why the others are not."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.homes import home_to_read
from pipeline.cli.options import ContactOption, HomeOption, checked_contact
from pipeline.exit_codes import ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.sources.checkup import Checkup

STATES = ("Nguồn", "Bật", "Lần đọc cuối (UTC)", "Bài liệt kê", "Bài mới", "Tình trạng")
REASONS = ("Nguồn", "Mức", "Mã", "Số", "Vì sao", "Việc cần làm")


def command(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME", help="Sources to check, by default all.", show_default=False)
    ] = None,
    live: Annotated[
        bool, typer.Option("--live", help="Fetch robots.txt, the first listing page and one article now.")
    ] = False,
    contact: ContactOption = None,
    home: HomeOption = None,
) -> None:
    """Check each source: its file, its saved pages, its last visit, its open issues.

    Ends with 1 when a source that is on is not healthy. --live looks at the
    sources that are on, and at those that are named, on or off.

    Example: bangvang sources check --live
    """
    from pipeline.cli.sources.folders import saved_pages, source_files
    from pipeline.sources.checkup import checkup
    from pipeline.sources.records import records

    files, pages = source_files(names or ()), saved_pages()
    if pages is None:
        _say("no saved pages here (tests/fixtures of a checkout): they are not checked")
    where = home_to_read(home)
    if not where.published.exists():
        _say(f"{where.published}: nothing is published yet, so no visit is known")
    with records(where.published) as known:
        found = [checkup(file, known, pages) for file in files]
    if live:
        found = _looked_at(found, contact, all_of_them=bool(names))
    ill = [one.name for one in found if (one.wanted or (live and names)) and not one.healthy]
    _show(found)
    typer.echo(f"not healthy: {', '.join(ill)}" if ill else "every source that is on is healthy")
    if ill:
        raise typer.Exit(ExitCode.SOME_FAILED.value)


def _looked_at(found: "Sequence[Checkup]", contact: str | None, *, all_of_them: bool) -> "list[Checkup]":
    """Look at the sources that are on, or at all; tell what was seen, and add what was wrong to their reasons."""
    from pipeline.cli.tables import print_table
    from pipeline.live import look
    from pipeline.sources.checkup import seen_now
    from scrapers.net.blocking import blocking
    from scrapers.net.fetch import NO_CONTACT

    told = []
    with blocking(contact=checked_contact(contact) or NO_CONTACT, attempts=2) as reader:
        for one in found:
            if one.source is None or not (one.source.enabled or all_of_them):
                told.append(one)
                continue
            sights = list(look(one.source, reader))
            rows = [(sight.page, sight.url, sight.seen or (sight.issue and sight.issue.message)) for sight in sights]
            print_table([one.name, "Địa chỉ", "Thấy gì"], rows)
            told.append(seen_now(one, [sight.issue for sight in sights if sight.issue]))
    return told


def _show(found: "Sequence[Checkup]") -> None:
    from pipeline.cli.output import shown
    from pipeline.cli.tables import print_table

    rows: list[tuple[object, ...]] = []
    for one in found:
        on = "có" if one.wanted else "không"
        numbers = (one.last.listed, one.last.articles) if one.last else ("", "")
        rows.append((one.name, on, shown(one.last.started_at if one.last else None), *numbers, one.state.value))
    print_table(STATES, rows)
    reasons = [row for one in found for row in _reasons(one)]
    if reasons:
        print_table(REASONS, reasons)


def _reasons(one: "Checkup") -> list[tuple[object, ...]]:
    from pipeline.catalogue import issue_codes, source_advice

    rows: list[tuple[object, ...]] = []
    for reason in one.reasons:
        advice = source_advice()[reason.code]
        meaning = advice.meaning_vi or issue_codes()[reason.code].meaning_vi
        why = f"{meaning}\n({reason.detail})" if reason.detail else meaning
        level = "lỗi" if reason.harmful else "nhắc"
        rows.append((one.name, level, reason.code, reason.number, why, advice.advice_vi))
    return rows


def _say(line: str) -> None:
    typer.echo(f"bangvang: {line}", err=True)
