"""A student's day: kit, JupyterLab, a wrong answer, a right one, Validate, progress, hand in."""

import os
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest

from course.press.lesson import read_lesson
from course.publishing.kit import NAME, build_kit

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.slow, pytest.mark.browser]
ROOT = Path(__file__).parent.parent.parent
LESSONS = ROOT / "course" / "lessons"
LESSON = "02_finance_and_regulation"
STUB = "raise NotImplementedError()"
WRONG = "return round(average_daily_balance * daily_rate, 2) * days"
TOLD = "Not yet right: cycle_interest(6183.6, 0.0005, 31) returned 95.79 CNY"
RIGHT = (
    "if daily_rate < 0 or days < 0: raise ValueError('negative')",
    "return round(max(average_daily_balance, 0) * daily_rate * days + 1e-9, 2)",
)
CARDPM = (sys.executable, "-m", "course.cli")


@dataclass(frozen=True)
class Kit:
    """An unpacked kit of a student who has yet to solve one task, and the wheel's content."""

    folder: Path
    wheel: Path

    @property
    def notebook(self) -> Path:
        return self.folder / LESSON / f"{LESSON}.ipynb"

    @property
    def environment(self) -> dict[str, str]:
        """The course as in the wheel, before the clone's own."""
        return {"PYTHONPATH": os.pathsep.join([str(self.wheel), os.environ.get("PYTHONPATH", "")])}


@pytest.fixture(scope="module")
def kit(tmp_path_factory) -> Kit:
    scratch = tmp_path_factory.mktemp("学生 kit")  # a Chinese name and a space, as at home
    with zipfile.ZipFile(build_kit(ROOT, [LESSON], scratch)) as packed:
        packed.extractall(scratch)
    folder = scratch / NAME
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(scratch / "wheel")
    made = Kit(folder, scratch / "wheel")
    _solve(made.notebook, but="cycle-interest")
    return made


def _solve(notebook: Path, but: str) -> None:
    """Write the reference answers into a released notebook, but for one task."""
    known = nbformat.read(ROOT / "source" / LESSON / notebook.name, 4)
    answers = {c.metadata.nbgrader.grade_id: c.source for c in known.cells if _is_answer(c)}
    released = nbformat.read(notebook, 4)
    for cell in released.cells:
        if _is_answer(cell) and cell.metadata.nbgrader.grade_id != but:
            cell.source = answers[cell.metadata.nbgrader.grade_id]
    nbformat.write(released, notebook)


def _is_answer(cell: nbformat.NotebookNode) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


@pytest.fixture
def page(browser, kit, labs) -> "Page":
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(30_000)
    command = [*CARDPM, "start", "--no-browser"]
    opened.goto(labs.start(kit.folder, command, kit.environment))
    yield opened
    opened.close()


def cell_with(page: "Page", text: str) -> "Locator":
    """Scroll down the notebook, which shows only cells near the window, to a cell with a text."""
    cell = page.locator(".jp-Cell", has_text=text).first
    page.locator(".jp-WindowedPanel-outer").first.hover()
    page.mouse.wheel(0, -100_000)
    for _ in range(150):
        if cell.count() and cell.is_visible():
            cell.scroll_into_view_if_needed()
            return cell
        page.mouse.wheel(0, 500)
        page.wait_for_timeout(60)
    raise AssertionError(f"no cell says {text!r}")


def retype(page: "Page", line: str, new: tuple[str, ...]) -> None:
    """Replace a line of code by others, by mouse and keyboard."""
    cell_with(page, line).locator(".cm-line", has_text=line).click()
    page.keyboard.press("End")
    page.keyboard.press("Shift+Home")
    for number, text in enumerate(new):
        if number:
            page.keyboard.press("Enter")
        page.keyboard.type(text)


def wait_until_idle(page: "Page") -> None:
    page.locator(".jp-NotebookPanel-toolbar [data-status='idle']").wait_for(timeout=60_000)


