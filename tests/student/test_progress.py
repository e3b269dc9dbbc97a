"""`cardpm progress`: what passes now, and that it never promises more."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

from course.cli import main
from course.student.place import GUIDE
from course.student.progress import CHANGED, progress
from tests.student.small import DOUBLE, SQUARE, write_small

ROOT = Path(__file__).parent.parent.parent
REST = "2 hidden checks worth 6 points and the memo (4 points, {}) wait for grading"
MEMO = {"decision-memo": "Launch it not."}


def says(path: Path, seconds: float = 60) -> dict[str, str]:
    return {tried.check.id: tried.says for tried in progress(path, seconds).tried}


def test_an_untouched_notebook_is_not_run(tmp_path, monkeypatch) -> None:
    monkeypatch.delattr("course.student.progress._run")
    made = progress(write_small(tmp_path), 60)
    assert made.summary == f"0 of 2 visible checks pass; {REST.format('not written yet')}"
    assert {tried.says for tried in made.tried} == {"Not attempted."}


@pytest.mark.slow
def test_right_and_wrong_answers_are_told_apart(tmp_path) -> None:
    wrong = {"double": DOUBLE, "square": "def square(x):\n    return x + x"}
    made = progress(write_small(tmp_path, wrong), 60)
    assert [tried.passes for tried in made.tried] == [True, False]
    told = "Not yet right: square(3.0) returned 6.0; 9.0 was expected."
    assert made.tried[1].says == told
    assert made.tasks_passing == ["double"]
    assert made.summary.startswith("1 of 2 visible checks pass; 2 hidden checks")


@pytest.mark.slow
def test_with_everything_right_it_says_what_is_still_to_come(tmp_path) -> None:
    path = write_small(tmp_path, {"double": DOUBLE, "square": SQUARE, **MEMO})
    before = path.read_bytes()
    made = progress(path, 60)
    assert made.summary == f"2 of 2 visible checks pass; {REST.format('written')}"
    assert "all" not in made.summary.split()
    assert path.read_bytes() == before, "the student's file is only read"


@pytest.mark.slow
def test_a_cell_that_fails_or_changes_a_check_is_named(tmp_path) -> None:
    path = write_small(tmp_path, {"double": "def double(x:\n", "square": SQUARE})
    notebook = nbformat.read(path, 4)
    notebook.cells[-3].source = "pass"  # the check of square
    nbformat.write(notebook, path)
    told = says(path)
    assert told["double--three"].startswith("In your cell: SyntaxError: ")
    assert told["square--three"] == CHANGED


@pytest.mark.slow
def test_a_notebook_that_never_ends_is_stopped(tmp_path) -> None:
    """Even one that will not be interrupted; what ran before counts."""
    deaf = "while True:\n    try:\n        while True: pass\n    except KeyboardInterrupt: pass"
    path = write_small(tmp_path, {"double": DOUBLE, "square": deaf})
    start = time.monotonic()
    told = says(path, 6)
    assert time.monotonic() - start < 25
    assert told["double--three"] == ""
    assert "ran too long" in told["square--three"] or "took longer" in told["square--three"]


@pytest.mark.slow
def test_a_notebook_that_ends_python_is_told_so(tmp_path) -> None:
    path = write_small(tmp_path, {"double": DOUBLE, "square": "import os; os._exit(1)"})
    told = says(path)
    assert told["double--three"] == "" and "ended Python" in told["square--three"]


@pytest.fixture
def kit(tmp_path, monkeypatch) -> Path:
    write_small(tmp_path / "02", {})
    shutil.move(tmp_path / "02" / "02_small", tmp_path / "02_small")
    write_small(tmp_path, {"double": DOUBLE})
    (tmp_path / GUIDE).write_text("Start here")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
def test_the_table_and_the_json_say_the_same(kit, capsys) -> None:
    assert main(["progress", "02"]) == 0
    table = " ".join(capsys.readouterr().out.split())
    assert "double three 2 passes" in table and "square three 2 Not attempted" in table
    assert "1 of 2 visible checks pass" in table
    assert main(["progress", "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["notebooks"]
    assert [check["passes"] for check in told["checks"]] == [True, False]
    assert told["waiting"] == {
        "hidden_checks": 2,
        "hidden_points": 6.0,
        "memo_points": 4.0,
        "memo_written": False,
    }


def test_an_unreadable_notebook_does_not_hide_the_others(kit, capsys) -> None:
    (kit / "03_broken").mkdir()
    (kit / "03_broken" / "03_broken.ipynb").write_text("")
    write_small(kit)  # untouched, so nothing is run
    assert main(["progress"]) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert "Small things" in said and "not begun" in said and "cannot be read" in said


def test_an_output_with_a_small_alphabet_is_no_error(kit) -> None:
    """A Windows program that writes into a file, say."""
    write_small(kit)
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "course.cli", "progress"]
    done = subprocess.run(command, cwd=kit, env=environment, capture_output=True)
    assert done.returncode == 0 and b"not begun" in done.stdout
