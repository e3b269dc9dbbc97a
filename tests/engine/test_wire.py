"""Messages arrive whole or not at all, whatever the other side does."""

import json
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from course.engine.wire import LENGTH, LONGEST, Gone, TooLate, Wire, pair


@pytest.fixture
def ends() -> Iterator[tuple[Wire, socket.socket]]:
    wire, other = pair()
    yield wire, other
    wire.close()
    other.close()


def test_messages_arrive_in_order_and_whole(ends: tuple[Wire, socket.socket]) -> None:
    wire, other = ends
    there = Wire(other)
    sent = [{"number": 1}, {"text": "费用\ud800 \x00"}, {"long": "x" * 3_000_000}]
    sender = threading.Thread(target=lambda: [there.send(message) for message in sent])
    sender.start()
    assert [wire.receive(20) for _ in sent] == sent
    sender.join()


def test_silence_is_too_late(ends: tuple[Wire, socket.socket]) -> None:
    wire, other = ends
    with pytest.raises(TooLate):
        wire.receive(0.05)
    other.sendall(LENGTH.pack(100) + b"{")  # and never the rest
    with pytest.raises(TooLate):
        wire.receive(0.05)


def test_dripping_does_not_stretch_the_time(ends: tuple[Wire, socket.socket]) -> None:
    wire, other = ends
    stop = threading.Event()

    def drip() -> None:
        other.sendall(LENGTH.pack(10_000))
        while not stop.wait(0.02):
            other.sendall(b" ")

    dripping = threading.Thread(target=drip)
    dripping.start()
    began = time.monotonic()
    with pytest.raises(TooLate):
        wire.receive(0.3)
    assert time.monotonic() - began < 5
    stop.set()
    dripping.join()


@pytest.mark.parametrize("sent", [b"", b"\x00", LENGTH.pack(4) + b"{"])
def test_end_in_the_middle_is_gone(ends: tuple[Wire, socket.socket], sent: bytes) -> None:
    wire, other = ends
    other.sendall(sent)
    other.shutdown(socket.SHUT_RDWR)
    with pytest.raises(Gone):
        wire.receive(5)
    with pytest.raises(Gone):
        for _ in range(100):
            wire.send({"text": "x" * 10_000})


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[1]", b"5", b"null", b'"text"', b"\xff\xfe", b"[" * 200_000, b'{"a": 1} {}'],
    ids=lambda body: repr(body[:12]),
)
def test_body_that_is_no_message_is_gone(ends: tuple[Wire, socket.socket], body: bytes) -> None:
    wire, other = ends
    sender = threading.Thread(target=other.sendall, args=[LENGTH.pack(len(body)) + body])
    sender.start()
    with pytest.raises(Gone):
        wire.receive(5)
    sender.join()


@pytest.mark.parametrize("length", [LONGEST + 1, 2**63, 2**64 - 1])
def test_too_long_a_message_is_refused_unread(
    ends: tuple[Wire, socket.socket], length: int
) -> None:
    wire, other = ends
    other.sendall(LENGTH.pack(length) + b"{")
    with pytest.raises(Gone, match="bytes"):
        wire.receive(5)


def test_sound_bytes_are_a_message(ends: tuple[Wire, socket.socket]) -> None:
    """The refusals above are not because everything is refused."""
    wire, other = ends
    body = json.dumps({"a": [1]}).encode()
    other.sendall(LENGTH.pack(len(body)) + body)
    assert wire.receive(5) == {"a": [1]}
