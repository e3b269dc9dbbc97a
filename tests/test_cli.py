"""`cardpm`: its help, its errors, its exit codes."""

import json
import shutil
from pathlib import Path

import pytest

from course.cli import COMMANDS, main

ROOT = Path(__file__).parent.parent


def test_help_names_every_command(capsys) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    said = capsys.readouterr().out
    for command in COMMANDS:
        assert command in said


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_tells_what_it_does_with_an_example(command, capsys) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert stopped.value.code == 0
    said = " ".join(capsys.readouterr().out.split())
    assert f"Example: cardpm {command}" in said


@pytest.mark.parametrize("command", ["demo", "build", "release", "prove"])
def test_outside_the_course_the_next_step_is_named(command, tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([command]) == 2
    said = capsys.readouterr().err
    assert said == (
        f"cardpm {command}: this is not the course's folder: "
        "cd to the clone that holds course/lessons.\n"
    )


def test_an_unknown_lesson_is_one_sentence(monkeypatch, capsys) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["build", "77"]) == 2
    said = capsys.readouterr().err
    assert "There is no lesson '77'" in said and "02_finance_and_regulation" in said
    assert "Traceback" not in said and said.count("\n") == 1


@pytest.fixture
def small_course(tmp_path, monkeypatch) -> Path:
    """A course folder with the tiny lesson only."""
    tiny = ROOT / "tests" / "tiny_lesson" / "97_tiny_lesson"
    shutil.copytree(tiny, tmp_path / "course" / "lessons" / tiny.name)
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_build_writes_once_and_checks(small_course, capsys) -> None:
    assert main(["build", "--check"]) == 1
    assert main(["build"]) == 0
    assert main(["build"]) == 0
    assert main(["build", "--check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(": ")[1] for line in lines] == [
        "STALE, run cardpm build",
        "written",
        "unchanged",
        "fresh",
    ]


@pytest.mark.slow
def test_release_refuses_a_stale_source(small_course, capsys) -> None:
    assert main(["release"]) == 2
    assert "run `cardpm build 97`" in capsys.readouterr().err


@pytest.mark.slow
def test_release_stops_at_a_leak_and_keeps_what_was_there(small_course, capsys) -> None:
    lesson = small_course / "course" / "lessons" / "97_tiny_lesson" / "lesson.py"
    lesson.write_text(
        lesson.read_text().replace(
            'print(f"A worked', 'raise ValueError("the minimum due is negative")\nprint(f"A worked'
        )
    )
    assert main(["build"]) == 0
    assert main(["release"]) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert "LEAKS" in said and 'raise ValueError("the minimum due is negative")' in said
    assert not (small_course / "release").exists()
    assert not (small_course / "dist").exists()


@pytest.mark.slow
def test_prove_exits_by_what_it_finds(small_course, capsys) -> None:
    assert main(["prove", "97"]) == 0
    said = capsys.readouterr().out
    assert "8/8" in said and "100.0%" in said
    assert main(["prove", "97", "--no-mutants", "--json"]) == 0
    tasks = json.loads(capsys.readouterr().out)["97_tiny_lesson"]
    assert sum(task["caught"] for task in tasks) == sum(task["wrong"] for task in tasks) == 8
    answers = small_course / "course" / "lessons" / "97_tiny_lesson" / "answers.py"
    answers.write_text(answers.read_text().replace('told="a daily rate"', 'told="nonsense"', 1))
    assert main(["prove", "97", "--no-mutants"]) == 1
    assert "is not told 'nonsense'" in " ".join(capsys.readouterr().out.split())
