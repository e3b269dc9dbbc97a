"""Pages made of a notebook, looked at by axe: what is ours has no fault."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .axe import violations

pytestmark = [pytest.mark.slow, pytest.mark.browser]

ROOT = Path(__file__).parents[2]
LESSON = "02_finance_and_regulation"

# What others' templates and tables bring, place by place; docs/accessibility.md says why it stays.
PANDAS = {"empty-table-header": "<th></th>"}
OF_NBGRADER = {
    "color-contrast": "<a ",
    "link-in-text-block": "<a ",
    "html-has-lang": "<html>",
    "region": "<(div|li|h4)",
    **PANDAS,
}
OF_NBCONVERT = {
    "color-contrast": r'<span class="\w{1,2}">|<div class="prompt ',
    **PANDAS,
}


def run(folder: Path, *arguments: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "JUPYTER_CONFIG_DIR": str(folder / "no")}
    command = [sys.executable, "-m", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The feedback of a student who solved nothing, and the graded notebook as HTML."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    shutil.copytree(ROOT / "source" / LESSON, folder / "source" / LESSON)
    run(folder, "nbgrader", "generate_assignment", LESSON)
    shutil.copytree(folder / "release" / LESSON, folder / "submitted" / "ada" / LESSON)
    run(folder, "nbgrader", "autograde", LESSON)
    run(folder, "nbgrader", "generate_feedback", LESSON)
    graded = folder / "autograded" / "ada" / LESSON / f"{LESSON}.ipynb"
    to = ["--to", "html", "--template", "classic", "--output-dir", str(folder)]
    run(folder, "nbconvert", *to, str(graded))
    return [folder / "feedback" / "ada" / LESSON / f"{LESSON}.html", folder / f"{LESSON}.html"]


@pytest.fixture(scope="module")
def found(pages: list[Path]) -> list[dict[str, list[str]]]:
    return list(violations(pages).values())


def beyond(found: dict[str, list[str]], known: dict[str, str]) -> dict[str, list[str]]:
    """What a template is not known for. A rule that it is not known for has no place (`(?!)`)."""
    ours = {
        rule: [place for place in places if not re.match(known.get(rule, "(?!)"), place)]
        for rule, places in found.items()
    }
    return {rule: places for rule, places in ours.items() if places}


def test_feedback_page(found: list[dict[str, list[str]]]) -> None:
    assert beyond(found[0], OF_NBGRADER) == {}


def test_notebook_as_html(found: list[dict[str, list[str]]]) -> None:
    assert beyond(found[1], OF_NBCONVERT) == {}


def test_every_picture_is_told(pages: list[Path]) -> None:
    for page in pages:
        text = page.read_text()
        assert text.count("data:image/png;base64,") >= 8
        assert "No description has been provided" not in text


def test_a_template_excuses_its_own_places_only() -> None:
    found = {"image-alt": ["<img>"], "color-contrast": ["<p>", '<a href="#top">']}
    assert beyond(found, OF_NBGRADER) == {"image-alt": ["<img>"], "color-contrast": ["<p>"]}


def test_planted_faults_are_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<html lang="en"><head><title>Fees</title></head><body><main><h1>Fees</h1>'
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><p style="color: #999">Faint</p>'
        "</main></body></html>"
    )
    assert {"image-alt", "color-contrast"} <= set(violations([page])[page])
