"""`cardpm similar`: on a screen, as JSON, as a page; with nobody, with files nobody can read."""

import json
import shutil
from pathlib import Path

import pytest

from course.cli import main

from .small_class import disguised, notebook
from .test_pairs import OTHER, STUB, WORKED

ROOT = Path(__file__).parents[2]
NAME = "02_finance_and_regulation"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "course" / "lessons" / NAME).mkdir(parents=True)
    (tmp_path / "course" / "lessons" / NAME / "lesson.py").touch()
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    write(tmp_path / "release" / NAME, STUB)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, source: str) -> None:
    folder.mkdir(parents=True)
    (folder / f"{NAME}.ipynb").write_text(notebook({"interest": source}))


@pytest.fixture
def class_of_three(course: Path) -> Path:
    for student, source in (("ada", WORKED), ("ben", disguised(WORKED)), ("cai", OTHER)):
        write(course / "submitted" / student / NAME, source)
    return course


def test_the_screen_names_the_pair_and_says_that_it_is_no_verdict(class_of_three, capsys) -> None:
    assert main(["similar", "02"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "ada · ben" in said and "cai" not in said
    assert "not a verdict" in said and "nobody can tell what is commonplace" in said
    assert "what both wrote is underlined" in said


def test_json_is_all_of_it(class_of_three, capsys) -> None:
    (class_of_three / "submitted" / "dan" / NAME).mkdir(parents=True)
    (class_of_three / "submitted" / "dan" / NAME / f"{NAME}.ipynb").write_text("no notebook")
    assert main(["similar", "02", "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert told["assignment"] == NAME and told["students"] == 3
    assert told["unreadable"] == ["dan"] and "not a verdict" in told["note"]
    (pair,) = told["pairs"]
    assert pair["students"] == ["ada", "ben"] and min(pair["unusual"]) > 0.8
    assert [task["task"] for task in pair["tasks"]] == ["interest"]


def test_the_page_shows_them_side_by_side_and_runs_nothing(class_of_three, capsys) -> None:
    trick = WORKED + "\n# <script>alert(1)</script>"
    shutil.rmtree(class_of_three / "submitted" / "ada")
    write(class_of_three / "submitted" / "ada" / NAME, trick)
    assert main(["similar", "02", "--html", "page.html"]) == 0
    page = (class_of_three / "page.html").read_text()
    assert "ada · ben" in page and "<mark>" in page and "not a verdict" in page
    assert "<script" not in page and "http" not in page


def test_a_link_is_not_followed(class_of_three, capsys) -> None:
    folder = class_of_three / "submitted" / "eve" / NAME
    folder.mkdir(parents=True)
    (folder / f"{NAME}.ipynb").symlink_to(class_of_three / "submitted/ada" / NAME / f"{NAME}.ipynb")
    assert main(["similar", "02", "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert told["students"] == 3 and told["unreadable"] == ["eve"]


def test_one_student_is_nothing_to_compare(course, capsys) -> None:
    write(course / "submitted" / "ada" / NAME, WORKED)
    assert main(["similar", "02"]) == 0
    assert "1 readable submissions, so nothing to compare" in capsys.readouterr().out


def test_without_a_release_the_next_step_is_named(course, capsys) -> None:
    shutil.rmtree(course / "release")
    assert main(["similar", "02"]) == 2
    assert "run cardpm release 02 first" in capsys.readouterr().err


def test_a_page_is_of_one_lesson(course, capsys) -> None:
    (course / "course" / "lessons" / "03_other").mkdir()
    (course / "course" / "lessons" / "03_other" / "lesson.py").touch()
    assert main(["similar", "--html", "page.html"]) == 2
    assert "name it" in capsys.readouterr().err
