"""Which global names a cell binds and wants, told from its code without running it."""

import ast
import builtins
import dis
from collections.abc import Iterator
from functools import lru_cache
from types import CodeType

ASYNC = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
LOADS = ("LOAD_NAME", "LOAD_GLOBAL", "DELETE_")
# Statements that bind their names whatever happens (`if` and loops may not).
CERTAIN = (ast.Assign, ast.AnnAssign, ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)


@lru_cache(1_000)  # a class's cells are the same
def bound_names(sources: tuple[str, ...]) -> frozenset[str]:
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


@lru_cache(1_000)
def wanted_names(source: str) -> frozenset[str]:
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
    return frozenset(name for name in read | named if not hasattr(builtins, name))


@lru_cache(1_000)
def mentioned_names(source: str) -> frozenset[str] | None:
    """Return the global names in a cell's code; None when it is no plain Python."""
    try:
        code = compile(source, "<cell>", "exec", ASYNC)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return frozenset(names_in(code))


def is_plain(source: str) -> bool:
    """Return whether a cell is Python alone, so that its names can be told."""
    return mentioned_names(source) is not None


@lru_cache(1_000)
def read_names(source: str) -> frozenset[str]:
    """Return the global names that a cell reads before it binds them itself."""
    read: set[str] = set()
    bound: set[str] = set()
    for statement in ast.parse(source).body:
        code = compile(ast.Module([statement], []), "<cell>", "exec", ASYNC)
        loop = statement.target if isinstance(statement, (ast.For, ast.AsyncFor)) else None
        read |= set(names_in(code, LOADS)) - bound - set(_targets(loop))
        if isinstance(statement, CERTAIN):
            bound |= _stored(code)
    return frozenset(read)


@lru_cache(1_000)
def certain_names(source: str) -> frozenset[str]:
    """Return the global names that a cell binds whenever it comes to its end."""
    certain = [statement for statement in ast.parse(source).body if isinstance(statement, CERTAIN)]
    return frozenset(_stored(compile(ast.Module([*certain], []), "<cell>", "exec", ASYNC)))


def _stored(code: CodeType) -> set[str]:
    """The names that code binds itself: what a class inside it binds are attributes."""
    return {step.argval for step in dis.get_instructions(code) if step.opname == "STORE_NAME"}


def _targets(target: ast.AST | None) -> Iterator[str]:
    nodes = ast.walk(target) if target else ()
    return (node.id for node in nodes if isinstance(node, ast.Name))


def names_in(code: CodeType, steps: tuple[str, ...] = ("_NAME", "_GLOBAL")) -> Iterator[str]:
    """Yield the global names that code, and code inside it, handles in these ways."""
    for step in dis.get_instructions(code):
        if step.opname.startswith(steps) or step.opname.endswith(steps):
            yield step.argval
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from names_in(constant, steps)


def _parsed(source: str) -> ast.Module:
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return ast.Module([], [])
