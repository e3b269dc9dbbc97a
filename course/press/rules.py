"""Rules for answer and check cells, so that nbgrader's scoring traps cannot be stepped into.

nbgrader gives full points to a check cell that ends in a bare ``False`` and partial credit to one
that ends in a number. So a check cell may only hold sentences that raise or return ``None``.
"""

import ast
from collections.abc import Iterator

from course.press.errors import LessonError
from course.press.lesson import Check, Lesson, Task

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
ENDINGS = {"gives", "gives_rows", "refuses", "satisfies", "leaves_inputs_alone", "draws"}


def require_rules(lesson: Lesson) -> None:
    """Raise LessonError for the first answer or check cell that breaks a rule."""
    functions = {task.function for task in lesson.tasks}
    for task in lesson.tasks:
        _require_answer(task, lesson.name)
        for check in task.checks:
            for fault in check_faults(check, functions):
                raise LessonError(f"{lesson.name}: check {check.id}: {fault}")


def check_faults(check: Check, functions: set[str]) -> Iterator[str]:
    """Yield what is wrong with a check cell, one sentence each.

    Parameters
    ----------
    check : Check
    functions : set of str
        The names students define; a check never calls them directly.
    """
    try:
        body = ast.parse(check.source).body
    except SyntaxError as error:
        yield f"line {error.lineno} is not Python: {error.msg}."
        return
    if ast.get_docstring(ast.Module(body, [])) is None:
        yield "it opens with a one-line docstring that says what it looks at."
        return
    if "\n" in (ast.get_docstring(ast.Module(body, [])) or ""):
        yield "its docstring has one line."
    for node in ast.walk(ast.Module(body, [])):
        if isinstance(node, ast.Name) and node.id in functions:
            yield f"it names {node.id}; a check never calls a function that students write."
    starts = list(_statement_faults(body[1:], check.hidden))
    yield from starts
    if not starts and not any(_chain(node) for node in ast.walk(ast.Module(body, []))):
        yield "it checks nothing; write a sentence that starts with check(…)."


def _statement_faults(body: list[ast.stmt], hidden: bool) -> Iterator[str]:
    for statement in body:
        match statement:
            case ast.Assign(targets=targets):
                names = [n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)]
                yield from _name_faults(names)
            case ast.For(target=target, body=inner, orelse=[]):
                yield from _name_faults(n.id for n in ast.walk(target) if isinstance(n, ast.Name))
                yield from _statement_faults(inner, hidden)
            case ast.Expr(value=ast.Call() as call):
                yield from _chain_faults(call, hidden)
            case _:
                yield (
                    f"line {statement.lineno} is no assignment, loop or check sentence; "
                    "a bare value at the end would change the score."
                )


def _name_faults(names: Iterator[str] | list[str]) -> Iterator[str]:
    for name in names:
        if not name.startswith("_"):
            yield f"the name {name} needs a leading underscore, or it hides a student's name."


def _chain_faults(call: ast.Call, hidden: bool) -> Iterator[str]:
    chain = _chain(call)
    wanted = "hidden_check" if hidden else "check"
    if not chain or chain[0] != wanted:
        yield f"line {call.lineno}: a sentence of this cell starts with {wanted}(…)."
    elif chain[-1] not in ENDINGS:
        yield f"line {call.lineno}: a sentence ends in one of {', '.join(sorted(ENDINGS))}."
    elif hidden and "case" not in chain:
        yield f"line {call.lineno}: a hidden check names its case: .case('…')."


def _chain(node: ast.AST) -> list[str]:
    """Return the names of ``check(…).on(…).gives(…)`` in order, empty for anything else."""
    names: list[str] = []
    while isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute):
            names.append(node.func.attr)
            node = node.func.value
        elif isinstance(node.func, ast.Name) and node.func.id in {"check", "hidden_check"}:
            return [node.func.id, *reversed(names)]
        else:
            break
    return []


def _require_answer(task: Task, name: str) -> None:
    where = f"{name}: answer {task.slug!r}"
    if task.answer.count(BEGIN) != 1 or task.answer.count(END) != 1:
        raise LessonError(f"{where} needs exactly one {BEGIN} and one {END}.")
    try:
        body = ast.parse(task.answer).body
    except SyntaxError as error:
        raise LessonError(f"{where} is not Python in line {error.lineno}: {error.msg}.") from None
    functions = [node for node in body if isinstance(node, ast.FunctionDef)]
    if len(body) != 1 or [node.name for node in functions] != [task.function]:
        raise LessonError(f"{where} defines one function, {task.function}, and nothing else.")
    signature = functions[0]
    arguments = [*signature.args.posonlyargs, *signature.args.args, *signature.args.kwonlyargs]
    if signature.returns is None or any(argument.annotation is None for argument in arguments):
        raise LessonError(f"{where}: every argument and the return value has a type.")
    if not ast.get_docstring(signature):
        raise LessonError(f"{where}: the stub has a docstring (arguments, units, return value).")
