"""Make outputs that a hostile process sent fit for a notebook file and for a teacher's browser."""

import re
from typing import Any

# Kinds of rich data that are shown; pictures that can hold a script (SVG) and scripts are not.
TEXTS = ("text/plain", "text/html", "text/markdown", "text/latex", "application/json")
PICTURES = ("image/png", "image/jpeg")
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]")
MOST_OUTPUTS = 2_000
CUT = "... the rest of this output was cut ..."
UNSTORABLE = "(an output that no notebook file can hold)"


def admitted(raw: Any, most_characters: int, count: int) -> list[dict[str, Any]]:
    """Return outputs of the notebook format from what a process sent.

    Parameters
    ----------
    raw
        Parsed JSON, trusted in nothing. What has no legal form is replaced, never dropped: it must
        not turn into "no output".
    most_characters : int
        Where to cut a cell's output.
    count : int
        The cell's execution count.
    """
    kept: list[dict[str, Any]] = []
    room = most_characters
    for output in raw if isinstance(raw, list) else [raw]:
        legal = _legal(output if isinstance(output, dict) else {}, room, count)
        room -= _size(legal)
        kept.append(legal)
        if room <= 0 or len(kept) >= MOST_OUTPUTS:
            kept.append(_stream("stdout", f"\n{CUT}\n"))
            break
    return kept


def _legal(output: dict[str, Any], room: int, count: int) -> dict[str, Any]:
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return _stream(name, _text(output.get("text"), room))
    if kind == "error":
        trace = output.get("traceback")
        lines = trace[:200] if isinstance(trace, list) else []
        return {
            "output_type": "error",
            "ename": _text(output.get("ename"), 200),
            "evalue": _text(output.get("evalue"), 10_000),
            "traceback": [_text(line, 10_000) for line in lines],
        }
    data = output.get("data")
    bundle = {
        mime: _text(value, len(value))
        for mime, value in (data.items() if isinstance(data, dict) else ())
        if isinstance(value, str) and _shown(mime, value)
    }
    rich: dict[str, Any] = {"data": bundle or {"text/plain": UNSTORABLE}, "metadata": {}}
    if _size(rich) > room:
        rich["data"] = {"text/plain": CUT}
    if kind == "execute_result":
        return {"output_type": "execute_result", "execution_count": count, **rich}
    return {"output_type": "display_data", **rich}


def _shown(mime: Any, value: str) -> bool:
    return mime in TEXTS or (mime in PICTURES and bool(BASE64.fullmatch(value)))


def _stream(name: str, text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def _text(value: Any, most: int) -> str:
    text = value if isinstance(value, str) else UNSTORABLE
    text = CONTROL.sub("\N{REPLACEMENT CHARACTER}", text).encode("utf-8", "replace").decode()
    return text if len(text) <= most else f"{text[: max(most, 0)]}\n{CUT}\n"


def _size(output: dict[str, Any]) -> int:
    # Counted for each output besides its text, so that a million empty ones end too.
    data = output.get("data", {})
    return 100 + len(output.get("text", "")) + sum(len(value) for value in data.values())