def validate(page: "Page") -> str:
    """Press Validate and return what the dialog says."""
    page.get_by_role("button", name="Validate").click()
    dialog = page.locator(".jp-Dialog")
    dialog.get_by_text(re.compile("Validation Results|Success|fail", re.I)).first.wait_for(
        timeout=60_000
    )
    return dialog.inner_text()


def cardpm(kit: Kit, *arguments: str) -> str:
    environment = {**os.environ, **kit.environment}
    done = subprocess.run(
        [*CARDPM, *arguments], cwd=kit.folder, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return " ".join(done.stdout.split())


def test_a_students_day(page, kit, pictures) -> None:
    page.locator(".jp-Notebook .jp-RenderedMarkdown h1").first.wait_for(timeout=60_000)
    page.screenshot(path=pictures / "student_1_opened.png")
    assert f"/lab/tree/{LESSON}/{LESSON}.ipynb" in page.url

    retype(page, STUB, (WRONG,))
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).first.click()
    told = cell_with(page, "A cycle of 31 days").locator(".jp-Cell-outputArea", has_text=TOLD)
    told.wait_for(timeout=60_000)
    wait_until_idle(page)
    told.scroll_into_view_if_needed()
    page.screenshot(path=pictures / "student_2_wrong.png")

    said = validate(page)
    page.screenshot(path=pictures / "student_3_validate_wrong.png")
    assert "The following cell failed" in said and said.count("Not yet right") == 1
    dialog, told = page.locator(".jp-Dialog-body"), page.locator(".jp-Dialog").get_by_text(TOLD)
    seen, all_of_it = dialog.bounding_box(), told.bounding_box()
    assert seen["y"] + seen["height"] >= all_of_it["y"] + all_of_it["height"], (
        "it needs no scrolling"
    )
    page.get_by_role("button", name="Ok", exact=True).click()

    retype(page, WRONG, RIGHT)
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    wait_until_idle(page)
    assert "Not yet right" not in cell_with(page, "A cycle of 31 days").inner_text()
    page.screenshot(path=pictures / "student_4_right.png")
    assert "Success" in validate(page)
    page.screenshot(path=pictures / "student_5_validate_right.png")
    page.get_by_role("button", name="Ok", exact=True).click()

    chart = cell_with(page, "How long each balance stood decides").locator("img").first
    chart.scroll_into_view_if_needed()
    assert chart.evaluate("image => image.naturalWidth") > 300
    page.screenshot(path=pictures / "student_6_plot.png")
    page.keyboard.press("Control+s")
    page.wait_for_timeout(1500)
    assert RIGHT[1] in kit.notebook.read_text(encoding="utf-8")

    checks = [c for task in read_lesson(LESSONS / LESSON).tasks for c in task.checks]
    hidden = [check.points for check in checks if check.hidden]
    visible = len(checks) - len(hidden)
    said = cardpm(kit, "progress", "02")
    assert f"{visible} of {visible} visible checks pass" in said
    assert f"{len(hidden)} hidden checks worth {sum(hidden)} points" in said
    assert "wait for grading" in said and "all" not in said.lower().split()

    said = cardpm(kit, "submit", "02", "--student", "ada07")
    packed = next((kit.folder / "handed_in").glob("*.zip"))
    assert packed.name in said
    with zipfile.ZipFile(packed) as opened:
        (handed_in,) = opened.namelist()
        assert opened.read(handed_in) == kit.notebook.read_bytes()


def test_the_kit_runs_on_the_wheel_alone(kit) -> None:
    where = [sys.executable, "-c", "import course.cli; print(course.cli.__file__)"]
    environment = {**os.environ, **kit.environment}
    done = subprocess.run(where, cwd=kit.folder, env=environment, capture_output=True, text=True)
    assert Path(done.stdout.strip()).is_relative_to(kit.wheel)
    assert not (kit.wheel / "course" / "lessons").exists()
    here = {path.name for path in kit.folder.iterdir()}
    assert {"START_HERE.md", "start.py", "requirements.txt", LESSON} < here
