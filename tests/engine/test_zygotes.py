"""The zygote forks what it is asked for, and nothing outlives the one who asked."""

import shutil
import sys
import time
from collections.abc import Callable, Iterator

import psutil
import pytest

from course.engine import sandbox
from course.engine.sandbox import NoSandboxError
from course.engine.wire import Gone, TooLate, Wire
from course.engine.zygotes import Zygote, ZygoteGone, running

pytestmark = pytest.mark.slow
SETUP = "import pandas as pd\nfees = pd.DataFrame({'fee': [1.0]})"


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    zygote = Zygote()
    yield zygote
    zygote.close()


def student(zygote: Zygote, cells: list[str]) -> Wire:
    wire = zygote.branch("student", zygote.trunk(cells))
    wire.receive(60)  # it is there
    wire.send({"file": ""})  # nothing lies beside the notebook
    return wire


def run(wire: Wire, source: str) -> list[dict[str, object]]:
    wire.send({"do": "run", "source": source, "seconds": 20})
    return list(wire.receive(30)["outputs"])


def processes(zygote: Zygote) -> list[psutil.Process]:
    return psutil.Process(zygote._process.pid).children(recursive=True)


def comes(about: Callable[[], bool]) -> bool:
    """Whether something is so within some seconds."""
    deadline = time.monotonic() + 15
    while not about():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def test_one_trunk_for_the_same_cells(zygote: Zygote) -> None:
    first = zygote.trunk([SETUP])
    assert zygote.trunk([SETUP]) is first
    assert zygote.trunk([]) is not first
    assert zygote.trunk([SETUP, "1"]) is not first


def test_each_notebook_has_a_process_of_its_own(zygote: Zygote) -> None:
    one, other = student(zygote, [SETUP]), student(zygote, [SETUP])
    assert run(one, SETUP) == run(other, SETUP) == []
    run(one, "fees.loc[0, 'fee'] = 99.0\nimport builtins\nbuiltins.mine = 1")
    (found,) = run(other, "fees.fee[0], hasattr(__builtins__, 'mine')")
    assert found["data"] == {"text/plain": "(np.float64(1.0), False)"}
    for wire in (one, other):
        wire.close()


def test_trunk_of_a_cell_that_fails_still_serves(zygote: Zygote) -> None:
    wire = student(zygote, [SETUP, "1 / 0", "late = 1"])
    (found,) = run(wire, "'alive'")
    assert found["data"] == {"text/plain": "'alive'"}
    assert run(wire, "1 / 0")[0]["output_type"] == "error"
    wire.close()


@pytest.mark.parametrize("busy", ["", "while True:\n    pass"])
def test_hanging_up_ends_the_process(zygote: Zygote, busy: str) -> None:
    run(student(zygote, [SETUP]), "1")
    before = set(processes(zygote))
    wire = student(zygote, [SETUP])
    run(wire, "1")
    new = set(processes(zygote)) - before
    assert len(new) == 2  # the student's and its warden
    if busy:
        wire.send({"do": "run", "source": busy, "seconds": None})
        with pytest.raises(TooLate):
            wire.receive(0.2)
    wire.close()
    assert comes(lambda: not any(process.is_running() for process in new))


def test_process_that_ends_hangs_up(zygote: Zygote) -> None:
    wire = student(zygote, [SETUP])
    wire.send({"do": "run", "source": "import os\nos._exit(0)", "seconds": 5})
    with pytest.raises(Gone):
        wire.receive(10)


def test_closing_ends_everything() -> None:
    zygote = Zygote()
    wire = student(zygote, [SETUP])
    run(wire, "1")
    all_of_them = [psutil.Process(zygote._process.pid), *processes(zygote)]
    assert len(all_of_them) > 3
    zygote.close()
    assert comes(lambda: not any(process.is_running() for process in all_of_them))
    with pytest.raises(ZygoteGone):
        student(zygote, [SETUP])
    with pytest.raises(Gone):
        run(wire, "1")


def test_machine_without_bubblewrap_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(NoSandboxError, match="apt-get install bubblewrap"):
        Zygote()


def test_wall_that_does_not_stand_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = [sys.executable, "-c", "import sys; sys.exit('bwrap: no permission')"]
    monkeypatch.setattr(sandbox, "command", lambda python: broken)
    with pytest.raises(NoSandboxError, match=r"bwrap: no permission.*docs/security\.md"):
        Zygote()


def test_one_zygote_for_a_process() -> None:
    assert running() is running()
