"""The text of every released notebook passes the lint, and each rule finds its planted fault."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from .rules import faults

NOTEBOOKS = sorted((Path(__file__).parents[2] / "release").glob("*/*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_has_no_fault(path: Path) -> None:
    assert faults(nbformat.read(path, as_version=4)) == []


def test_there_are_notebooks() -> None:
    assert len(NOTEBOOKS) >= 11


SOUND = "# Cards\n\n| fee | rate |\n|---|---|\n| 1 | 2 |\n\n## Price\n\n[WCAG 2.1](https://w3.org)"


def test_sound_text_has_no_fault() -> None:
    assert faults(new_notebook(cells=[new_markdown_cell(SOUND)])) == []


@pytest.mark.parametrize(
    ("rule", "planted"),
    [
        ("heading-multiple-h1", "# Another title"),
        ("heading-duplicate-h2", "## Price"),
        ("heading-duplicate-h1-h2", "## Cards"),
        ("heading-wrong-order", "#### Far below"),
        ("heading-empty", "### "),
        ("image-missing-alt", "![](bars.png)"),
        ("image-missing-alt", '<img src="bars.png">'),
        ("table-missing-header", "<table><tr><td>fee</td></tr></table>"),
        ("table-empty-header", "|  | rate |\n|---|---|\n| card | 2 |"),
        ("link-discernible-text", "Read it [here](https://w3.org)."),
        ("link-discernible-text", "<https://w3.org/TR/WCAG21>"),
    ],
)
def test_a_planted_fault_is_found(rule: str, planted: str) -> None:
    cells = [new_markdown_cell(SOUND), new_markdown_cell(planted)]
    assert [fault.partition(":")[0] for fault in faults(new_notebook(cells=cells))] == [rule]


def test_a_notebook_without_a_title_is_found() -> None:
    (fault,) = faults(new_notebook(cells=[new_markdown_cell("## Price")]))
    assert fault.startswith("heading-missing-h1")
