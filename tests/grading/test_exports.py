"""The files that Canvas, Moodle and spreadsheets import."""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook
from traitlets.config import Config

from course.cli import main
from course.lms import CanvasExport, MoodleExport, TableExport
from course.lms.exporting import LmsExport
from course.lms.marks import ExportError
from course.lms.spreadsheet import plain, points

from .course_of_malformed import nbgrader
from .small_class import LESSON, cardpm, db_url, hand_in

LESSONS = ("01_fees", "02_rates")
BOM = b"\xef\xbb\xbf"
# id, first name, last name, email, Canvas id, points of check and memo (None: waits), penalty
ROWS: list[tuple[Any, ...]] = [
    ("ada", "Ada", "Lovelace", "ada@example.edu", "101", 4.0, 7.258, 0.0),
    ("evil", '=cmd|"/c calc"!A1', "O'Neil, Jr.", "e@example.edu", "102", 5.0, 2.0, 1.5),
    ("late", "Bob", '"Bobby" Ray', "late@example.edu", "103", 1.0, 0.0, 4.0),
    ("wang", "小明", "王", "wang@example.edu", "104", 5.0, 9.0, 0.0),
]
WANTED = {"101": "11.26", "102": "5.5", "103": "0", "104": "14"}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two lessons of 15 points; everybody graded in the first, only Ada in the second."""
    path = tmp_path_factory.mktemp("graded") / "gradebook.db"
    with Gradebook(f"sqlite:///{path}") as opened:
        for lesson in LESSONS:
            opened.add_assignment(lesson)
            opened.add_notebook(lesson, lesson)
            for cell, worth in (("check", 5), ("memo", 10)):
                opened.add_grade_cell(cell, lesson, lesson, max_score=worth, cell_type="code")
            opened.add_solution_cell("memo-text", lesson, lesson)
        for student, first, last, email, number, check, memo, penalty in ROWS:
            name = {"first_name": first, "last_name": last}
            opened.add_student(student, email=email, lms_user_id=number, **name)
            grade(opened, LESSONS[0], student, check, memo, penalty)
        grade(opened, LESSONS[1], "ada", 3.0, 3.0)
        opened.add_student("absent")
    return path


@pytest.fixture
def gradebook(graded: Path, tmp_path: Path) -> Iterator[Gradebook]:
    """A copy of it that a test may change."""
    with Gradebook(f"sqlite:///{shutil.copy(graded, tmp_path)}") as opened:
        yield opened


def grade(
    gradebook: Gradebook,
    lesson: str,
    student: str,
    check: float,
    memo: float | None,
    off: float = 0,
) -> None:
    gradebook.add_submission(lesson, student)
    for name, score in (("check", check), ("memo", memo)):
        found = gradebook.find_grade(name, lesson, lesson, student)
        found.manual_score, found.needs_manual_grade = score, score is None
    gradebook.find_submission_notebook(lesson, lesson, student).late_submission_penalty = off
    gradebook.db.commit()


def exported(
    kind: type[LmsExport], gradebook: Gradebook, to: Path, *lessons: str, **options: Any
) -> list[list[str]]:
    config = Config()
    config.CourseDirectory.root = str(to.parent)
    exporter = kind(config=config, to=str(to), assignment=list(lessons or LESSONS[:1]), **options)
    exporter.export(gradebook)
    return rows(to)


def rows(path: Path) -> list[list[str]]:
    raw = path.read_bytes()
    assert raw.startswith(BOM) and raw.count(BOM) == 1
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def canvas_reads(table: list[list[str]]) -> tuple[dict[str, list[str]], list[str], list[str]]:
    """Scores by Canvas id, assignments, their points; by the rules of Canvas's own importer.

    instructure/canvas-lms, lib/gradebook_importer.rb: `row_has_student_headers?`,
    `update_column_count`, `header?`, `check_for_non_student_row`, `process_student`.
    """
    header, possible, *students = table
    assert "Student" in header[0] and "ID" in header[1] and len(header) > 3
    assert re.search(r"SIS\s+User\s+ID", header[2]) and re.search(r"SIS\s+Login\s+ID", header[3])
    assert "Section" in header[4]
    assert "Points Possible" in possible[0]
    assert not any(row[0].strip() == "" for row in students)
    return {row[1]: row[5:] for row in students}, header[5:], possible[5:]


def test_canvas_reads_our_file(gradebook: Gradebook, tmp_path: Path) -> None:
    scores, lessons, worth = canvas_reads(exported(CanvasExport, gradebook, tmp_path / "c.csv"))
    assert (lessons, worth) == (["01_fees"], ["15"])
    assert scores == {number: [score] for number, score in WANTED.items()}


def test_canvas_knows_an_assignment_by_the_name_we_are_told(
    gradebook: Gradebook, tmp_path: Path
) -> None:
    table = exported(CanvasExport, gradebook, tmp_path / "c.csv", column="Fees (4711)")
    assert canvas_reads(table)[1] == ["Fees (4711)"]
    with pytest.raises(ExportError, match="give one lesson"):
        exported(CanvasExport, gradebook, tmp_path / "d.csv", *LESSONS, column="Fees (4711)")


def test_canvas_gets_several_lessons_in_one_file(gradebook: Gradebook, tmp_path: Path) -> None:
    table = exported(CanvasExport, gradebook, tmp_path / "c.csv", *LESSONS)
    scores, lessons, worth = canvas_reads(table)
    assert (lessons, worth) == (list(LESSONS), ["15", "15"])
    assert (scores["101"], scores["104"]) == (["11.26", "6"], ["14", ""])


def test_names_stay_what_they_are_but_never_run(gradebook: Gradebook, tmp_path: Path) -> None:
    names = [row[0] for row in exported(CanvasExport, gradebook, tmp_path / "c.csv")[2:]]
    assert names == [
        "Lovelace, Ada",
        'O\'Neil, Jr., =cmd|"/c calc"!A1',
        '"Bobby" Ray, Bob',
        "王, 小明",
    ]
    moodle = exported(MoodleExport, gradebook, tmp_path / "m.csv")
    assert [row[1] for row in moodle[1:]] == ["Ada", '\'=cmd|"/c calc"!A1', "Bob", "小明"]


def moodle_reads(table: list[list[str]]) -> dict[str, list[str]]:
    """Cells by email address, as Moodle maps them.

    moodle/moodle, grade/import/csv/classes/load_data.php: an empty cell of the identifying column
    leaves the student of the row above, who then gets this row's grade.
    """
    found: dict[str, list[str]] = {}
    student = ""
    for row in table[1:]:
        student = row[0].strip() or student
        assert student not in found, "a grade would be written over"
        found[student] = row[3:]
    return found


def test_moodle_reads_our_file(gradebook: Gradebook, tmp_path: Path) -> None:
    comment = gradebook.find_comment("memo-text", LESSONS[0], LESSONS[0], "evil")
    comment.manual_comment = '=Clear, but "cheap"\nfor whom?'
    gradebook.db.commit()
    table = exported(MoodleExport, gradebook, tmp_path / "m.csv")
    header = ["Email address", "First name", "Last name", "01_fees", "01_fees feedback"]
    assert table[0] == header
    late = "Late: {} points taken off."
    assert moodle_reads(table) == {
        "ada@example.edu": ["11.26", ""],
        "e@example.edu": ["5.5", f'\'=Clear, but "cheap"\nfor whom?\n{late.format(1.5)}'],
        "late@example.edu": ["0", late.format(4)],
        "wang@example.edu": ["14", ""],
    }


@pytest.mark.parametrize(
    ("identify", "column", "first"),
    [("idnumber", "ID number", "101"), ("username", "Username", "ada")],
)
def test_moodle_finds_students_otherwise(
    gradebook: Gradebook, tmp_path: Path, identify: str, column: str, first: str
) -> None:
    table = exported(MoodleExport, gradebook, tmp_path / "m.csv", identify=identify)
    assert [table[0][0], table[1][0]] == [column, first]


@pytest.mark.parametrize(
    ("kind", "field", "value", "sentence"),
    [
        (CanvasExport, "lms_user_id", None, "Canvas needs lms_user_id, which is missing for ada,"),
        (CanvasExport, "lms_user_id", "ada7", "ID is a number; ada, evil have another"),
        (CanvasExport, "lms_user_id", "101", "ada, evil have the same lms_user_id"),
        (MoodleExport, "email", "  ", "Moodle needs email, which is missing for ada, evil: add it"),
        (MoodleExport, "email", "=cmd|x@y.z", "email of ada, evil begins as a formula does"),
        (MoodleExport, "email", "A@b.c", "ada, evil have the same email"),
    ],
)
def test_an_id_that_cannot_serve_is_named_and_nothing_written(
    gradebook: Gradebook,
    tmp_path: Path,
    kind: type[LmsExport],
    field: str,
    value: str | None,
    sentence: str,
) -> None:
    path = tmp_path / "grades.csv"
    path.write_text("the file of last week")
    for student in ("ada", "evil"):
        setattr(gradebook.find_student(student), field, value)
    gradebook.db.commit()
    with pytest.raises(ExportError) as problem:
        exported(kind, gradebook, path)
    assert sentence in str(problem.value) and "nbgrader db student import" in str(problem.value)
    assert {p.name for p in tmp_path.iterdir()} == {"gradebook.db", "grades.csv"}
    assert path.read_text() == "the file of last week"


@pytest.mark.parametrize("kind", [CanvasExport, MoodleExport])
def test_a_memo_that_waits_stops_the_file_or_its_student(
    gradebook: Gradebook, tmp_path: Path, kind: type[LmsExport]
) -> None:
    path = tmp_path / "out" / "grades.csv"
    gradebook.find_grade("memo", LESSONS[0], LESSONS[0], "wang").needs_manual_grade = True
    gradebook.db.commit()
    # Handed in after the class was graded: stands in no gradebook yet.
    (path.parent / "submitted" / "absent" / LESSONS[0]).mkdir(parents=True)
    with pytest.raises(ExportError, match=r"01_fees: 2 not graded to the end \(absent, wang\)"):
        exported(kind, gradebook, path)
    assert not path.exists()
    written = exported(kind, gradebook, path, partial=True)
    heads = 2 if kind is CanvasExport else 1
    assert len(written) == heads + 3
    assert not any("wang" in cell or "王" in cell for row in written for cell in row)


def test_the_table_has_everybody_and_says_how_far_they_are(
    gradebook: Gradebook, tmp_path: Path
) -> None:
    (tmp_path / "submitted" / "absent" / LESSONS[1]).mkdir(parents=True)
    gradebook.find_grade("memo", LESSONS[1], LESSONS[1], "ada").needs_manual_grade = True
    gradebook.db.commit()
    header, *table = exported(TableExport, gradebook, tmp_path / "t.csv", *LESSONS)
    found = [dict(zip(header, row, strict=True)) for row in table]
    assert len(found) == 10
    state = {(row["assignment"], row["student_id"]): row["state"] for row in found}
    assert state["01_fees", "ada"] == "graded"
    assert state["01_fees", "absent"] == "not handed in"
    assert state["02_rates", "ada"] == "waits for a grade by hand"
    assert state["02_rates", "absent"] == "handed in, not graded yet"
    late = next(row for row in found if row["student_id"] == "late")
    columns = ("raw_score", "late_submission_penalty", "score", "max_score")
    assert [late[column] for column in columns] == ["1", "4", "0", "15"]


def test_an_unknown_lesson_and_nobody_graded_are_told(gradebook: Gradebook, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="has no 03_none: run `cardpm release`"):
        exported(CanvasExport, gradebook, tmp_path / "c.csv", "03_none")
    gradebook.add_assignment("04_new")
    with pytest.raises(ExportError, match="Nobody has a grade for 04_new"):
        exported(CanvasExport, gradebook, tmp_path / "c.csv", "04_new")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", " =1", "＝1"])
def test_no_formula_gets_through(text: str) -> None:
    assert plain(text) == f"'{text}"
    assert plain("O'Neil = 1") == "O'Neil = 1"


def test_points_have_two_decimals_at_most() -> None:
    numbers = (0.0, 10.0, 0.1 + 0.2, 87.5, 1188.256, 100.0)
    assert [points(n) for n in numbers] == ["0", "10", "0.3", "87.5", "1188.26", "100"]


@pytest.mark.slow
def test_a_graded_class_is_exported_by_both_commands(
    small_course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for student, kind in (("ada", 0), ("bob", 3)):
        hand_in(small_course, student, kind)
    graded = cardpm(small_course, "grade", "01")
    assert graded.returncode == 0, graded.stderr
    monkeypatch.chdir(small_course)
    assert main(["export", "01", "--to", "canvas"]) == 2
    waits = "01_fees: 2 not graded to the end (ada, bob): run `cardpm grade`"
    assert waits in capsys.readouterr().err

    with Gradebook(db_url(small_course)) as gradebook:
        for number, student in enumerate(("ada", "bob"), 501):
            memo = gradebook.find_grade("decision-memo", LESSON, LESSON, student)
            memo.manual_score, memo.needs_manual_grade = 8.0, False
            gradebook.update_or_create_student(student, lms_user_id=str(number))
        gradebook.db.commit()
    assert main(["export", "--to", "canvas", "--json"]) == 0
    (written,) = json.loads(capsys.readouterr().out)
    wanted = ({"501": ["18"], "502": ["8"]}, [LESSON], ["20"])
    assert canvas_reads(rows(Path(written))) == wanted
    # Handed in again, not graded since: the old grade is not to be sent.
    hand_in(small_course, "bob", 0)
    assert main(["export", "01", "--to", "canvas"]) == 2
    assert "01_fees: 1 not graded to the end (bob)" in capsys.readouterr().err
    hand_in(small_course, "bob", 3)
    by_nbgrader = nbgrader(small_course, "export", "--exporter=course.lms.CanvasExport")
    assert by_nbgrader.returncode == 0, by_nbgrader.stderr
    assert canvas_reads(rows(small_course / "canvas.csv")) == wanted
    refused = nbgrader(small_course, "export", "--exporter=course.lms.MoodleExport")
    assert refused.returncode == 1
    assert "Moodle needs email, which is missing for ada, bob" in refused.stderr
    assert "Traceback" not in refused.stderr
