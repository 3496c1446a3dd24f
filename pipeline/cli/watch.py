"""However a run ends, it is told to whom the settings name."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline import interrupts
from pipeline.cli.endings import Ending, ending_of
from pipeline.exit_codes import ExitCode
from pipeline.numbers import plural
from pipeline.settings import Home

if TYPE_CHECKING:
    from pipeline.notify import Hooks
    from pipeline.session import Session
    from pipeline.settings_file import Settings


class Watch:
    """Knows the session once it is open."""

    def __init__(self, hooks: "Hooks") -> None:
        self._hooks = hooks
        self.session: Session | None = None

    def began(self, session: "Session") -> None:
        """The run holds its lock and its database."""
        self.session = session
        self._hooks.begin()


@contextmanager
def watched(home: Home, settings: "Settings", command: str) -> Iterator[Watch]:
    """Tell the end of the block, whatever it is; nothing of that changes how the command ends."""
    from pipeline.notify import Hooks, RunEnd  # noqa: PLC0415 - not before a run

    hooks = Hooks(settings.notify)
    watch, ending = Watch(hooks), Ending(ExitCode.OK, "")
    try:
        with interrupts.kept():
            yield watch
    except BaseException as error:
        ending = ending_of(error)
        raise
    finally:
        run = watch.session.run if watch.session else None
        hooks.end(RunEnd(home, command, ending.code, ending.message or _message(watch.session), run))


def _message(session: "Session | None") -> str:
    if session is None:
        return ""
    failed = [f"{plural(session.failed, 'input')} failed"] if session.failed else []
    return "; ".join([*failed, *filter(None, [session.told_left()])])
