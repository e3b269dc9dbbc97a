"""The leak check finds a planted secret wherever students could read it."""

import zipfile
from pathlib import Path

import pytest

from course.press.lesson import find_lessons, read_lesson
from course.publishing.kit import build_kit
from course.publishing.leaks import (
    archive_files,
    find_leaks,
    notebook_files,
    secret_lines,
    shown_lines,
    telling_lines,
)

SECRETS = {"secret_months_in_year = 12"}


def test_secrets_are_solutions_hidden_checks_and_memo(tiny: Path) -> None:
    secrets = secret_lines(read_lesson(tiny))
    assert "secret_months_in_year = 12" in secrets
    assert "The secret reference memo says that nobody should launch this card." in secrets
    assert any("negative minimum" in line for line in secrets)
    assert 'check("late_fee").on(30.0, 20.0).gives(' not in secrets
    assert "def late_fee(fee: float, minimum_due: float) -> float:" not in secrets


@pytest.mark.parametrize(
    ("path", "text", "says"),
    [
        ("release/a.py", "x\n    secret_months_in_year = 12\n", "secret_months"),
        ("release/a.py", "### BEGIN SOLUTION", "BEGIN SOLUTION"),
        ("release/a.py", "### BEGIN HIDDEN TESTS", "BEGIN HIDDEN TESTS"),
        ("course/lessons/97/lesson.py", "", "must not receive"),
        ("kit/answers.py", "", "must not receive"),
        ("tests/oracles/test_02.py", "", "must not receive"),
    ],
)
def test_a_planted_leak_is_found(path: str, text: str, says: str) -> None:
    assert any(says in leak.line for leak in find_leaks([(path, text)], SECRETS))


def test_a_clean_file_has_no_leak() -> None:
    assert list(find_leaks([("release/a.py", "months_in_year = 12")], SECRETS)) == []


def test_archives_inside_archives_are_read(tmp_path: Path) -> None:
    inner = tmp_path / "inner.whl"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("course/x.py", "secret_months_in_year = 12")
    outer = tmp_path / "kit.zip"
    with zipfile.ZipFile(outer, "w") as archive:
        archive.write(inner, "kit/inner.whl")
    assert [leak.file for leak in find_leaks(archive_files(outer), SECRETS)] == ["course/x.py"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["inner.whl", "kit.zip"]


def all_secrets(root: Path) -> set[str]:
    """What no student may read: secrets of every lesson, and the oracles."""
    secrets: set[str] = set()
    shown: set[str] = set()
    for folder in find_lessons(root / "course" / "lessons"):
        lesson = read_lesson(folder)
        secrets |= secret_lines(lesson)
        shown |= shown_lines(lesson)
    oracles: set[str] = set()
    for path in (root / "tests" / "oracles").rglob("*.py"):
        # Names of libraries and pytest's habits are no secret; an oracle's sentences are long.
        oracles |= {line for line in telling_lines(path.read_text()) if len(line) > 50}
    assert len(oracles) > 100
    # An oracle repeats the signature it judges, which students see in the stub.
    return secrets | (oracles - shown)


def test_the_release_leaks_nothing(root: Path) -> None:
    secrets = all_secrets(root)
    assert len(secrets) > 100
    assert list(find_leaks(notebook_files(root / "release"), secrets)) == []


def test_the_source_would_be_found(root: Path) -> None:
    """The same check on source/, which holds everything, must find plenty."""
    assert len(list(find_leaks(notebook_files(root / "source"), all_secrets(root)))) > 50


@pytest.mark.slow
def test_the_kit_and_its_wheel_leak_nothing(root: Path, tmp_path: Path) -> None:
    names = [folder.name for folder in find_lessons(root / "course" / "lessons")]
    kit = build_kit(root, names, tmp_path)
    files = dict(archive_files(kit))
    assert list(find_leaks(files.items(), all_secrets(root))) == []
    assert "course/feedback/__init__.py" in files and "course/bank/__init__.py" in files
    for name in names:
        assert f"cardpm-student-kit/{name}/{name}.ipynb" in files
    assert "--hash=sha256:" in files["cardpm-student-kit/requirements.txt"]
    assert "start.py" in files["cardpm-student-kit/START_HERE.md"]


@pytest.mark.slow
def test_the_kit_is_the_same_bytes_each_time(root: Path, tmp_path: Path) -> None:
    first = build_kit(root, [], tmp_path / "first").read_bytes()
    assert build_kit(root, [], tmp_path / "second").read_bytes() == first
