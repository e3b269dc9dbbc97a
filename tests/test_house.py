"""The house: who may import whom. Each rule is tried on a planted fault too."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

COURSE = Path(__file__).parent.parent / "course"

# Each part of the package and the parts it may import; arrows run one way.
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "bank": set(),
    "language": set(),
    "charts": {"language"},
    "feedback": {"language"},
    "press": {"errors", "language"},
    "engine": {"feedback", "errors", "language"},
    "lms": {"errors", "grading", "language"},
    "grading": {"engine", "errors", "language"},
    "coursedir": {"errors", "language"},
    "student": {"errors", "feedback", "language"},
    "reporting": {"errors", "feedback", "charts", "grading", "language"},
    "similarity": {"errors", "grading", "language"},
    "proof": {"press", "language"},
    "translation": {"press", "errors", "feedback", "language"},
    "publishing": {"press", "coursedir", "language", "translation"},
    "site": {"errors", "press", "publishing"},
    "demo": {"press", "coursedir", "grading", "reporting", "language"},
    "commands": {
        *("errors", "press", "coursedir", "proof", "publishing", "demo", "reporting", "grading"),
        *("language", "lms", "similarity", "site", "student", "translation"),
    },
    "cli": {"errors", "language"},
}
# What a student's kernel loads stays light.
LIGHT = {"bank", "charts", "feedback", "language"}
LIGHT_LIBRARIES = {"numpy", "pandas", "matplotlib", "cycler", "IPython"}


def imports(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from [f"{node.module}.{alias.name}" for alias in node.names]


def faults(part: str, source: str) -> list[str]:
    found = []
    for name in imports(source):
        top, _, rest = name.partition(".")
        if top == "course" and rest:
            other = rest.split(".")[0]
            if other not in {part, *MAY_IMPORT[part]}:
                found.append(f"{part} imports course.{other}")
        elif top == "tests":
            found.append(f"{part} imports tests")
        elif part in LIGHT and top not in sys.stdlib_module_names | LIGHT_LIBRARIES | {"course"}:
            found.append(f"{part} imports {top}")
    return found


def modules() -> list[tuple[str, Path]]:
    paths = [p for p in COURSE.rglob("*.py") if "lessons" not in p.parts and p.parent != COURSE]
    paths += [p for p in COURSE.glob("*.py") if p.name != "__init__.py"]
    return [(path.relative_to(COURSE).parts[0].removesuffix(".py"), path) for path in paths]


def test_imports_run_one_way() -> None:
    checked = modules()
    assert {part for part, _ in checked} == set(MAY_IMPORT)
    assert [fault for part, path in checked for fault in faults(part, path.read_text())] == []


@pytest.mark.parametrize(
    ("part", "source"),
    [
        ("bank", "from course.press.text import Cell"),
        ("feedback", "import scipy"),
        ("press", "import course.proof.judge"),
        ("bank", "from tests.oracles import x"),
    ],
)
def test_a_planted_import_is_found(part: str, source: str) -> None:
    assert faults(part, source)


def test_lessons_use_bank_feedback_and_charts_only() -> None:
    for path in COURSE.glob("lessons/*/*.py"):
        for name in imports(path.read_text()):
            ours = name.startswith(("course.bank", "course.feedback", "course.charts"))
            light = name.split(".")[0] in LIGHT_LIBRARIES | sys.stdlib_module_names
            assert ours or light, f"{path.parent.name} imports {name}"


def test_no_module_is_a_junk_drawer() -> None:
    junk = {"utils", "helpers", "common", "misc", "tools"}
    assert not {path.stem for path in COURSE.rglob("*.py")} & junk
