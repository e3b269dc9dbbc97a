"""What is built equals what is committed, byte for byte."""

from pathlib import Path

import pytest

from course.press.build import is_fresh, source_path
from course.press.lesson import find_lessons
from course.publishing.release import generate

ROOT = Path(__file__).parent.parent
LESSONS = find_lessons(ROOT / "course" / "lessons")


@pytest.mark.parametrize("folder", LESSONS, ids=lambda folder: folder.name)
def test_source_is_fresh(folder: Path) -> None:
    assert is_fresh(folder, ROOT / "source"), f"run: cardpm build {folder.name[:2]}"


@pytest.mark.slow
@pytest.mark.parametrize("folder", LESSONS, ids=lambda folder: folder.name)
def test_release_is_fresh(folder: Path, tmp_path: Path) -> None:
    made = generate(
        source_path(folder, ROOT / "source").parent, tmp_path, ROOT / "nbgrader_config.py"
    )
    committed = ROOT / "release" / folder.name
    names = {path.name for path in made.iterdir()}
    assert names == {path.name for path in committed.iterdir()}
    for name in names:
        same = (made / name).read_bytes() == (committed / name).read_bytes()
        assert same, f"run: cardpm release {folder.name[:2]}"


def test_nothing_is_built_without_a_lesson() -> None:
    names = {folder.name for folder in LESSONS}
    for built in ("source", "release"):
        assert {path.name for path in (ROOT / built).iterdir()} == names
