"""The Chinese release: the same code, ids, points and checks, and no character without a glyph."""

import ast
import os
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from nbgrader.utils import is_grade, is_locked, is_solution

from course.charts import _chinese_font
from course.publishing.release import generate
from course.translation.catalogue import finished, lesson_catalogue
from course.translation.code import HOLE, rewrite_code

from .test_catalogues import FINISHED, LANGUAGE, ROOT

pytestmark = pytest.mark.slow
FINANCE = "02_finance_and_regulation"


@pytest.fixture(scope="module", params=[folder.name for folder in FINISHED])
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[NotebookNode, NotebookNode]:
    """A lesson's release as committed in English, and made in Chinese."""
    name: str = request.param
    lessons = ROOT / "course" / "lessons"
    made = generate(
        ROOT / "source" / name,
        tmp_path_factory.mktemp("chinese"),
        ROOT / "nbgrader_config.py",
        LANGUAGE,
        lessons,
    )
    english = nbformat.read(ROOT / "release" / name / f"{name}.ipynb", as_version=4)
    return english, nbformat.read(made / f"{name}.ipynb", as_version=4)


def differences(english: NotebookNode, chinese: NotebookNode) -> list[str]:
    """What differs beside words: cells, their marks, the code of checks, the code of others."""
    cells = [cell for cell in chinese.cells if cell.id != "language"]
    if [cell.id for cell in cells] != [cell.id for cell in english.cells]:
        return ["cells"]
    found = []
    for ours, theirs in zip(english.cells, cells, strict=True):
        marks = [
            {
                key: value
                for key, value in cell.metadata.get("nbgrader", {}).items()
                if key != "checksum"
            }
            for cell in (ours, theirs)
        ]
        if ours.cell_type != theirs.cell_type or marks[0] != marks[1]:
            found.append(f"{ours.id}: marks")
        graded = is_grade(ours) or is_locked(ours)
        if graded and (ours.source, ours.metadata) != (theirs.source, theirs.metadata):
            found.append(f"{ours.id}: a check or its place")
        elif ours.cell_type == "code" and bare(ours) != bare(theirs):
            found.append(f"{ours.id}: code")
    return found


def bare(cell: NotebookNode) -> str:
    """A cell's syntax tree with every string that may be translated blanked out."""
    blank = rewrite_code(
        cell.source, lambda text: "x" + "".join(HOLE.findall(text)), strings=not is_solution(cell)
    )
    tree = ast.parse(blank)
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):  # placeholders may stand in another order
            node.values = sorted(
                (part for part in node.values if isinstance(part, ast.FormattedValue)),
                key=ast.dump,
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            # Chinese has no letters that mark a word as shown: all strings but names are blank.
            spaced = " " in node.value or not node.value.isascii() or node.value == "x"
            holes = "".join(HOLE.findall(node.value))  # of "{:,} CNY".format
            node.value = f"x{holes}" if spaced else node.value
    return ast.dump(tree)


def test_only_words_differ(both: tuple[NotebookNode, NotebookNode]) -> None:
    english, chinese = both
    assert differences(english, chinese) == []
    assert chinese.metadata["cardpm"] == {"language": LANGUAGE}
    prose = [cell.source for cell in chinese.cells if cell.cell_type == "markdown"]
    translated = sum(any(char >= "\u4e00" for char in source) for source in prose)
    assert translated >= len(prose) - 1  # all but the memo's place


@pytest.mark.parametrize(
    ("kind", "says"), [("check", "a check"), ("worked", "code"), ("points", "marks")]
)
def test_a_planted_difference_is_found(
    both: tuple[NotebookNode, NotebookNode], kind: str, says: str
) -> None:
    english, chinese = nbformat.from_dict(both[0]), nbformat.from_dict(both[1].copy())
    chinese = nbformat.reads(nbformat.writes(chinese), as_version=4)
    for cell in chinese.cells:
        if kind == "check" and is_grade(cell) and cell.cell_type == "code":
            cell.source = cell.source.replace("0", "1", 1)
        elif kind == "points" and is_grade(cell):
            cell.metadata.nbgrader["points"] = 99
        elif kind == "worked" and cell.cell_type == "code" and not is_grade(cell):
            cell.source += "\nspoiled = 1"
    assert any(says in found for found in differences(english, chinese))


def test_every_worked_cell_runs_and_every_character_has_a_glyph(
    both: tuple[NotebookNode, NotebookNode],
) -> None:
    require_font()
    nb = nbformat.reads(nbformat.writes(both[1]), as_version=4)
    for cell in nb.cells:  # a student's answer and its checks are not asked here
        if cell.cell_type == "code" and is_grade(cell):
            cell.source = ""
    strict = "import warnings\nwarnings.filterwarnings('error', message='Glyph')"
    nb.cells.insert(0, new_code_cell(strict, id="strict"))
    NotebookClient(nb, timeout=120, resources={"metadata": {"path": str(ROOT)}}).execute()
    outputs = [out for cell in nb.cells if cell.cell_type == "code" for out in cell.outputs]
    assert [out.text for out in outputs if out.get("name") == "stderr"] == []
    assert sum("image/png" in out.get("data", {}) for out in outputs) >= 5


def require_font() -> None:
    """Skip where the font's package is missing, but never in CI."""
    if not _chinese_font() and not os.environ.get("CI"):
        pytest.skip("no Chinese font: pip install 'cardpm-course[zh-cn]'")
    assert _chinese_font()


def test_a_character_without_a_glyph_is_found() -> None:
    code = "\n".join(
        [
            "import warnings; warnings.filterwarnings('error', message='Glyph')",
            "from course.charts import use_course_style; use_course_style()",
            "import matplotlib.pyplot as plt; plt.title('\U00013000'); plt.show()",
        ]
    )
    nb = nbformat.v4.new_notebook(cells=[new_code_cell(code)])
    NotebookClient(nb, timeout=60, allow_errors=True).execute()
    assert "Glyph" in str(nb.cells[0].outputs)


def test_an_unfinished_lesson_is_no_release(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "course" / "lessons" / FINANCE, tmp_path / FINANCE))
    po = lesson_catalogue(folder, LANGUAGE)
    po.write_text(po.read_text(encoding="utf-8").replace("msgid", "#, fuzzy\nmsgid", 1))
    assert not finished(po)
