"""Keep what a kernel sends fit for a notebook file: legal and of a bounded size."""

import json
from typing import Any

from course.grading import sentences

RICH = ("display_data", "update_display_data", "execute_result")
# Counted for each message besides its text, so that a million empty ones end too.
OVERHEAD = 100


def make_storable(msg: dict[str, Any]) -> None:
    """Replace data that the notebook format refuses, in place.

    A value is replaced, never dropped: it must not turn into "no value", which passes a check.
    """
    if msg["msg_type"] not in RICH:
        return
    content = msg["content"]
    data = content.get("data")
    bundle = data if isinstance(data, dict) else {}
    legal = {mime: value for mime, value in bundle.items() if _is_legal(mime, value)}
    content["data"] = legal or {"text/plain": sentences.UNSTORABLE}
    if not isinstance(content.get("metadata"), dict):
        content["metadata"] = {}


def _is_legal(mime: str, value: Any) -> bool:
    return isinstance(value, str) or mime == "application/json" or mime.endswith("+json")


class Meter:
    """Lets a cell's output pass until a number of characters is spent."""

    def __init__(self, limit: int) -> None:
        self._room = limit
        self._is_full = False

    def admits(self, msg: dict[str, Any]) -> bool:
        """Whether to keep a message; what is too long in it is cut in place."""
        kind, content = msg["msg_type"], msg["content"]
        if kind == "error":
            content["evalue"] = _cut(content["evalue"])
            content["traceback"] = [_cut(line) for line in content["traceback"]]
        if kind != "stream" and kind not in RICH:
            return True
        size = len(content["text"] if kind == "stream" else json.dumps(content["data"]))
        room, self._room = max(self._room, 0), self._room - size - OVERHEAD
        if self._room >= 0:
            return True
        if kind == "stream":
            content["text"] = f"{content['text'][:room]}\n{sentences.CUT}\n"
        else:
            content["data"] = {"text/plain": sentences.CUT}
        first, self._is_full = not self._is_full, True
        return first or kind == "execute_result"


def _cut(text: str, limit: int = 10_000) -> str:
    return text if len(text) <= limit else f"{text[:limit]} {sentences.CUT}"
