"""Tampering with what runs and judges a cell: IPython, builtins, modules, course.feedback."""

from .changes_of_attacks import adds_check, edits_check, unlocks_check
from .corpus import WRONG, Attack, forging

SHELL = "shell = get_ipython()\n"
RAISES = "def double(amounts):\n    raise RuntimeError('wrong')"
HANDLER = "shell.set_custom_exc((BaseException,), lambda *a, **k: [])\n"
TRACEBACK = """
shell.showtraceback = shell._showtraceback = lambda *a, **k: None
type(shell).showtraceback = type(shell)._showtraceback = lambda *a, **k: None
"""
TRANSFORMER = """
def empty(lines):
    return ["pass\\n"] if any("double" in line for line in lines) else lines
shell.input_transformers_post.append(empty)
shell.input_transformer_manager.cleanup_transforms.append(empty)
"""
AST = """
import ast
class NoAsserts(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()
    def visit_Expr(self, node):
        return ast.Pass()
shell.ast_transformers.append(NoAsserts())
"""
RUN_CELL = """
def run_cell(*anything, **more):
    return shell.real("pass")
shell.real = shell.run_cell
type(shell).run_cell = run_cell
type(shell).run_cell_async = run_cell
"""
DISPLAY = """
import sys
class Points:
    def __repr__(self):
        return "5"
sys.displayhook = lambda value: None
shell.display_formatter.format = lambda *a, **k: ({"text/plain": "5"}, {})
shell.events.register("post_run_cell", lambda result: setattr(result, "error_in_exec", None))
"""
BUILTINS = """
import builtins
class Quiet(Exception):
    pass
builtins.AssertionError = Quiet
builtins.round = builtins.abs = lambda *a: 1482294
builtins.all = builtins.isinstance = lambda *a: True
builtins.AssertionError.__new__ = lambda *a: None
"""
FEEDBACK = """
import course.feedback, course.feedback.checks, sys
class Yes:
    def __getattr__(self, name):
        return lambda *a, **k: self
for module in [m for n, m in sys.modules.items() if n.startswith("course.feedback")]:
    for name in ("check", "hidden_check"):
        setattr(module, name, lambda *a, **k: Yes())
check = hidden_check = lambda *a, **k: Yes()
"""
TESTING = """
import pandas as pd, numpy as np, sys
pd.testing.assert_frame_equal = np.testing.assert_allclose = lambda *a, **k: None
sys.modules["pandas.testing"].assert_frame_equal = lambda *a, **k: None
pd = None
summary = None
"""
ATEXIT = """
import atexit, os, threading, json, time
def later():
    for name in os.listdir("."):
        if name.endswith(".ipynb"):
            nb = json.load(open(name))
            for cell in nb["cells"]:
                cell["outputs"] = []
            json.dump(nb, open(name, "w"))
atexit.register(later)
threading.Thread(target=lambda: (time.sleep(1), later())).start()
"""
OUTPUTS = forging(
    """
if "outputs" in answer:
    answer["outputs"] = [{"output_type": "execute_result", "data": {"text/plain": "5"},
                          "metadata": {}, "execution_count": 1}]
return answer
"""
)
SITE = b"import builtins\nbuiltins.AssertionError = type('Quiet', (BaseException,), {})\n"
MODULE = b"""
def check(*a, **k):
    return type("Yes", (), {"__getattr__": lambda self, name: lambda *a, **k: self})()
hidden_check = check
"""

ATTACKS = [
    Attack("ipython-assert", "AssertionError and builtins replaced", WRONG, BUILTINS),
    Attack("ipython-ast", "an AST transformer that removes the checks", WRONG, SHELL + AST),
    Attack("ipython-atexit", "edits the graded notebook afterwards", WRONG, ATEXIT),
    Attack("ipython-display", "a display hook that prints points", WRONG, SHELL + DISPLAY),
    Attack("ipython-feedback", "course.feedback that always agrees", WRONG, FEEDBACK),
    Attack("ipython-handler", "an exception handler that swallows", RAISES, SHELL + HANDLER),
    Attack("ipython-outputs", "points as the output of a cell", WRONG, OUTPUTS),
    Attack("ipython-run-cell", "run_cell that runs nothing", WRONG, SHELL + RUN_CELL),
    Attack("ipython-testing", "pandas.testing that asserts nothing", table=TESTING, points=7),
    Attack("ipython-traceback", "errors that are not shown", WRONG, SHELL + TRACEBACK),
    Attack("ipython-transformer", "input that becomes `pass`", WRONG, SHELL + TRANSFORMER),
    Attack("ipython-x-edited", "a check cell rewritten", WRONG, change=edits_check),
    Attack("ipython-x-unlocked", "a check relabelled as an answer", WRONG, change=unlocks_check),
    Attack("ipython-x-worth", "a second check worth 100 points", WRONG, change=adds_check),
    Attack(
        "ipython-y-files",
        "modules beside the notebook shadow the course's",
        WRONG,
        files={"sitecustomize.py": SITE, "course.py": MODULE, "pandas.py": MODULE},
    ),
]
