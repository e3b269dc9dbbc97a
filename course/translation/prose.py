"""Markdown and docstrings, passage by passage: paragraphs, list items, headings, table rows.

A rewriting function gets each passage on one line, so that breaking lines anew changes no key.
"""

import re
from collections.abc import Callable, Iterator

Rewrite = Callable[[str], str]

# What a translator never touches, and what is compared between the languages.
CODE_SPAN = re.compile(r"`+[^`]+`+")
FORMULA = re.compile(r"\$\$.+?\$\$|\$[^$\s](?:[^$]*[^$\s])?\$(?!\d)", re.DOTALL)
LINK = re.compile(r"<https?://[^>\s]+>|\]\([^)\s]+\)")
WORD = re.compile(r"[A-Za-z]{2,}")

_STARTER = re.compile(r"(\s*)(#+ |[-*+] |\d+[.)] |(?=\|)|> ?)")
_RULE = re.compile(r"\s*(\|[\s:|-]+\||-{3,})\s*")


def is_prose(text: str) -> bool:
    """Whether anything in a text is left to translate beside code, formulas and links."""
    for known in (CODE_SPAN, FORMULA, LINK):
        text = known.sub(" ", text)
    return bool(WORD.search(text))


def rewrite_markdown(text: str, rewrite: Rewrite) -> str:
    """Return Markdown with each passage rewritten; fences, display formulas and rules stay."""
    return "\n".join(
        raw if body is None else f"{raw}{rewrite(body) if is_prose(body) else body}"
        for raw, body in _passages(text.split("\n"))
    )


def markdown_passages(text: str) -> list[str]:
    """Return the passages of Markdown that `rewrite_markdown` would rewrite."""
    return [body for _, body in _passages(text.split("\n")) if body is not None and is_prose(body)]


def _passages(lines: list[str]) -> Iterator[tuple[str, str | None]]:
    """Yield ``(marker, passage on one line)``, or ``(line, None)`` for what stays."""
    marker, body, until = "", "", ""

    for line in lines:
        stripped = line.strip()
        starts = _STARTER.match(line)
        opens = next((mark for mark in ("```", "$$") if stripped.startswith(mark)), "")
        is_code = line.startswith("    ") and not body  # a list item's next line follows a body
        stays = until or opens or not stripped or is_code or _RULE.fullmatch(line)
        if body and (stays or starts):
            yield marker, body
            body = ""
        if stays:
            yield line, None
            if until:
                until = "" if stripped.endswith(until) else until
            elif opens and not (stripped.endswith(opens) and len(stripped) > len(opens)):
                until = opens
        elif body:
            body += f" {stripped}"
        else:
            marker = starts[0] if starts else line[: len(line) - len(line.lstrip())]
            body = line[len(marker) :].strip()
            if marker.strip().startswith("#") or body.startswith("|"):
                yield marker, body
                body = ""
    if body:
        yield marker, body


def rewrite_docstring(text: str, rewrite: Rewrite, wrap: Callable[[str, int], list[str]]) -> str:
    """Return a NumPy-style docstring with its prose rewritten; names and types of values stay.

    Parameters
    ----------
    text : str
        What stands between the quotation marks, as it stands in the source.
    rewrite : callable
    wrap : callable
        Breaks a text into lines of so many columns.
    """
    lines = text.split("\n")
    made: list[str] = []
    group: list[str] = []

    def close(following: str) -> None:
        if not group:
            return
        indent = len(group[0]) - len(group[0].lstrip()) if made else 0
        body = " ".join(line.strip() for line in group)
        # A name or a type: what it means stands below, further in.
        heads = bool(made) and _indent(following) > indent and bool(following.strip())
        translated = body if heads or not is_prose(body) else rewrite(body)
        if translated == body:
            made.extend(group)
        else:
            room = 99 - (indent if made else 8)
            made.extend(" " * indent + line for line in wrap(translated, room))
        group.clear()

    for number, line in enumerate(lines):
        apart = not line.strip() or _RULE.fullmatch(line)
        item = line.lstrip().startswith("- ")
        if group and (apart or item or (number > 1 and _indent(line) != _indent(group[0]))):
            close(line)
        if apart:
            made.append(line)
        else:
            group.append(line)
    close("")
    return "\n".join(made)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
