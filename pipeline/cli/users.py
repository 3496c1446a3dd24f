"""`bangvang users`: who may come to a desk that is shared."""
# ruff: noqa: PLC0415 - heavy libraries wait until the command runs

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.guard import guarded
from pipeline.cli.options import Format, FormatOption, HomeOption
from pipeline.settings import home as home_of

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.desk.security.users import Users

group = typer.Typer(help="Look after the people who may come to the desk (bangvang audit) when it is shared.")


class RoleChoice(StrEnum):
    """As pipeline.desk.security.viewer.Role, which is not imported here because that would load more for `--help`."""

    READER = "reader"
    AUDITOR = "auditor"


NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The name that the person signs in with.")]
RoleOption = Annotated[RoleChoice, typer.Option("--role", help="A reader sees everything, an auditor rules on it.")]
StdinOption = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input instead of asking twice.")
]


def add(name: NameArgument, role: RoleOption, password_stdin: StdinOption = False, home: HomeOption = None) -> None:
    """Add a person. The password is asked for twice, and only its hash is kept.

    Example: bangvang users add lan --role auditor
    """
    from pipeline.desk.security.viewer import Role

    _users(home).add(name, Role(role.value), _password(from_stdin=password_stdin))
    typer.echo(f"bangvang: {name} may come to the desk as {role.value}")


def show(how: FormatOption = Format.TABLE, home: HomeOption = None) -> None:
    """List the people and their roles.

    Example: bangvang users list
    """
    from pipeline.cli.output import show as print_rows

    rows = [(user.name, user.role.value) for user in _users(home).all().values()]
    print_rows(("Tên", "Vai trò") if how is Format.TABLE else ("name", "role"), rows, how)


def remove(name: NameArgument, home: HomeOption = None) -> None:
    """Remove a person, who is signed out at once. What that person ruled stays.

    Example: bangvang users remove lan
    """
    _users(home).remove(name)
    typer.echo(f"bangvang: {name} may no longer come to the desk")


def passwd(name: NameArgument, password_stdin: StdinOption = False, home: HomeOption = None) -> None:
    """Give a person another password, and sign that person out everywhere.

    Example: bangvang users passwd lan
    """
    users = _users(home)
    users.known(name)
    users.change(name, password=_password(from_stdin=password_stdin))
    typer.echo(f"bangvang: {name} has another password")


def role(
    name: NameArgument,
    wanted: Annotated[RoleChoice, typer.Argument(metavar="ROLE", help="`reader` or `auditor`.")],
    home: HomeOption = None,
) -> None:
    """Give a person another role; that person signs in anew.

    Example: bangvang users role lan reader
    """
    from pipeline.desk.security.viewer import Role

    _users(home).change(name, role=Role(wanted.value))
    typer.echo(f"bangvang: {name} is now {wanted.value}")


group.command(name="add")(guarded(add))
group.command(name="list")(guarded(show))
group.command(name="remove")(guarded(remove))
group.command(name="passwd")(guarded(passwd))
group.command(name="role")(guarded(role))


def _users(chosen: "Path | None") -> "Users":
    from pipeline.desk.security.users import Users

    return Users(home_of(chosen).users)


def _password(*, from_stdin: bool) -> str:
    """Never an argument, for others see those in the list of processes."""
    if from_stdin or not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    asked: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return asked
