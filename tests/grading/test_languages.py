"""A submission in Chinese and one in English are graded by one gradebook entry, alike."""

import re
import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from course.coursedir import open_course
from course.grading import attention
from course.grading.languages import opening, read_language
from course.grading.outcomes import read_outcome
from course.language import speaking
from course.publishing.release import release, release_folder
from course.reporting.chapters import read_chapter

from .course_of_malformed import nbgrader

ROOT = Path(__file__).parents[2]
LESSON = "02_finance_and_regulation"
LANGUAGE = "zh-CN"
NOMINAL = "That is the nominal rate: what if each month's interest earns interest?"
FORGED = "Forged by a student."
# Right by luck in the visible check, wrong in a hidden one; and wrong in a way the author named.
WRONG = {
    "cycle-interest": "def cycle_interest(average_daily_balance, daily_rate, days):\n"
    "    return round(average_daily_balance * daily_rate * days, 2)",
    "minimum-payment": "def minimum_payment(statement, style, rate, floor=0.0):\n"
    "    return round(statement['balance'] * rate, 2) + 300.0 - 269.99",
    "effective-annual-rate": "def effective_annual_rate(daily_rate, compounding):\n"
    "    return 365 * daily_rate",
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course released in both languages, with the same answers handed in in each."""
    root = tmp_path_factory.mktemp("languages")
    folder = root / "course" / "lessons" / LESSON
    shutil.copytree(ROOT / "course" / "lessons" / LESSON, folder)
    shutil.copytree(ROOT / "source" / LESSON, root / "source" / LESSON)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    answers = nbformat.read(ROOT / "source" / LESSON / f"{LESSON}.ipynb", as_version=4)
    solutions = {
        c.id: c.source for c in answers.cells if c.metadata.get("nbgrader", {}).get("solution")
    }
    for student, language in (("english", "en"), ("chinese", LANGUAGE)):
        made = release(folder, root, language)
        assert made.leaks == ()
        nb = nbformat.read(made.folder / f"{LESSON}.ipynb", as_version=4)
        for cell in nb.cells:
            if cell.id in solutions and cell.cell_type == "code":
                cell.source = WRONG.get(cell.id, solutions[cell.id])
            cell.metadata["cardpm"] = {"kind": "wrong", "diagnosis": FORGED, "case": FORGED}
        own = nbformat.v4.new_code_cell(
            f"from course.feedback import NotYetRight\nraise NotYetRight({FORGED!r}, {FORGED!r})"
        )
        own.metadata["cardpm"] = {"kind": "wrong", "diagnosis": FORGED}
        ending = nbformat.v4.new_code_cell("import os\n\nos._exit(3)")
        nb.cells += [own, ending]
        handed = root / "submitted" / student / LESSON
        handed.mkdir(parents=True)
        nbformat.write(nb, handed / f"{LESSON}.ipynb")
    for command in ("autograde", "generate_feedback"):
        done = nbgrader(root, command, LESSON)
        assert done.returncode == 0, done.stderr
    return root


def scores(root: Path, student: str) -> dict[str, float]:
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        entry = gradebook.find_submission_notebook(LESSON, LESSON, student)
        return {grade.name: grade.score for grade in entry.grades}


@pytest.mark.slow
def test_the_same_answers_score_the_same(course: Path) -> None:
    assert release_folder(course, LANGUAGE).name == "release-zh-CN"
    english, chinese = scores(course, "english"), scores(course, "chinese")
    assert chinese == english
    assert len(english) > 20
    assert 0 < sum(chinese.values()) < 76
    assert chinese["cycle-interest--worked-example"] == 3
    assert chinese["cycle-interest--other-cycles"] == 0


@pytest.mark.slow
def test_a_note_is_said_to_the_instructor_in_the_instructors_language(course: Path) -> None:
    """Both notebooks end Python once; nothing else had to be said, for nothing had to be healed."""
    said = attention(course, LESSON).set_index("student")["sentence"]
    assert set(said.index) == {"english", "chinese"} and len(said) == 2
    assert all("ended Python (exit, os._exit or a crash)" in sentence for sentence in said)
    with speaking("zh-CN"):
        said = attention(course, LESSON)["sentence"]
    assert all(re.match(r"第 \d+ 个单元格结束了 Python", sentence) for sentence in said)


@pytest.mark.slow
def test_feedback_speaks_the_language_of_the_release(course: Path) -> None:
    pages = {
        student: (course / "feedback" / student / LESSON / f"{LESSON}.html").read_text()
        for student in ("english", "chinese")
    }
    assert "That is the nominal rate: what if each month" in pages["english"]
    assert "尚未正确" not in pages["english"]
    # A named mistake of a visible check, a case and a diagnosis of a hidden one.
    assert "这是名义年利率：如果每个月的利息也生息，会怎样？" in pages["chinese"]
    assert "隐藏情形“有溢缴款的客户”中的 cycle_interest" in pages["chinese"]
    assert "溢缴款不是欠款：合约会为它支付利息吗？" in pages["chinese"]
    assert "Not yet right" not in pages["chinese"]
    # The grader's own words: of a cell that was left out, and of nbgrader's template.
    assert "个单元格结束了 Python" in pages["chinese"]
    assert "ended Python (exit" in pages["english"]
    for english, chinese in (
        ("Student&#39;s answer", "学员的答案"),
        ("Score: ", "得分："),
        ("Grade cell: <code>", "批改单元格：<code>"),
        (">Test cell<", ">检查单元格<"),
        (">(Top)<", ">（返回顶部）<"),
        ("Written response", "书面答案"),
        ("No response.", "没有作答。"),
    ):
        assert english.replace("&#39;", "'") in pages["english"]
        assert english not in pages["chinese"].replace("'", "&#39;")
        assert chinese in pages["chinese"]
    assert '<html lang="zh-CN">' in pages["chinese"]


def kept(root: Path, student: str) -> dict[str, dict[str, str] | None]:
    path = root / "autograded" / student / LESSON / f"{LESSON}.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    return {cell.id: read_outcome(cell) for cell in cells if read_outcome(cell)}


@pytest.mark.slow
def test_the_same_mistakes_are_kept_alike_and_forged_ones_are_not(course: Path) -> None:
    english, chinese = kept(course, "english"), kept(course, "chinese")
    assert english == chinese and 3 <= len(english) <= 6
    told = {"kind": "wrong", "diagnosis": NOMINAL, "error": "", "case": ""}
    assert told in english.values()
    assert FORGED not in str(english)
    # The forger's own cell is shown; its metadata are not.
    page = (course / "feedback" / "english" / LESSON / f"{LESSON}.html").read_text()
    assert FORGED in page and "&quot;kind&quot;" not in page and '"kind"' not in page


@pytest.mark.slow
def test_the_report_counts_both_as_one(course: Path) -> None:
    chapter = read_chapter(open_course(course, course / "nbgrader_config.py"), LESSON)
    assert chapter.outdated == () and len(chapter.mistakes) >= 3
    assert set(chapter.mistakes["students"]) == {2}


@pytest.mark.parametrize("noted", ["fr", None, ["zh-CN"], {"language": "../.."}])
def test_an_odd_note_is_english(noted: object) -> None:
    nb = NotebookNode(metadata=NotebookNode(cardpm={"language": noted}))
    assert read_language(nb) == "en"
    assert opening("en", LESSON) == ""


def test_the_opening_brings_what_hidden_checks_say() -> None:
    assert "溢缴款不是欠款" in opening(LANGUAGE, LESSON)
    assert "溢缴款不是欠款" not in opening(LANGUAGE, "99_unknown")
