"""Messages between the processes: JSON with its length before it, over a socket."""

import json
import select
import socket
import struct
import time
from collections.abc import Mapping
from typing import Any

LENGTH = struct.Struct(">Q")
# A student process can say anything: nobody reads more than this of one message.
LONGEST = 16 * 2**20
# Nobody waits longer for the other side to listen.
SEND_SECONDS = 10.0


class Gone(Exception):
    """The other side ended, or said what no process of ours says."""


class TooLate(Exception):
    """The other side did not answer in time."""


class Wire:
    """One end of a conversation.

    Parameters
    ----------
    sock : socket
        A connected stream socket; the wire closes it.
    """

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock

    def fileno(self) -> int:
        return self._socket.fileno()

    def close(self) -> None:
        self._socket.close()

    def send(self, message: Mapping[str, Any]) -> None:
        """Send one message. Raises `Gone` when nobody listens any more."""
        self.send_body(json.dumps(message).encode())

    def send_body(self, body: bytes) -> None:
        """Send a message that is JSON already."""
        self._socket.settimeout(SEND_SECONDS)
        try:
            self._socket.sendall(LENGTH.pack(len(body)) + body)
        except OSError as error:  # a timeout is one
            raise Gone("the process ended, or does not listen") from error
        finally:
            self._socket.settimeout(None)

    def receive(self, seconds: float | None = None) -> dict[str, Any]:
        """Wait for one message.

        Raises
        ------
        TooLate
            After `seconds` without a whole message.
        Gone
            When the other side ended or its message is malformed or too long.
        """
        return parsed(self.receive_body(seconds))

    def receive_body(self, seconds: float | None = None) -> bytes:
        """Wait for one message and return it unread; see `parsed`."""
        deadline = None if seconds is None else time.monotonic() + seconds
        (length,) = LENGTH.unpack(self._read(LENGTH.size, deadline))
        if length > LONGEST:
            raise Gone(f"a message of {length:,} bytes")
        return self._read(length, deadline)

    def _read(self, size: int, deadline: float | None) -> bytes:
        parts, missing = [], size
        while missing:
            if deadline is not None:
                left = max(deadline - time.monotonic(), 0)
                if not select.select([self._socket], [], [], left)[0]:
                    raise TooLate
            try:
                part = self._socket.recv(min(missing, 2**20))
            except OSError as error:
                raise Gone("the process ended") from error
            if not part:
                raise Gone("the process ended")
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)


def parsed(body: bytes) -> dict[str, Any]:
    """Read a message. Raises `Gone` when no process of ours can have said it."""
    try:
        message = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Gone("a message that is no JSON") from error
    if not isinstance(message, dict):
        raise Gone("a message of the wrong shape")
    return message


def pair() -> tuple[Wire, socket.socket]:
    """Return our end of a new conversation, and the socket to give away."""
    ours, theirs = socket.socketpair()
    return Wire(ours), theirs
