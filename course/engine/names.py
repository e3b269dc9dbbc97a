"""Which global names a cell binds and reads, told from its code without running it."""

import ast
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


def _parsed(source: str) -> ast.Module:
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return ast.Module([], [])
