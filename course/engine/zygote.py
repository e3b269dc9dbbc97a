"""The warm process that all others are forked from: starting Python and pandas happens once.

    zygote ─┬─ trunk of an assignment's students ──── one student's process per notebook
            └─ trunk of its checks ────────────────── one trusted process per notebook

A trunk has run the released cells and remembers what they did (`memory`). Each process at the end
of a branch has a warden beside it: the warden kills it when the grader hangs up, and it stands
outside of the namespaces that the process is enclosed in.
"""

import base64
import gc
import json
import os
import select
import shutil
import signal
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any

from course.engine import sandbox
from course.engine.wire import Gone, Wire

LONGEST_ORDER = 4_096


def main(control: int, sandboxed: bool) -> None:
    """Serve the zygote's control socket (the process that `zygotes.Zygote` starts)."""
    if sandboxed:
        sandbox.become_nobody()
        if os.path.isdir(sandbox.FONT_CACHE):
            shutil.copytree(sandbox.FONT_CACHE, os.environ["MPLCONFIGDIR"])
    import matplotlib.pyplot  # noqa: F401
    import numpy
    import pandas  # noqa: F401

    from course.engine import examiner, student  # noqa: F401
    from course.engine.cells import Cells
    from course.engine.memory import Memory

    numpy.random.seed(0)  # noqa: NPY002 (seeding once imports what it needs)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    cells = Cells()
    cells.run("1 + 1")
    cells.forget_history()
    gc.collect()
    gc.freeze()
    _serve(socket.socket(fileno=control), cells, Memory(), sandboxed)


def _serve(control: socket.socket, cells: Any, memory: Any, sandboxed: bool) -> None:
    """Fork on every order until the other side hangs up."""
    while True:
        order, fds, _, _ = socket.recv_fds(control, LONGEST_ORDER, 2)
        if not order:
            os._exit(0)
        pid = os.fork()
        if pid:
            for fd in fds:
                os.close(fd)
            continue
        try:
            control.close()
            told = json.loads(order)
            wire = Wire(socket.socket(fileno=fds[0]))
            if told["do"] == "trunk":
                _trunk(wire, socket.socket(fileno=fds[1]), cells, memory, sandboxed)
            else:
                _branch(wire, told["role"], cells, memory, sandboxed)
        except Gone:
            pass
        except BaseException as error:
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
        os._exit(1)


def _trunk(wire: Wire, control: socket.socket, cells: Any, memory: Any, sandboxed: bool) -> None:
    """Become a zygote that remembers the released cells.

    A cell that cannot be remembered has left its traces when that shows; so each attempt is a
    fork, and the next one stops before that cell. Orders wait in the control socket meanwhile.
    """
    from course.engine.memory import Impure

    sources = wire.receive()["cells"]
    wire.close()
    while True:
        listen, tell = os.pipe()
        if os.fork() == 0:
            os.close(listen)
            try:
                memory.record(cells, sources)
            except Impure as impure:
                os.write(tell, str(impure.args[0]).encode())
                os._exit(0)
            os.close(tell)
            gc.collect()
            gc.freeze()
            _serve(control, cells, memory, sandboxed)
        os.close(tell)
        with open(listen, "rb") as answer:
            impure_at = answer.read()
        if not impure_at:
            os._exit(0)
        sources = sources[: int(impure_at)]


def _branch(wire: Wire, role: str, cells: Any, memory: Any, sandboxed: bool) -> None:
    """Fork the process that serves one notebook, and guard it."""
    watched = sandbox.enclose() if sandboxed else None
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    guarded = os.fork()
    if guarded == 0:
        from course.engine import examiner, student

        if sys.platform.startswith("linux"):
            sandbox.die_with_parent()
        _close_all_but(wire)
        if sandboxed:
            sandbox.limit()
        wire.send({"ready": True})
        _place(wire)
        serve = {"student": student.serve, "examiner": examiner.serve}[role]
        serve(wire, cells, memory)
        return
    _guard(guarded, wire, watched)
    os._exit(0)


def _guard(guarded: int, wire: Wire, processes: int | None) -> None:
    """Wait until the process ends; end it when the grader hangs up or it takes too much memory."""
    hung_up = select.poll()
    hung_up.register(wire.fileno(), 0)  # POLLHUP is always told
    while os.waitpid(guarded, os.WNOHANG) == (0, 0):
        greedy = processes is not None and sandbox.memory_of(guarded, processes) > sandbox.MEMORY
        if hung_up.poll(50) or greedy:
            os.kill(guarded, signal.SIGKILL)
            os.waitpid(guarded, 0)
            return


def _close_all_but(wire: Wire) -> None:
    """Leave nothing open that the zygote or a trunk holds."""
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    os.closerange(3, wire.fileno())
    os.closerange(wire.fileno() + 1, os.sysconf("SC_OPEN_MAX"))


def _place(wire: Wire) -> None:
    """Write the files that lie beside the notebook into this process's own folder."""
    folder = sandbox.HOME if os.access(sandbox.HOME, os.W_OK) else tempfile.mkdtemp()
    os.chdir(folder)
    # As in a kernel, modules beside the notebook can be imported; the zygote itself must not.
    sys.path.insert(0, folder)
    while (told := wire.receive())["file"]:
        path = Path(folder, told["file"])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(told["content"]))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2] == "sandboxed")
