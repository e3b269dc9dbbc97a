"""A class at a real JupyterHub: the exchange from release to feedback, and who can read what."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser.conftest import browser, pictures  # noqa: F401

from course.coursedir import open_course
from course.reporting.class_scores import class_scores

from .class_hub import LESSON, ClassHub, Person, cannot, class_hub

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

ANSWERS = {
    "monthly-rate": "def monthly_rate(yearly_rate):\n    return yearly_rate / 12  # by {name}",
    "late-fee": "def late_fee(fee, minimum_due):\n    return fee",
}
SECRET = "secret_months_in_year"
NOTEBOOK = f"{LESSON}/{LESSON}.ipynb"


@pytest.fixture(scope="module")
def hub() -> Iterator[ClassHub]:
    if problem := cannot():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"A class at a hub: {problem}")
    with class_hub() as started:
        yield started


@pytest.fixture(scope="module")
def walked(hub: ClassHub) -> ClassHub:
    """The exchange, walked to its end: students in their pages, the instructor in a terminal."""
    for command in (
        ("cardpm", "build", "97"),
        ("nbgrader", "generate_assignment", LESSON),
        ("nbgrader", "release_assignment", LESSON),
    ):
        _done(hub, *command)
    for student in (hub.ada, hub.ben):
        _assignments(student, "fetch")
        if student is hub.ada:
            _solve(student)
        _assignments(student, "submit")
    for command in (
        ("nbgrader", "collect", LESSON),
        ("cardpm", "grade", "97"),
        ("nbgrader", "generate_feedback", LESSON),
        ("nbgrader", "release_feedback", LESSON),
    ):
        _done(hub, *command)
    for student in (hub.ada, hub.ben):
        _assignments(student, "fetch_feedback")
    return hub


def _done(hub: ClassHub, *command: str) -> str:
    done = hub.run(hub.instructor, *command)
    assert done.returncode == 0, f"{command}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


def _assignments(student: Person, action: str) -> None:
    """Press a button of the Assignment List."""
    answer = student.post(f"assignments/{action}", course_id="cardpm", assignment_id=LESSON)
    assert answer.ok and answer.json()["success"], answer.text


def _solve(student: Person) -> None:
    notebook = student.get(f"api/contents/{NOTEBOOK}").json()["content"]
    for cell in notebook["cells"]:
        if answer := ANSWERS.get(cell["metadata"].get("nbgrader", {}).get("grade_id", "")):
            cell["source"] = answer.format(name=student.name)
    (student.home / NOTEBOOK).write_text(json.dumps(notebook))


def test_each_student_is_graded_and_reads_only_the_own_feedback(walked: ClassHub) -> None:
    course = walked.instructor.home / "cardpm"
    scores = class_scores(open_course(course, course / "nbgrader_config.py"), LESSON)
    assert scores.loc[walked.ada.name].sum() >= 10  # the rate is right, the fee never capped
    assert scores.loc[walked.ben.name].sum() == 0
    for student in (walked.ada, walked.ben):
        pages = [p.read_text() for p in (student.home / LESSON / "feedback").rglob("*.html")]
        assert len(pages) == 1
        assert (f"by {walked.ada.name}" in pages[0]) == (student is walked.ada)
        assert SECRET not in pages[0]


def _can_read(hub: ClassHub, person: Person, path: Path) -> bool:
    assert path.exists(), path
    reader = ("ls", str(path)) if path.is_dir() else ("head", "-c", "0", str(path))
    return hub.run(person, *reader).returncode == 0


def test_a_student_reads_neither_others_work_nor_the_source(walked: ClassHub) -> None:
    teacher, drop_box = walked.instructor.home, walked.exchange / "cardpm" / "inbound"
    for path in (
        walked.ben.home,
        walked.ben.home / NOTEBOOK,
        drop_box,
        walked.exchange / "cardpm" / "feedback",
        teacher,
        teacher / "cardpm" / "source" / NOTEBOOK,
        teacher / "cardpm" / "course" / "lessons" / LESSON / "answers.py",
        teacher / "cardpm" / "gradebook.db",
        teacher / "cardpm" / "submitted" / walked.ben.name / NOTEBOOK,
        walked.prefix.parent / "state" / "jupyterhub.sqlite",
        walked.prefix.parent / "state" / "jupyterhub_cookie_secret",
    ):
        assert not _can_read(walked, walked.ada, path), path
        assert _can_read(walked, walked.instructor, path) == (
            path.is_relative_to(teacher) or path.is_relative_to(walked.exchange)
        ), path
    # The same question answers yes where it should, so a no says something.
    assert _can_read(walked, walked.ada, walked.ada.home / NOTEBOOK)
    assert _can_read(walked, walked.ada, walked.exchange / "cardpm" / "outbound" / NOTEBOOK)
    handed_in = next(drop_box.glob(f"{walked.ben.name}+*"))
    assert walked.run(walked.ada, "mv", str(handed_in), f"{handed_in}x").returncode != 0
    assert handed_in.exists()


def test_an_open_home_would_be_noticed(walked: ClassHub) -> None:
    walked.ben.home.chmod(0o755)
    try:
        assert _can_read(walked, walked.ada, walked.ben.home / NOTEBOOK)
    finally:
        walked.ben.home.chmod(0o700)


def test_the_students_environment_holds_no_lesson(hub: ClassHub) -> None:
    assert hub.run(hub.ada, "python", "-c", "import course.feedback").returncode == 0
    assert hub.run(hub.ada, "python", "-c", "import course.lessons").returncode != 0
    assert not list(hub.prefix.glob("lib/*/site-packages/course/lessons"))


def test_the_hub_keeps_people_apart(hub: ClassHub) -> None:
    def status(person: Person, path: str) -> int:
        return person.web.get(f"{hub.url}{path}", timeout=60).status_code

    assert status(hub.ada, f"/user/{hub.ada.name}/api/contents/") == 200
    assert status(hub.ada, f"/user/{hub.ben.name}/api/contents/") in (403, 404)
    assert status(hub.ada, f"/user/{hub.instructor.name}/formgrader") in (403, 404)
    assert status(hub.instructor, f"/user/{hub.ada.name}/api/contents/") in (403, 404)


def test_the_formgrader_is_the_instructors_only(hub: ClassHub) -> None:
    assert hub.instructor.get("formgrader").status_code == 200
    assert hub.ada.get("formgrader").status_code == 404
    assert hub.ada.get("formgraders").status_code == 404
    assert hub.ada.get("assignments?course_id=cardpm").json()["success"]


def test_a_link_to_the_source_does_not_come_back(walked: ClassHub) -> None:
    source = walked.instructor.home / "cardpm" / "source" / NOTEBOOK
    box = walked.exchange / "cardpm" / "inbound"
    crafted = box / f"{walked.ben.name}+{LESSON}+2099-01-01 00:00:00 UTC+AAAA"
    trick = f'mkdir "$1" && ln -s {source} "$1/{LESSON}.ipynb" && chmod 777 "$1"'
    trick += ' && echo "2099-01-01 00:00:00 UTC" > "$1/timestamp.txt"'
    assert walked.run(walked.ben, "sh", "-c", trick, "sh", str(crafted)).returncode == 0
    submitted = walked.instructor.home / "cardpm" / "submitted" / walked.ben.name
    # Stock nbgrader collects what the link leads to, with the instructor's rights.
    stock = "--ExchangeFactory.collect=nbgrader.exchange.default.ExchangeCollect"
    _done(walked, "nbgrader", "collect", LESSON, "--update", stock)
    assert SECRET in (submitted / NOTEBOOK).read_text()
    shutil.rmtree(submitted)
    _done(walked, "nbgrader", "collect", LESSON)
    assert (submitted / NOTEBOOK).is_symlink()
    _done(walked, "cardpm", "grade", "97")
    graded = walked.instructor.home / "cardpm" / "autograded" / walked.ben.name / NOTEBOOK
    assert SECRET not in graded.read_text()


@pytest.mark.browser
def test_what_they_see(walked: ClassHub, browser: "Browser", pictures: Path) -> None:  # noqa: F811
    page = _log_in(browser, walked, walked.ada)
    page.get_by_text("Nbgrader", exact=True).click()
    menu = page.locator(".lm-Menu-itemLabel")
    assert menu.filter(has_text="Formgrader").count() == 0
    menu.filter(has_text="Assignment List").click()
    page.locator("#submitted_assignments_list").get_by_text(LESSON).first.wait_for()
    page.screenshot(path=pictures / "hub_student.png")
    page.context.close()

    page = _log_in(browser, walked, walked.instructor)
    page.goto(f"{walked.url}/user/{walked.instructor.name}/formgrader")
    page.get_by_role("link", name=LESSON).wait_for()
    page.screenshot(path=pictures / "hub_formgrader.png")
    page.context.close()


def _log_in(browser: "Browser", hub: ClassHub, person: Person) -> "Page":  # noqa: F811
    page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.set_default_timeout(90_000)
    page.goto(hub.url)
    page.fill("#username_input", person.name)
    page.fill("#password_input", person.password)
    page.click("#login_submit")
    page.wait_for_selector(".jp-Launcher")
    return page
