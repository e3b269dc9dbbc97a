"""The size and form of what a kernel sends."""

import pytest

from course.grading.messages import Meter, make_storable
from course.grading.sentences import CUT, UNSTORABLE


def stream(text: str) -> dict[str, object]:
    return {"msg_type": "stream", "content": {"name": "stdout", "text": text}}


def result(data: object, kind: str = "execute_result") -> dict[str, object]:
    return {"msg_type": kind, "content": {"data": data, "metadata": {}}}


def test_text_is_cut_once() -> None:
    meter, long = Meter(1_000), stream("x" * 5_000)
    assert meter.admits(stream("short"))
    assert meter.admits(long)
    assert long["content"]["text"] == "x" * 895 + f"\n{CUT}\n"
    assert not meter.admits(stream("more"))


def test_empty_messages_end_too() -> None:
    meter = Meter(1_000)
    assert sum(meter.admits(stream("")) for _ in range(100)) == 11


def test_value_is_replaced_but_never_dropped() -> None:
    meter, value = Meter(1_000), result({"text/plain": "99"})
    meter.admits(stream("x" * 5_000))
    assert meter.admits(value)
    assert value["content"]["data"] == {"text/plain": CUT}
    assert not meter.admits(result({"text/plain": "a plot"}, "display_data"))


def test_messages_without_output_always_pass() -> None:
    meter = Meter(0)
    assert meter.admits({"msg_type": "status", "content": {"execution_state": "idle"}})


@pytest.mark.parametrize(
    ("data", "kept"),
    [
        ({"text/plain": "1"}, {"text/plain": "1"}),
        ({"text/plain": 1, "text/html": "<b>1</b>"}, {"text/html": "<b>1</b>"}),
        ({"text/plain": 1}, {"text/plain": UNSTORABLE}),
        ({"application/json": [1]}, {"application/json": [1]}),
        ({"application/vnd.x+json": {"a": 1}}, {"application/vnd.x+json": {"a": 1}}),
        (None, {"text/plain": UNSTORABLE}),
    ],
)
def test_data_is_storable(data: object, kept: dict[str, object]) -> None:
    msg = result(data)
    make_storable(msg)
    assert msg["content"]["data"] == kept
