"""What the package itself says: the sentences of `course.feedback`, the student's guide."""

import ast
from collections.abc import Iterator
from pathlib import Path

from course.translation.notebook import Passage
from course.translation.prose import markdown_passages

SENTENCE, GUIDE, STUB = "sentence", "guide", "stub"
GUIDES = ("docs/START_HERE.md",)
# nbgrader's own words in a stub.
STUBS = ("YOUR CODE HERE",)
SPEAKERS = ("course/charts.py", "course/feedback/*.py")


def package_passages(root: Path) -> Iterator[Passage]:
    """Yield what a translator of the package has to translate, in order."""
    for pattern in SPEAKERS:
        for path in sorted(root.glob(pattern)):
            for text in sentences(path.read_text(encoding="utf-8"), path.stem == "sentences"):
                yield Passage(text, path.relative_to(root).as_posix(), SENTENCE)
    for text in STUBS:
        yield Passage(text, "nbgrader", STUB)
    for guide in GUIDES:
        written = (root / guide).read_text(encoding="utf-8")
        yield from (Passage(text, guide, GUIDE) for text in markdown_passages(written))


def sentences(source: str, with_constants: bool = False) -> Iterator[str]:
    """Yield the first argument of each ``say`` and ``mark``; of the constants too, when asked."""
    tree = ast.parse(source)
    if with_constants:
        for statement in tree.body:
            if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
                value = statement.value
                # The keys of a dict are looked up by code.
                parts = value.values if isinstance(value, ast.Dict) else [value]
                for node in (node for part in parts for node in ast.walk(part)):
                    if (
                        isinstance(node, ast.Constant)
                        and isinstance(node.value, str)
                        and node.value
                    ):
                        yield node.value
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("say", "mark")
            and node.args
            and isinstance(node.args[0], ast.Constant)
        ):
            yield str(node.args[0].value)
