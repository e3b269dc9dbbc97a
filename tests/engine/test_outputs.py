"""Whatever a hostile process calls its outputs, a notebook file and a browser can take them."""

import json
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from course.engine.outputs import CUT, MOST_OUTPUTS, UNSTORABLE, admitted

ROOM = 10_000
SCRIPT = "<script>alert(1)</script>"
STREAM = {"output_type": "stream", "name": "stdout", "text": "10.5\n"}
VALUE = {
    "output_type": "execute_result",
    "execution_count": 99,
    "data": {"text/plain": "5", "text/html": "<b>5</b>"},
    "metadata": {"isolated": True},
}
PICTURE = {"output_type": "display_data", "data": {"image/png": "iVBORw0K\n"}, "metadata": {}}
ERROR = {"output_type": "error", "ename": "KeyError", "evalue": "'a'", "traceback": ["\x1b[31mx"]}


def require_valid(outputs: list[dict[str, Any]]) -> None:
    """Require that a notebook file holds these outputs."""
    cell = new_code_cell("1")
    cell.outputs = nbformat.from_dict(outputs)
    nbformat.validate(new_notebook(cells=[cell]))
    json.dumps(outputs).encode("utf-8")
    json.dumps(outputs, ensure_ascii=False).encode("utf-8")


def test_honest_outputs_stay_as_they_are() -> None:
    found = admitted([STREAM, VALUE, PICTURE, ERROR], ROOM, 3)
    assert found == [STREAM, VALUE | {"execution_count": 3, "metadata": {}}, PICTURE, ERROR]
    require_valid(found)


FORGED: list[Any] = [
    None, 5, "text", {}, [None], [[]], [5], [{}], [{"output_type": "unheard of"}],
    [{"output_type": ["stream"]}], [{"output_type": "stream"}],
    [{"output_type": "stream", "name": "fd3", "text": 5}],
    [{"output_type": "stream", "name": [], "text": ["a", "b"]}],
    [{"output_type": "stream", "name": "stdout", "text": "\ud800 \x00 \x08"}],
    [{"output_type": "error"}], [{"output_type": "error", "ename": 5, "traceback": "all"}],
    [{"output_type": "error", "ename": "x" * 10**6, "evalue": "y" * 10**6, "traceback": [5] * 999}],
    [{"output_type": "display_data", "data": 5}], [{"output_type": "display_data", "data": {}}],
    [{"output_type": "display_data", "data": {"text/plain": 5}}],
    [{"output_type": "display_data", "data": {"text/plain": ["a"], "": "x"}}],
    [{"output_type": "execute_result", "execution_count": "rm", "data": None, "metadata": 7}],
]  # fmt: skip


@pytest.mark.parametrize("raw", FORGED, ids=lambda raw: repr(raw)[:50])
def test_forged_outputs_become_legal_ones(raw: Any) -> None:
    found = admitted(raw, ROOM, 1)
    require_valid(found)
    # Something stays in the place of something: "no output" would mean full points.
    assert bool(found) == (raw != [])
    assert len(json.dumps(found)) < 100 * ROOM


@pytest.mark.parametrize("name", ["text/plain", "stream", "ename"])
def test_planted_fault_is_no_legal_output(name: str) -> None:
    """`require_valid` sees what would be wrong without `admitted`."""
    planted = {
        "text/plain": {"output_type": "display_data", "data": {"text/plain": 5}, "metadata": {}},
        "stream": {"output_type": "stream", "name": "stdout", "text": 5},
        "ename": {"output_type": "error", "ename": 5, "evalue": "", "traceback": []},
    }[name]
    with pytest.raises(nbformat.ValidationError):
        require_valid([planted])


@pytest.mark.parametrize(
    "mime",
    ["application/javascript", "image/svg+xml", "text/javascript", "application/pdf",
     "application/vnd.jupyter.widget-view+json", "TEXT/HTML", "text/html; x", "image/png;svg"],
)  # fmt: skip
def test_what_can_run_in_a_browser_is_left_out(mime: str) -> None:
    raw = [{"output_type": "display_data", "data": {mime: SCRIPT}, "metadata": {}}]
    (found,) = admitted(raw, ROOM, 1)
    assert found["data"] == {"text/plain": UNSTORABLE}


def test_picture_that_is_no_picture_is_left_out() -> None:
    raw = [{"output_type": "display_data", "data": {"image/png": f'x" onerror="{SCRIPT}'}}]
    (found,) = admitted(raw, ROOM, 1)
    assert found["data"] == {"text/plain": UNSTORABLE}


def test_control_characters_are_shown_but_colours_stay() -> None:
    (found,) = admitted([{**STREAM, "text": "a\x00\x08b\x1b[0m\t\n"}], ROOM, 1)
    assert found["text"] == "a\ufffd\ufffdb\x1b[0m\t\n"


@pytest.mark.parametrize(
    "raw",
    [
        [{**STREAM, "text": "x" * 10**6}],
        [STREAM] * 100_000,
        [{**STREAM, "text": ""}] * 1_000_000,
        [{**PICTURE, "data": {"image/png": "A" * 10**6}}] * 3,
        [ERROR] * 100_000,
    ],
    ids=["one long", "many", "many empty", "large pictures", "errors"],
)
def test_flood_is_cut_and_says_so(raw: list[Any]) -> None:
    found = admitted(raw, ROOM, 1)
    require_valid(found)
    assert len(found) <= MOST_OUTPUTS + 1
    assert len(json.dumps(found)) < 10 * ROOM
    assert CUT in json.dumps(found)
