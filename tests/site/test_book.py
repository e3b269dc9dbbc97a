"""The real book: complete, without warnings, without secrets."""

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course.press.lesson import find_lessons, read_lesson
from course.publishing.leaks import find_leaks, secret_lines
from course.site.book import build_book
from course.site.errors import SiteError
from course.site.links import read_page
from course.site.secrets import leaks, site_files
from tests.site.built import ROOT, built_book

pytestmark = [
    pytest.mark.slow,
    # MyST's own use of Sphinx, of Sphinx 11.
    pytest.mark.filterwarnings("ignore::PendingDeprecationWarning"),
]


def test_the_book_builds_without_a_warning_a_dead_link_or_a_leak() -> None:
    book = built_book()
    assert book.faults == ()
    assert book.pages >= 16


def test_teaching_cells_have_run_and_tasks_have_not() -> None:
    pictures = 0
    pages = sorted((built_book().folder / "notebooks").glob("*.html"))
    assert len(pages) == 11
    for path in pages:
        text = path.read_text("utf-8")
        assert "NotImplementedError" in text, "a task's stub is shown"
        assert "Traceback" not in text and 'class="output traceback' not in text
        assert "YOUR ANSWER HERE" in text
        assert "Hidden check" not in text
        pictures += read_page(text).pictures
    assert pictures >= 60


def test_the_glossary_and_the_map_are_there() -> None:
    files = {Path(name).name: text for name, text in site_files(built_book().folder)}
    assert "日均余额" in files["glossary.html"]
    assert "effective-annual-rate" in files["coverage.html"]
    links = read_page((built_book().folder / "coverage.html").read_text("utf-8")).links
    into_02 = [link for link in links if link.startswith("notebooks/02_finance_and_regulation")]
    # The links check has followed each; here they lead to tasks, not to the page's top.
    assert any("annual-rate" in link.partition("#")[2] for link in into_02)


def test_each_notebook_leads_to_the_course_in_the_browser() -> None:
    folder = built_book().folder
    assert (folder / "lite" / "lab" / "index.html").read_text() == "<p>JupyterLab</p>"
    for path in (folder / "notebooks").glob("*.html"):
        wanted = f"../lite/lab/index.html?path={path.stem}/{path.stem}.ipynb"
        assert wanted in read_page(path.read_text("utf-8")).links
    assert "lite/lab/index.html" in read_page((folder / "index.html").read_text("utf-8")).links


def test_a_secret_between_the_colours_of_code_is_found(tmp_path: Path) -> None:
    lesson = find_lessons(ROOT / "course" / "lessons", "02")[0]
    secrets = secret_lines(read_lesson(lesson))
    secret = sorted(secrets)[0]
    coloured = " ".join(f"<span class='n'>{word}</span>" for word in secret.split(" "))
    (tmp_path / "page.html").write_text(f"<pre>\n{coloured}\n</pre>")
    assert [leak.line for leak in find_leaks(site_files(tmp_path), secrets)] == [secret]


def test_a_secret_in_a_notebook_to_download_is_found() -> None:
    source = ROOT / "source" / "02_finance_and_regulation"
    assert len(leaks(ROOT, source)) > 10


@pytest.fixture
def small_course(tmp_path: Path) -> Callable[[str], Path]:
    """Make a course with one small notebook, whose reading runs some code."""

    def make(code: str) -> Path:
        glossary = "| English | 中文 | Meaning |\n|---|---|---|\n| fee | 费用 | a price |\n"
        cells = [new_markdown_cell("# 97 · Tiny\n\nText."), new_code_cell(code)]
        folder = tmp_path / "release" / "97_tiny"
        folder.mkdir(parents=True)
        notebook = new_notebook(cells=[*cells, new_markdown_cell(glossary)])
        nbformat.write(notebook, folder / "97_tiny.ipynb")
        return tmp_path

    shown = ("course", "site", "docs", "requirements")
    for part in (*shown, "pyproject.toml", "README.md", "LICENSE", "LICENSE-TEXT"):
        (tmp_path / part).symlink_to(ROOT / part)
    return make


def test_a_teaching_cell_that_fails_stops_the_build(small_course) -> None:
    root = small_course("1 / 0")
    with pytest.raises(SiteError, match="97_tiny"):
        build_book(root, root / "out", lambda pages, name: None)
    assert not (root / "out").exists()


def test_a_secret_in_a_page_stops_the_build(small_course) -> None:
    lesson = read_lesson(find_lessons(ROOT / "course" / "lessons", "02")[0])
    secret = max(secret_lines(lesson), key=len)
    root = small_course(f"text = {secret!r}\nprint(text)")
    with pytest.raises(SiteError, match=r"leaks in all\. The site stays as it was"):
        build_book(root, root / "out", lambda pages, name: None)
    assert not (root / "out").exists()
