"""A student's verbs need the libraries of the student's environment only."""

import importlib.metadata
import importlib.util
import sys
from pathlib import Path

import pytest

from tests.test_house import imports

ROOT = Path(__file__).parent.parent.parent


def libraries(module: str, seen: set[str]) -> set[str]:
    """The top-level names that a module of the course, and what it imports of the course, need."""
    if module in seen:
        return set()
    seen.add(module)
    found = set()
    for name in imports(Path(importlib.util.find_spec(module).origin).read_text()):
        if name.startswith("course."):
            while not _is_module(name):
                name = name.rpartition(".")[0]  # it was a name in a module
            found |= libraries(name, seen)
        else:
            found.add(name.partition(".")[0])
    return found - set(sys.stdlib_module_names)


def _is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


def foreign(verb: str) -> set[str]:
    """The distributions that a verb imports and the student's pins do not name."""
    lines = (ROOT / "requirements" / "student.txt").read_text().splitlines()
    pinned = {line.partition("==")[0].lower() for line in lines if "==" in line}
    owners = importlib.metadata.packages_distributions()
    needed = libraries(f"course.commands.{verb}", set())
    assert needed, "a verb that needs nothing was not read"
    return {name for name in needed if not {o.lower() for o in owners[name]} & pinned}


@pytest.mark.parametrize("verb", ["start", "progress", "submit"])
def test_a_students_verb_needs_a_students_libraries_only(verb) -> None:
    assert foreign(verb) == set()


def test_an_instructors_verb_is_found_out() -> None:
    assert "jupytext" in foreign("build")
