"""The words in code: comments, docstrings, strings that are shown; the messages of a check."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from course.feedback.wording import wrap
from course.translation.prose import Rewrite, is_prose, rewrite_docstring

WIDTH = 99
HOLE = re.compile(r"\{[^{}]*\}")
# Keywords and methods whose texts a reader sees.
SHOWN_KEYWORDS = {"label", "labels", "title", "xlabel", "ylabel", "yticks", "xticks"}
SHOWN_CALLS = {
    *("annotate", "legend", "print", "set_title", "set_xlabel", "set_xticklabels", "set_xticks"),
    *("set_ylabel", "set_yticklabels", "set_yticks", "suptitle", "text", "title", "xlabel"),
    *("ylabel", "Series", "supxlabel", "supylabel"),
}
SHOWN_KEYWORDS_OF = {"Series": {"index", "name"}, "DataFrame": {"index"}}
# What Matplotlib and pandas read: keywords, calls, texts.
CODE_KEYWORDS = {"textcoords", "xycoords", "coords", "arrowprops", "how", "method", "loc"}
CODE_CALLS = {"eval", "query"}
CODE_TEXTS = {"data"} | {
    f"{whose} {what}"
    for whose in ("axes", "figure", "offset", "subfigure")
    for what in ("fraction", "fontsize", "pixels", "points")
}
MESSAGE_CALLS = {"case": (0,), "satisfies": (1,)}


@dataclass(frozen=True)
class _Edit:
    start: int
    end: int
    text: str


def rewrite_code(source: str, rewrite: Rewrite, strings: bool = True) -> str:
    """Return a cell's code with comments, docstrings and shown strings rewritten, nothing else.

    Parameters
    ----------
    source : str
    rewrite : callable
        Gets each passage; an f-string with its ``{placeholders}`` as Python writes them.
    strings : bool
        False for a stub, where a string is part of what the student is told to return.
    """
    lines = _Offsets(source)
    tree = ast.parse(source)
    edits = [*_comments(source, lines, rewrite), *_docstrings(source, tree, lines, rewrite)]
    if strings:
        edits += _strings(source, tree, lines, rewrite)
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        source = source[: edit.start] + edit.text + source[edit.end :]
    return source


def messages(source: str) -> Iterator[str]:
    """Yield what a check cell may tell a student: cases, diagnoses, reasons."""
    tree = ast.parse(source)
    by_name = False
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        named = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        told = [
            call.args[place] for place in MESSAGE_CALLS.get(named, ()) if place < len(call.args)
        ]
        told += [word.value for word in call.keywords if word.arg in ("because", "sentence")]
        for word in call.keywords:
            if word.arg == "mistakes":
                pairs = getattr(word.value, "elts", [word.value])
                told += [pair.elts[1] if isinstance(pair, ast.Tuple) else pair for pair in pairs]
        by_name |= any(not isinstance(node, ast.Constant | ast.JoinedStr) for node in told)
        yield from (text for node in told if (text := _text(node)) is not None and is_prose(text))
    if by_name:  # a loop or a comprehension makes them: every text with a space may be one
        first = tree.body[0]
        about = first.value if isinstance(first, ast.Expr) else None
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Constant)
                and node is not about
                and isinstance(node.value, str)
                and " " in node.value
            ):
                yield node.value


def _text(node: ast.AST) -> str | None:
    """The text of a string or f-string, as its key in a catalogue."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            _text(part) or "" if isinstance(part, ast.Constant) else _hole(part)
            for part in node.values
        )
    return None


def _hole(part: ast.expr) -> str:
    """``{share:.0%}``: a placeholder as Python itself would write it."""
    return ast.unparse(ast.JoinedStr([part]))[2:-1]


def _comments(source: str, lines: "_Offsets", rewrite: Rewrite) -> Iterator[_Edit]:
    group: list[tokenize.TokenInfo] = []

    def edit() -> Iterator[_Edit]:
        if group:
            text = " ".join(token.string.lstrip("#").strip() for token in group)
            translated = rewrite(text) if is_prose(text) else text
            if translated != text:
                translated = " ".join(translated.split())  # a new line would be code
                column = group[0].start[1]
                alone = not group[0].line[:column].strip()
                made = wrap(translated, WIDTH - column - 2) if alone else [translated]
                start = lines.at(group[0].start[0], column, characters=True)
                end = lines.at(group[-1].end[0], group[-1].end[1], characters=True)
                yield _Edit(start, end, f"\n{' ' * column}".join(f"# {line}" for line in made))
            group.clear()

    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT or token.string.startswith(("###", "# type:", "# noqa")):
            continue
        alone = not token.line[: token.start[1]].strip()
        follows = bool(group) and token.start == (group[-1].start[0] + 1, group[-1].start[1])
        if not (alone and follows):
            yield from edit()
        group.append(token)
        if not alone:
            yield from edit()
    yield from edit()


