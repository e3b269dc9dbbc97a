"""Run cells in this process with IPython and collect their outputs as a notebook keeps them."""

import base64
import contextlib
import io
import random
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

import numpy as np
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from course.engine.outputs import CUT, MOST_OUTPUTS
from course.feedback.outcomes import Outcome

# A student's cell may print without end: what is kept of one cell's output.
MOST_CHARACTERS = 1_000_000
SEED = 20_250_101


@dataclass
class Outputs:
    """The outputs of one cell, in the form of the notebook format."""

    kept: list[dict[str, Any]] = field(default_factory=list)
    room: int = MOST_CHARACTERS
    clears_next: bool = False

    def write(self, name: str, text: str) -> None:
        """Keep text that went to ``stdout`` or ``stderr``."""
        text = self._fitting(text)
        last = self.kept[-1] if self.kept else {}
        if last.get("output_type") == "stream" and last["name"] == name and not self.clears_next:
            last["text"] += text
        elif text:
            self._keep({"output_type": "stream", "name": name, "text": text})

    def show(self, kind: str, data: dict[str, Any], metadata: dict[str, Any] | None) -> None:
        """Keep something rich; `kind` is ``display_data`` or ``execute_result``."""
        size = sum(len(value) for value in data.values() if isinstance(value, str))
        if self.room < size or len(self.kept) >= MOST_OUTPUTS:
            self.write("stdout", self._fitting(" " * size))
            return
        self.room -= size
        output: dict[str, Any] = {"output_type": kind, "data": data, "metadata": metadata or {}}
        if kind == "execute_result":
            output["execution_count"] = None
        self._keep(output)

    def fail(
        self, name: str, message: str, traceback: list[str], said: dict[str, str] | None = None
    ) -> None:
        """Keep an exception; `said` is what a check says with it, as data."""
        output = {
            "output_type": "error",
            "ename": name,
            "evalue": message[:10_000],
            "traceback": [line[:10_000] for line in traceback[:200]],
        }
        self._keep(output | ({"said": said} if said else {}))

    def clear(self, wait: bool) -> None:
        """Forget what was kept, at once or when something new comes."""
        if wait:
            self.clears_next = True
        else:
            self.kept.clear()

    def _keep(self, output: dict[str, Any]) -> None:
        if self.clears_next:
            self.kept.clear()
            self.clears_next = False
        self.kept.append(output)

    def _fitting(self, text: str) -> str:
        if self.room <= 0:
            return ""
        self.room -= len(text)
        return text if self.room > 0 else text[: self.room + len(text)] + f"\n{CUT}\n"


class _Stream(io.TextIOBase):
    """What `print` writes to."""

    encoding = "utf-8"

    def __init__(self, name: str, shell: "CellShell") -> None:
        self._name, self._shell = name, shell

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self._shell.outputs.write(self._name, str(text))
        return len(text)


class _Publisher(DisplayPublisher):
    def publish(  # type: ignore[no-untyped-def]
        self, data, metadata=None, source=None, *, transient=None, update=False, **kwargs
    ) -> None:
        self.shell.outputs.show("display_data", _storable(data), metadata)

    def clear_output(self, wait: bool = False) -> None:
        self.shell.outputs.clear(wait)


class _Hook(DisplayHook):
    def write_output_prompt(self) -> None:
        """Nothing: a notebook has its prompt in the margin."""

    def write_format_data(self, format_dict, md_dict=None):  # type: ignore[no-untyped-def]
        self.shell.outputs.show("execute_result", _storable(format_dict), md_dict)

    def finish_displayhook(self) -> None:
        """Nothing to flush."""


def _storable(data: dict[str, Any]) -> dict[str, Any]:
    """Rich data as a notebook file holds it: pictures as base64 text."""
    return {
        kind: base64.b64encode(value).decode() if isinstance(value, bytes) else value
        for kind, value in data.items()
    }


