"""`bangvang publish`: the published file anew from what is stored."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

from pipeline.cli.options import HomeOption
from pipeline.settings import home as home_of


def command(home: HomeOption = None) -> None:
    """Publish what is stored, without scraping or extracting.

    Example: bangvang publish
    """
    from pipeline.cli.logs import log_to
    from pipeline.cli.report import report
    from pipeline.session import session

    where = home_of(home)
    where.prepare()
    log_to(where)
    with session(where, "publish") as opened:
        pass
    report(opened)