def _docstrings(
    source: str, tree: ast.Module, lines: "_Offsets", rewrite: Rewrite
) -> Iterator[_Edit]:
    for node in _docstring_nodes(tree):
        start, end = lines.span(node)
        text = source[start + 3 : end - 3]
        yield _Edit(start + 3, end - 3, rewrite_docstring(text, rewrite, wrap))


def _docstring_nodes(tree: ast.Module) -> list[ast.Constant]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node):
            first = node.body[0]
            assert isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
            found.append(first.value)
    return found


def _strings(source: str, tree: ast.Module, lines: "_Offsets", rewrite: Rewrite) -> Iterator[_Edit]:
    docstrings = {id(node) for node in _docstring_nodes(tree)}
    for node in shown_strings(tree):
        if id(node) in docstrings:
            continue
        text = _text(node) or ""
        bare = text.strip()
        translated = rewrite(bare) if _is_shown_prose(text) else bare
        if isinstance(node, ast.JoinedStr):
            holes = _rewritten_holes(node, rewrite)
            translated = HOLE.sub(lambda hole: holes.get(hole[0], hole[0]), translated)  # noqa: B023
        if translated != bare:
            start, end = lines.span(node)
            at = text.index(bare)
            whole = text[:at] + translated + text[at + len(bare) :]
            made = _f_string(whole) if isinstance(node, ast.JoinedStr) else _literal(whole)
            yield _Edit(start, end, made)


def _rewritten_holes(node: ast.JoinedStr, rewrite: Rewrite) -> dict[str, str]:
    """Return the placeholders of an f-string that name what is shown: ``{table['to the fen']}``."""
    holes = {}
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            copy = deepcopy(part)
            for inner in shown_strings(copy.value):
                if isinstance(inner, ast.Constant):
                    inner.value = " ".join(rewrite(str(inner.value)).split())
            holes[_hole(part)] = _hole(copy)
    return holes


def shown_strings(tree: ast.AST) -> Iterator[ast.Constant | ast.JoinedStr]:
    """Yield the strings of a cell that its reader sees: titles, labels, printed words, prose."""
    yield from _shown(tree, False)


def _shown(node: ast.AST, shown: bool) -> Iterator[ast.Constant | ast.JoinedStr]:
    if isinstance(node, ast.Constant | ast.JoinedStr):
        text = _text(node)
        if text is None or text in CODE_TEXTS:
            return
        inside = isinstance(node, ast.JoinedStr) and any(
            isinstance(part, ast.FormattedValue) and any(shown_strings(part.value))
            for part in node.values
        )
        if inside or (_is_shown_prose(text) and (shown or " " in text.strip())):
            yield node
        return
    if isinstance(node, ast.Subscript):  # the name of a column is shown as it is called
        yield from _shown(node.value, False)
        yield from _shown(node.slice, False)
        return
    if isinstance(node, ast.Call):
        named = getattr(node.func, "attr", getattr(node.func, "id", ""))
        yield from _shown(node.func, False)
        if named in CODE_CALLS:
            return
        seen = SHOWN_KEYWORDS | SHOWN_KEYWORDS_OF.get(named, set())
        for argument in node.args:
            yield from _shown(argument, named in SHOWN_CALLS)
        for word in node.keywords:
            if word.arg not in CODE_KEYWORDS:
                yield from _shown(word.value, word.arg in seen)
        return
    if isinstance(node, ast.Dict):  # {"label": value}: the keys are seen
        for key in node.keys:
            if key is not None:
                yield from _shown(key, shown)
        for value in node.values:
            yield from _shown(value, False)
        return
    for child in ast.iter_child_nodes(node):
        yield from _shown(child, shown and not isinstance(node, ast.Compare))


def _is_shown_prose(text: str) -> bool:
    """Whether words are left in a text without its placeholders."""
    return is_prose(HOLE.sub(" ", text))


def _literal(text: str) -> str:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{quoted}"'


def _f_string(text: str) -> str:
    parts = re.split(r"(\{\{|\}\}|\{[^{}]*\})", text)
    return 'f"' + "".join(p if p.startswith(("{", "}")) else _literal(p)[1:-1] for p in parts) + '"'


class _Offsets:
    """From lines and columns to places in a text."""

    def __init__(self, source: str) -> None:
        self.lines = source.splitlines(keepends=True)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))

    def at(self, line: int, column: int, characters: bool = False) -> int:
        """Columns are bytes of UTF-8 in a syntax tree, characters in a token."""
        if not characters and line <= len(self.lines):
            column = len(self.lines[line - 1].encode()[:column].decode())
        return self.starts[line - 1] + column

    def span(self, node: ast.expr) -> tuple[int, int]:
        """Where a node of a syntax tree starts and ends."""
        assert node.end_lineno is not None and node.end_col_offset is not None
        start = self.at(node.lineno, node.col_offset)
        return start, self.at(node.end_lineno, node.end_col_offset)
