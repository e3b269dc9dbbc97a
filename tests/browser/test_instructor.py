"""An instructor's week: release, collect, grade, memos in the formgrader, feedback, its return."""

import json
import os
import pwd
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from course.press.lesson import read_lesson

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Locator, Page

pytestmark = [pytest.mark.slow, pytest.mark.browser]
ROOT = Path(__file__).parent.parent.parent
LESSON = "02_finance_and_regulation"
NOTEBOOK = f"{LESSON}.ipynb"
# nbgrader's exchange knows a student by the name of the operating system's user.
ME = pwd.getpwuid(os.getuid()).pw_name
MEMO = "Change it before launch: the minimum-due customers of {} pay 21.6 % a year."
WRONG = "def cycle_interest(average_daily_balance, daily_rate, days):\n    return 0.0"
COMMENT = "A clear decision; which clause costs most?"
PATIENCE = 60_000  # milliseconds


@dataclass(frozen=True)
class Class:
    """The instructor's course folder, and the folder of a student on the same machine."""

    course: Path
    student: Path
    environment: dict[str, str]

    def run(self, folder: Path, *command: str) -> str:
        """Run a command as the instructor or the student does; return what it said."""
        own = {"JUPYTER_DATA_DIR": str(folder.parent / f"{folder.name}_data")}
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=folder,
            env=self.environment | own | {"PYTHONSAFEPATH": "1"},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def a_class(tmp_path_factory, labs) -> Class:
    """A folder with the course, one with a student; an exchange between them."""
    scratch = tmp_path_factory.mktemp("class")
    course, student, exchange = (scratch / name for name in ("course", "student", "exchange"))
    for folder in (course, student, exchange):
        folder.mkdir()
    exchange.chmod(0o777)
    shutil.copytree(ROOT / "source" / LESSON, course / "source" / LESSON)
    shutil.copytree(ROOT / "course" / "lessons" / LESSON, course / "course" / "lessons" / LESSON)
    root = f"\nc.Exchange.root = {str(exchange)!r}\n"
    (course / "nbgrader_config.py").write_text((ROOT / "nbgrader_config.py").read_text() + root)
    (student / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.CourseDirectory.course_id = 'cardpm'{root}"
    )
    return Class(course, student, labs.environment)


def hand_in_of(released: NotebookNode, name: str, wrong: bool) -> NotebookNode:
    """The reference's answers with a memo, and one wrong answer if so wanted."""
    known = nbformat.read(ROOT / "source" / LESSON / NOTEBOOK, 4)
    answers = {cell.metadata.nbgrader.grade_id: cell.source for cell in _answers(known)}
    for cell in _answers(released):
        cell.source = answers[cell.metadata.nbgrader.grade_id]
        if cell.metadata.nbgrader.grade_id == "decision-memo":
            cell.source = MEMO.format(name)
        elif wrong and cell.metadata.nbgrader.grade_id == "cycle-interest":
            cell.source = WRONG
    return released


def _answers(nb: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in nb.cells if _is_answer(cell)]


