"""A question as SQL with its values."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.ask.catalogue import NAMED, sql_of
from pipeline.ask.values import understood
from pipeline.search import Wanted
from pipeline.search.conditions import condition

WITH = "WITH "
AROUND = re.compile(r"\baround\b")
REMARK = re.compile(r"^ *--.*\n", re.MULTILINE)


def asked(name: str, typed: Sequence[str], wanted: Wanted) -> tuple[str, list[object]]:
    """The SQL of a question about the facts that are wanted. Raises UsageError as `understood` and `condition` do."""
    wanted, told = understood(name, typed, wanted)
    around = replace(wanted, year_from=None, year_to=None, since=None, until=None, status=None)
    values = list[object]()
    sql = REMARK.sub("", sql_of(name))
    tables = {"fact": wanted, "around": around} if AROUND.search(sql) else {"fact": wanted}
    seen = [f"{table} AS ({_facts(which, values)})" for table, which in tables.items()]
    values += [told[parameter] for parameter in NAMED.findall(sql)]
    own = f", {sql.removeprefix(WITH)}" if sql.startswith(WITH) else f" {sql}"
    return f"WITH {', '.join(seen)}{NAMED.sub('?', own)}", values


def _facts(wanted: Wanted, values: list[object]) -> str:
    """Without the messages of flags, which cost more to gather than all else."""
    where, found = condition(wanted)
    values += found
    return f"SELECT * EXCLUDE (flag_messages) FROM v_search WHERE {where}"  # noqa: S608 - ours
