"""What the package itself says: the sentences of its modules and pages, the student's guide."""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from course.translation.notebook import Passage
from course.translation.prose import markdown_passages

SENTENCE, GUIDE, STUB = "sentence", "guide", "stub"
GUIDES = ("docs/START_HERE.md",)
# nbgrader's own words in a stub.
STUBS = ("YOUR CODE HERE",)
SPEAKERS = (
    *("course/charts.py", "course/cli.py", "course/coursedir.py"),
    *("course/commands/*.py", "course/demo/*.py", "course/engine/*.py", "course/feedback/*.py"),
    *("course/grading/*.py", "course/lms/*.py", "course/press/*.py", "course/proof/*.py"),
    *("course/publishing/*.py", "course/reporting/*.py", "course/similarity/*.py"),
    "course/student/*.py",
)
TEMPLATES = ("course/reporting/templates/*.j2", "course/similarity/*.jinja")
SAID_IN_TEMPLATE = re.compile(r'\bsay\(("(?:[^"\\]|\\.)*")')


def package_passages(root: Path) -> Iterator[Passage]:
    """Yield what a translator of the package has to translate, in order."""
    for path in _matching(root, SPEAKERS):
        source, place = path.read_text(encoding="utf-8"), path.relative_to(root).as_posix()
        if path.parent.name == "commands" and "\nEXAMPLE" in source:
            about = ast.get_docstring(ast.parse(source)) or ""  # a verb's --help begins with it
            yield Passage(" ".join(about.split()), place, SENTENCE)
        for text in sentences(source, path.stem == "sentences"):
            yield Passage(text, place, SENTENCE)
    for path in _matching(root, TEMPLATES):
        for text in SAID_IN_TEMPLATE.findall(path.read_text(encoding="utf-8")):
            yield Passage(ast.literal_eval(text), path.relative_to(root).as_posix(), SENTENCE)
    yield from _goals(root)
    for text in STUBS:
        yield Passage(text, "nbgrader", STUB)
    for guide in GUIDES:
        written = (root / guide).read_text(encoding="utf-8")
        yield from (Passage(text, guide, GUIDE) for text in markdown_passages(written))


def _matching(root: Path, patterns: Iterable[str]) -> Iterator[Path]:
    for pattern in patterns:
        yield from sorted(root.glob(pattern))


def _goals(root: Path) -> Iterator[Passage]:
    """What the class report measures a class by: the competencies and the claims."""
    lessons = root / "course" / "lessons"
    for folder in sorted(lessons.glob("[0-9][0-9]_*")):
        title = folder.name[3:].replace("_", " ").capitalize()
        yield Passage(title, "course/lessons", SENTENCE)
    claims = lessons / "claims.toml"
    for claim in tomllib.loads(claims.read_text(encoding="utf-8"))["claim"]:
        yield Passage(claim["text"], claims.relative_to(root).as_posix(), SENTENCE)


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
