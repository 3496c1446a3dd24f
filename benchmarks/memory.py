"""How much memory a process holds while a stage runs."""

from contextlib import suppress
from pathlib import Path

from benchmarks.stages import REST

_STATUS, _RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")


class Memory:
    """A meter of the most memory (RSS, in MB) that the process held while each stage ran, with all that is loaded."""

    def __init__(self) -> None:
        self.peaks: dict[str, float] = {}
        self._stage = REST
        _reset()

    def enter(self, stage: str) -> str:
        """Note the peak since the last stage began, and start anew."""
        before, self._stage = self._stage, stage
        self.peaks[before] = max(self.peaks.get(before, 0.0), peak())
        _reset()
        return before


def peak() -> float:
    """MB; since the last reset, or of all time where the kernel forbids a reset."""
    lines = _STATUS.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def _reset() -> None:
    with suppress(OSError):
        _RESET.write_text("5", encoding="ascii")
