"""Which global names a cell binds and wants, told from its code without running it."""

import ast
import builtins
from collections.abc import Iterable


def bound_names(sources: Iterable[str]) -> frozenset[str]:
    """Return all names that the cells may bind: assigned, defined, imported, looped over."""
    bound: set[str] = set()
    for source in sources:
        for node in ast.walk(_parsed(source)):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                bound.add(node.id)
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                bound.add(node.name)
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                bound |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
    return frozenset(bound)


def wanted_names(source: str) -> set[str]:
    """Return the names that a check cell may want: its own, and those in quotes it calls with."""
    nodes = list(ast.walk(_parsed(source)))
    read = {node.id for node in nodes if isinstance(node, ast.Name)}
    named = {
        node.args[0].value
        for node in nodes
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
        and node.args[0].value.isidentifier()
    }
    return {name for name in read | named if not hasattr(builtins, name)}


def _parsed(source: str) -> ast.Module:
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return ast.Module([], [])