class CellShell(InteractiveShell):
    """IPython without a terminal and without a kernel: outputs are collected in `outputs`."""

    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)
    # `!command` goes through a pipe, so that its output is collected too.
    system = InteractiveShell.system_piped

    def __init__(self, **options: Any) -> None:
        self.outputs = Outputs()
        self.asked_to_exit = False
        super().__init__(**options)
        self.colors = "neutral"

    def ask_exit(self) -> None:
        self.asked_to_exit = True

    def enable_gui(self, gui: Any = None) -> None:
        """A notebook that is graded has no windows."""

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        try:
            message = str(evalue)
        except Exception:
            message = ""
        said = evalue.record if isinstance(evalue, Outcome) else None
        self.outputs.fail(etype.__name__, message, [str(line) for line in stb], said)


class CellTimeout(KeyboardInterrupt):
    """Interrupts a cell that runs too long, as a kernel is interrupted."""


@dataclass(frozen=True)
class Ran:
    """How a cell ended."""

    outputs: list[dict[str, Any]]
    failed: bool
    late: bool
    asked_to_exit: bool


class Cells:
    """One notebook's Python: runs cells one after the other in one namespace."""

    def __init__(self) -> None:
        # No history file: it would stand open in every fork.
        quiet = Config(HistoryManager={"enabled": False, "hist_file": ":memory:"})
        self.shell = CellShell.instance(config=quiet)
        sys.stdout = _Stream("stdout", self.shell)
        sys.stderr = _Stream("stderr", self.shell)
        # Figures become outputs at the end of a cell, as in a kernel.
        from matplotlib_inline.backend_inline import configure_inline_support

        configure_inline_support(self.shell, "module://matplotlib_inline.backend_inline")

    @property
    def namespace(self) -> dict[str, Any]:
        return self.shell.user_ns

    def run(self, source: str, seconds: float | None = None) -> Ran:
        """Run one cell; nothing that it raises gets out."""
        shell = self.shell
        shell.outputs, shell.asked_to_exit = Outputs(), False
        seed()
        late = False
        try:
            with alarm(seconds):
                result = shell.run_cell(source, store_history=True)
            failed = not result.success
            late = isinstance(result.error_in_exec, CellTimeout)
        except CellTimeout:  # between the cell and IPython's own code
            failed = late = True
        return Ran(shell.outputs.kept, failed, late, shell.asked_to_exit)

    def forget_history(self) -> None:
        """Start counting cells anew (``In``, ``Out``)."""
        history = self.shell.history_manager
        history.reset(new_session=False)
        history.input_hist_parsed[:] = history.input_hist_raw[:] = [""]
        self.shell.execution_count = 1

    def value_shown(self) -> list[Any]:
        """The value that the last cell ended in, as a list of one; empty when there was none."""
        last = self.shell.execution_count - 1
        shown = self.shell.history_manager.output_hist
        return [shown[last]] if last in shown else []

    def pretend(self, source: str, value: list[Any]) -> None:
        """Go on as if a cell had just run that ended in this value (see `value_shown`)."""
        self.shell.history_manager.store_inputs(self.shell.execution_count, source, source)
        if value:
            self.shell.displayhook.update_user_ns(value[0])
            self.shell.history_manager.output_hist[self.shell.execution_count] = value[0]
        self.shell.execution_count += 1

    @contextlib.contextmanager
    def collecting(self) -> Iterator[Outputs]:
        """Collect what is printed in the block, apart from any cell."""
        before, self.shell.outputs = self.shell.outputs, Outputs()
        try:
            yield self.shell.outputs
        finally:
            self.shell.outputs = before


def seed() -> None:
    """Start the global generators anew, so that no grade depends on luck."""
    random.seed(SEED)
    np.random.seed(SEED)  # noqa: NPY002 (the global generator is what students may use)


@contextlib.contextmanager
def alarm(seconds: float | None) -> Iterator[None]:
    """Raise `CellTimeout` in the block after so many seconds (None: never)."""

    def ring(number: int, frame: FrameType | None) -> None:
        raise CellTimeout(f"stopped after {seconds:g} s")

    previous = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds or 0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
