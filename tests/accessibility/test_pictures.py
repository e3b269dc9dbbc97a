"""The pictures of every notebook, drawn: each has its alternative text, each word can be read."""

import contextlib
import io
from collections.abc import Iterator
from pathlib import Path

import matplotlib as mpl
import nbformat
import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from course import charts

from .contrast import GRAPHICS, TEXT, contrast, faint_words

mpl.use("Agg")
import matplotlib.pyplot as plt

NOTEBOOKS = sorted((Path(__file__).parents[2] / "source").glob("*/*.ipynb"))
FEWEST_WORDS = 8  # of an alternative text that says what the picture shows


def drawn(cells: list[NotebookNode]) -> Iterator[tuple[NotebookNode, Figure]]:
    """Run cells that aren't checks and yield each with the pictures it draws."""
    names: dict[str, object] = {}
    for cell in cells:
        labels = cell.metadata.get("nbgrader", {})
        if cell.cell_type != "code" or labels.get("grade"):
            continue
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(cell.source, cell.id, "exec"), names)
        yield from [(cell, plt.figure(number)) for number in plt.get_fignums()]
        plt.close("all")


def picture_faults(cells: list[NotebookNode]) -> list[str]:
    found = []
    for cell, figure in drawn(cells):
        words = str(cell.metadata.get("alt", "")).split()
        if len(words) < FEWEST_WORDS:
            found.append(f"{cell.id}: image-missing-alt")
        found += [f"{cell.id}: {fault}" for fault in faint_words(figure)]
    return found


@pytest.fixture(autouse=True)
def style(monkeypatch) -> Iterator[None]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    with mpl.rc_context():
        charts.use_course_style()
        yield
    plt.close("all")


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("ignore")
def test_pictures_of_a_notebook(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    assert picture_faults(cells) == []
    assert sum("alt" in cell.metadata for cell in cells) >= 5


ALT = "Two bars: the fee of the old card, 12, and of the new one, 30 CNY."
BARS = """
import matplotlib.pyplot as plt
fig, ax = plt.subplots()
ax.bar([0, 1], [12, 30], color="C0")
ax.text(1, 15, "30 CNY", ha="center", color="white")
"""


def test_a_sound_picture_has_no_fault() -> None:
    assert picture_faults([new_code_cell(BARS, id="bars", metadata={"alt": ALT})]) == []


@pytest.mark.parametrize(
    ("planted", "alt", "fault"),
    [
        (BARS, "A chart", "image-missing-alt"),
        (BARS.replace('"C0"', '"0.6"'), ALT, "'30 CNY'"),
        (BARS + 'ax.set_title("Fees", color="0.6")', ALT, "'Fees'"),
        (BARS + 'ax.text(0, 15, "12 CNY", color="black", alpha=0.3)', ALT, "'12 CNY'"),
    ],
)
def test_a_planted_fault_is_found(planted: str, alt: str, fault: str) -> None:
    (found,) = picture_faults([new_code_cell(planted, id="bars", metadata={"alt": alt})])
    assert fault in found


def on_white(color: str) -> float:
    return float(contrast(np.array(to_rgb(color)), np.ones(3)))


def test_the_contrast_is_the_one_of_wcag() -> None:
    # "Contrast ratios can range from 1 to 21"; #767676 is the lightest grey that text may have.
    assert on_white("black") == pytest.approx(21)
    assert on_white("white") == pytest.approx(1)
    assert on_white("#767676") > TEXT > on_white("#777777")


def test_lines_can_be_seen_and_words_read() -> None:
    colors = mpl.rcParams["axes.prop_cycle"].by_key()["color"]
    assert all(on_white(color) >= GRAPHICS for color in [*colors, charts.QUIET])
    inks = [mpl.rcParams[f"{where}.color"] for where in ("text", "xtick", "ytick")]
    inks += [mpl.rcParams["axes.labelcolor"], charts.BLUE, charts.VERMILION, charts.GREEN]
    assert all(on_white(ink) >= TEXT for ink in inks)


@pytest.mark.parametrize("color", ["#E69F00", "#56B4E9", "#9A9A9A"])
def test_a_faint_colour_is_noticed(color: str) -> None:
    assert on_white(color) < GRAPHICS
