import os
import subprocess
import sys
from pathlib import Path

import pytest
from workbench import make_article, run

from pipeline.errors import LockedError
from pipeline.lock import holder, run_lock
from pipeline.settings import Home

HOLD = "import sys, time; from pathlib import Path; from pipeline.lock import run_lock\n"
HOLD += "with run_lock(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"


def _hold(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_run_is_refused_and_told_which_process_holds_the_lock(home: Home) -> None:
    home.prepare()
    other = _hold(home.lock)
    try:
        with pytest.raises(LockedError, match=f"process {other.pid}"):
            run(home, make_article("x"))
        assert holder(home.lock) == str(other.pid)
    finally:
        other.kill()
        other.wait()


def test_a_killed_process_holds_nothing(home: Home) -> None:
    home.prepare()
    other = _hold(home.lock)
    other.kill()
    other.wait()
    assert holder(home.lock) is None
    with run_lock(home.lock):
        assert home.lock.read_text() == str(os.getpid())


def test_looking_who_holds_the_lock_does_not_take_it(home: Home) -> None:
    home.prepare()
    other = _hold(home.lock)
    try:
        for _ in range(3):
            holder(home.lock)
        with pytest.raises(LockedError), run_lock(home.lock):
            pass
    finally:
        other.kill()
        other.wait()