def _is_answer(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def test_an_instructors_week(a_class: Class, browser, jupyterlab, pictures) -> None:
    hand_out_and_collect(a_class)
    page = browser.new_page(viewport={"width": 1600, "height": 900})
    page.set_default_timeout(30_000)
    page.goto(f"{jupyterlab(a_class.course)}/lab")
    formgrader = open_formgrader(page)
    formgrader.get_by_text(LESSON).first.wait_for(timeout=PATIENCE)
    page.screenshot(path=pictures / "instructor_1_formgrader.png")

    grade_memos(page, formgrader, pictures)
    memo = scores(a_class.course)
    assert memo == {ME: 9.0, "ada": 12.0, "wang": 12.0}

    return_feedback(page, formgrader, pictures)
    told = read_feedback(a_class, page, pictures)
    look_for_secrets(told)
    written = a_class.run(a_class.course, "course.cli", "export", "02", "--to", "moodle", "--json")
    table = Path(json.loads(written)[0]).read_text(encoding="utf-8-sig")
    assert COMMENT in table and "小明" in table


def hand_out_and_collect(a_class: Class) -> None:
    """Release, three hand-ins by two ways, collect, grade."""
    course, student = a_class.course, a_class.student
    a_class.run(course, "nbgrader", "generate_assignment", LESSON)
    a_class.run(course, "nbgrader", "release_assignment", LESSON)
    a_class.run(student, "nbgrader", "fetch_assignment", LESSON)
    fetched = student / LESSON / NOTEBOOK
    nbformat.write(hand_in_of(nbformat.read(fetched, 4), ME, wrong=True), fetched)
    a_class.run(student, "nbgrader", "submit", LESSON)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        for row in (
            (ME, "Sam", "Student", "7"),
            ("ada", "Ada", "Lovelace", "12345"),
            ("wang", "小明", "王", "90001"),
        ):
            names = {"first_name": row[1], "last_name": row[2], "lms_user_id": row[3]}
            gradebook.update_or_create_student(row[0], email=f"{row[0]}@example.edu", **names)
    with zipfile.ZipFile(course.parent / "canvas.zip", "w") as archive:
        for who in ("lovelaceada_12345", "王小明_90001"):
            released = nbformat.read(course / "release" / LESSON / NOTEBOOK, 4)
            handed_in = nbformat.writes(hand_in_of(released, who, wrong=False))
            archive.writestr(f"{who}_5501_{NOTEBOOK}", handed_in)
    a_class.run(course, "nbgrader", "collect", LESSON)
    said = a_class.run(course, "course.cli", "collect", "02", str(course.parent / "canvas.zip"))
    assert "2 collected" in said
    said = a_class.run(course, "course.cli", "grade", "02")
    assert "3/3" in said, "the progress bar"
    assert f"{LESSON}: 3 graded, 0 not" in said


def open_formgrader(page: "Page") -> "Frame":
    """Open the formgrader from JupyterLab's menu, and return the frame that it is in."""
    page.get_by_role("button", name="No", exact=True).click()  # news from Jupyter
    page.get_by_role("menuitem", name="Nbgrader").click()
    page.get_by_text("Formgrader", exact=True).last.click()
    frame = page.wait_for_selector("iframe", timeout=PATIENCE).content_frame()
    assert frame is not None
    return frame


def grade_memos(page: "Page", formgrader: "Frame", pictures: Path) -> None:
    """Grade every memo by its rubric; comment the one of the student who waits at the exchange."""
    formgrader.get_by_role("link", name="Manual Grading").click()
    formgrader.get_by_role("link", name=LESSON).click()
    formgrader.get_by_role("link", name=LESSON).last.click()
    formgrader.get_by_role("link", name="Submission #1").click()
    for number in range(3):
        score = formgrader.locator("#decision-memo")
        score.wait_for(timeout=PATIENCE)
        formgrader.get_by_text(f"Submission #{number + 1}").first.wait_for()
        mine = MEMO.format(ME) in formgrader.inner_text("body")
        rubric = formgrader.locator("table", has_text="Criterion")
        rubric.scroll_into_view_if_needed()
        assert {"Decision", "Evidence"} <= set(rubric.locator("strong").all_inner_texts())
        if number == 0:
            page.screenshot(path=pictures / "instructor_2_rubric.png")
        fill(page, score, "9" if mine else "12", "grade")
        if mine:
            fill(page, formgrader.locator("#decision-memo-comment"), COMMENT, "comment")
        page.screenshot(path=pictures / f"instructor_3_graded_{number + 1}.png")
        if number < 2:
            formgrader.locator("li.next a").first.click()


def fill(page: "Page", field: "Locator", text: str, what: str) -> None:
    """Fill a field of the formgrader and wait until its server has kept it."""
    with page.expect_response(
        lambda answer: f"/api/{what}/" in answer.url and answer.request.method == "PUT"
    ) as kept:
        field.fill(text)
        field.press("Tab")
    assert kept.value.ok


def return_feedback(page: "Page", formgrader: "Frame", pictures: Path) -> None:
    """Press Generate Feedback and Release Feedback in the formgrader."""
    formgrader.goto(page.url.partition("/lab")[0] + "/formgrader/manage_assignments")
    for step, done in (("generate", "generated"), ("release", "released")):
        formgrader.locator(f"td.{step}-feedback a").click()
        told = formgrader.locator(".modal-body", has_text="feedback of")
        told.wait_for(timeout=2 * PATIENCE)
        assert f"Successfully {done} feedback" in told.inner_text()
        page.screenshot(path=pictures / f"instructor_4_{step}_feedback.png")
        formgrader.locator(".modal-footer button:visible").last.click()
        told.wait_for(state="hidden")


def scores(course: Path) -> dict[str, float]:
    """Each student's points for the memo."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        return {
            submission.student.id: gradebook.find_grade(
                "decision-memo", LESSON, LESSON, submission.student.id
            ).manual_score
            for submission in gradebook.assignment_submissions(LESSON)
        }


def read_feedback(a_class: Class, page: "Page", pictures: Path) -> str:
    """Fetch the feedback as the student and return the text of its page."""
    a_class.run(a_class.student, "nbgrader", "fetch_feedback", LESSON)
    (fetched,) = (a_class.student / LESSON / "feedback").rglob("*.html")
    page.goto(fetched.as_uri())
    page.screenshot(path=pictures / "instructor_5_feedback.png")
    page.get_by_text(COMMENT).first.scroll_into_view_if_needed()
    page.screenshot(path=pictures / "instructor_6_feedback_memo.png")
    told: str = page.inner_text("body")
    page.get_by_text("Not yet right").first.scroll_into_view_if_needed()
    page.screenshot(path=pictures / "instructor_7_feedback_check.png")
    page.close()
    assert COMMENT in told and "9.0 / 12.0" in told
    return told


def look_for_secrets(told: str) -> None:
    """Each check stands there with its points, the failed one with its message; none that is
    hidden shows its code.
    """
    lesson = read_lesson(ROOT / "course" / "lessons" / LESSON)
    checks = [check for task in lesson.tasks for check in task.checks]
    for check in checks:
        earned = 0.0 if check.id.startswith("cycle-interest") else float(check.points)
        points = f"Grade cell: {check.id}\nScore: {earned} / {float(check.points)}"
        assert points in told.replace("\t", ""), check.id
    assert "cycle_interest(6183.6, 0.0005, 31) returned 0.00 CNY; 95.85 CNY" in told
    assert not hidden_lines() & stripped(told)


def hidden_lines() -> set[str]:
    """The lines of hidden checks that stand nowhere in what students have."""
    texts = {}
    for place in ("source", "release"):
        nb = nbformat.read(ROOT / place / LESSON / NOTEBOOK, 4)
        texts[place] = stripped("\n".join(cell.source for cell in nb.cells if not _is_answer(cell)))
    return {line for line in texts["source"] - texts["release"] if "HIDDEN TESTS" not in line}


def stripped(text: str) -> set[str]:
    """The lines of a text that are long enough to tell something."""
    return {line.strip() for line in text.splitlines() if len(line.strip()) >= 8}


def test_a_planted_hidden_check_is_found() -> None:
    source = nbformat.read(ROOT / "source" / LESSON / NOTEBOOK, 4)
    shown = "\n".join(cell.source for cell in source.cells)
    assert len(hidden_lines() & stripped(shown)) > 20
