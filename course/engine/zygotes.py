"""Start the zygote, and ask it for processes."""

import atexit
import hashlib
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence

from course.engine import sandbox
from course.engine.verdicts import Verdicts
from course.engine.wire import Gone, TooLate, Wire, pair
from course.language import say

# A machine under load may need long to start Python.
START_SECONDS = 120


class ZygoteGone(Exception):
    """The zygote itself ended: this machine's doing, no student's."""


class Zygote:
    """A running zygote and the trunks that grew on it.

    Parameters
    ----------
    sandboxed : bool
        False runs students' code without walls, as the grader; for machines that have none.

    Raises
    ------
    sandbox.NoSandboxError
        When this machine has no walls, with what to do about it.
    """

    def __init__(self, sandboxed: bool = True) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        python = [sys.executable, "-P", "-m", "course.engine.zygote", str(theirs.fileno())]
        python += ["sandboxed" if sandboxed else "open"]
        self._trunks: dict[str, socket.socket] = {}
        self._growing = threading.Lock()
        # Of one zygote alone: its processes order sets alike.
        self.verdicts = Verdicts()
        self._process = subprocess.Popen(
            sandbox.command(python) if sandboxed else python,
            env=None if sandboxed else {**os.environ, **sandbox.settings()},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            pass_fds=[theirs.fileno()],
        )
        theirs.close()
        self._try()

    def _try(self) -> None:
        """Fork once, so that a machine without walls is told of before any student waits."""
        try:
            self.require_alive()
        except ZygoteGone as error:
            self.close()
            why = sandbox.reason(self._process)
            raise sandbox.NoSandboxError(
                say(
                    "The sandbox for students' code does not start here ({why}). It needs Linux "
                    "with user namespaces for ordinary users and bubblewrap; see "
                    "docs/security.md.",
                    why=why,
                )
            ) from error

    def require_alive(self) -> None:
        """Raise `ZygoteGone` unless a new process answers."""
        wire = self.branch("student", self.trunk([]))
        try:
            wire.receive(START_SECONDS)
        except (Gone, TooLate) as error:
            raise ZygoteGone("the zygote ended") from error
        finally:
            wire.close()

    def trunk(self, cells: Sequence[str]) -> socket.socket:
        """Return the trunk that runs these cells, growing it if there is none yet.

        It may still be growing: what is asked of it waits until it has run them.
        """
        key = hashlib.sha256(json.dumps(list(cells)).encode()).hexdigest()
        with self._growing:
            if key not in self._trunks:
                self._trunks[key] = self._grown(list(cells))
            return self._trunks[key]

    def _grown(self, cells: list[str]) -> socket.socket:
        wire, theirs = pair()
        control, given = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._order(self._control, [theirs, given], do="trunk")
        wire.send({"cells": cells})
        wire.close()
        return control

    def branch(self, role: str, trunk: socket.socket) -> Wire:
        """Have a trunk fork the process for one notebook; closing the wire ends it."""
        wire, theirs = pair()
        self._order(trunk, [theirs], do="branch", role=role)
        return wire

    def _order(self, control: socket.socket, fds: list[socket.socket], **order: str) -> None:
        try:
            socket.send_fds(control, [json.dumps(order).encode()], [fd.fileno() for fd in fds])
        except OSError as error:
            raise ZygoteGone("the zygote ended") from error
        finally:
            for fd in fds:
                fd.close()

    def close(self) -> None:
        """End the zygote and everything that it forked."""
        for trunk in self._trunks.values():
            trunk.close()
        self._control.close()
        self._process.kill()
        self._process.wait()


_running: list[Zygote] = []
_starting = threading.Lock()


def running(allow_unsandboxed: bool = False) -> Zygote:
    """Return this process's zygote, started when first needed and ended with the process.

    Raises
    ------
    sandbox.NoSandboxError
        Where there are no walls and `allow_unsandboxed` is false.
    """
    with _starting:
        if not _running:
            try:
                zygote = Zygote()
            except sandbox.NoSandboxError:
                if not allow_unsandboxed:
                    raise
                zygote = Zygote(sandboxed=False)
            _running.append(zygote)
            atexit.register(zygote.close)
    return _running[0]
