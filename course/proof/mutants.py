"""Small faults planted in a reference solution, one at a time.

The operators are the classical ones of mutation testing (DeMillo, Lipton and Sayward 1978):
swapped operator, off-by-one, wrong constant, dropped branch, dropped term.
"""

import ast
import copy
import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

SWAPS: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Pow: (ast.Mult,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
}
SWAPPED_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True)
class Mutant:
    """A changed reference.

    ``was`` and ``becomes`` are the changed lines, stripped and joined by a space.
    """

    operator: str
    was: str
    becomes: str
    source: str
    diff: str


# A change is its operator's name and what to put in the node's place (None drops a statement).
Change = tuple[str, ast.AST | None]


def mutants(source: str) -> list[Mutant]:
    """Return all mutants of a function's source, without duplicates, in the order of the text."""
    tree = ast.parse(source)
    plain = ast.unparse(tree)
    found: dict[str, Mutant] = {}
    for path, node in _mutable(tree):
        for operator, replacement in _changes(node):
            changed = ast.unparse(ast.fix_missing_locations(_replaced(tree, path, replacement)))
            if changed != plain and changed not in found:
                found[changed] = _mutant(operator, plain, changed)
    return list(found.values())


# A path leads from the tree's root to a node: field names and list positions.
Path = tuple[str | int, ...]


def _mutable(tree: ast.AST, path: Path = ()) -> Iterator[tuple[Path, ast.AST]]:
    """Walk the nodes worth changing: no docstrings, annotations or error messages."""
    for name, value in ast.iter_fields(tree):
        if name in {"annotation", "returns", "exc", "cause", "decorator_list"}:
            continue
        for step, child in _children(name, value):
            if _is_text(child):
                continue
            yield (*path, *step), child
            yield from _mutable(child, (*path, *step))


def _children(name: str, value: object) -> Iterator[tuple[Path, ast.AST]]:
    if isinstance(value, ast.AST):
        yield (name,), value
    elif isinstance(value, list):
        for position, item in enumerate(value):
            if isinstance(item, ast.AST):
                yield (name, position), item


def _is_text(node: ast.AST) -> bool:
    if isinstance(node, ast.Expr):
        node = node.value
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _replaced(tree: ast.AST, path: Path, replacement: ast.AST | None) -> ast.AST:
    made = copy.deepcopy(tree)
    parent: Any = made
    for step in path[:-1]:
        parent = parent[step] if isinstance(step, int) else getattr(parent, step)
    last = path[-1]
    put = ast.Pass() if replacement is None else copy.deepcopy(replacement)
    if isinstance(last, int):
        parent[last] = put
    else:
        setattr(parent, last, put)
    return made


def _changes(node: ast.AST) -> Iterator[Change]:
    for other in SWAPS.get(type(node), ()):
        yield "swapped operator", other()
    change: Callable[[ast.AST], Iterator[Change]] | None = _CHANGES.get(type(node))
    if change:
        yield from change(node)


def _constant(node: ast.Constant) -> Iterator[Change]:
    value = node.value
    if isinstance(value, bool):
        yield "wrong constant", ast.Constant(not value)
    elif isinstance(value, int):
        yield "off by one", ast.Constant(value + 1)
        yield "off by one", ast.Constant(value - 1)
    elif isinstance(value, float):
        yield "wrong constant", ast.Constant(value * 1.1 if value else 1.0)


def _binary(node: ast.BinOp) -> Iterator[Change]:
    yield "dropped term", node.left
    yield "dropped term", node.right


def _boolean(node: ast.BoolOp) -> Iterator[Change]:
    for value in node.values:
        yield "dropped term", value


def _unary(node: ast.UnaryOp) -> Iterator[Change]:
    yield "dropped term", node.operand


def _branch(node: ast.If) -> Iterator[Change]:
    always, never = ast.Constant(True), ast.Constant(False)
    for test in (always, never):
        yield "dropped branch", ast.If(test, node.body, node.orelse)


def _choice(node: ast.IfExp) -> Iterator[Change]:
    yield "dropped branch", node.body
    yield "dropped branch", node.orelse


def _call(node: ast.Call) -> Iterator[Change]:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name in SWAPPED_CALLS:
        other = ast.Name(SWAPPED_CALLS[name], ast.Load())
        yield "swapped operator", ast.Call(other, node.args, node.keywords)
    if name in {"round", "abs", "sorted"} and node.args:
        yield "dropped term", node.args[0]


def _statement(node: ast.AST) -> Iterator[Change]:
    yield "dropped term", None


_CHANGES: dict[type[ast.AST], Callable[..., Iterator[Change]]] = {
    ast.Constant: _constant,
    ast.BinOp: _binary,
    ast.BoolOp: _boolean,
    ast.UnaryOp: _unary,
    ast.If: _branch,
    ast.IfExp: _choice,
    ast.Call: _call,
    ast.AugAssign: _statement,
    ast.Expr: _statement,
    ast.Break: _statement,
    ast.Continue: _statement,
}


def _mutant(operator: str, plain: str, changed: str) -> Mutant:
    before, after = plain.splitlines(), changed.splitlines()
    diff = [
        line
        for line in difflib.unified_diff(before, after, lineterm="", n=1)
        if not line.startswith(("---", "+++", "@@"))
    ]
    was = " ".join(line[1:].strip() for line in diff if line.startswith("-"))
    becomes = " ".join(line[1:].strip() for line in diff if line.startswith("+"))
    return Mutant(operator, was, becomes, changed, "\n".join(diff))
