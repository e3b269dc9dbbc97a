"""The book's sources, gathered from release/, docs/ and site/ into a folder for Sphinx."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import nbformat

from course.publishing.kit import build_kit
from course.site.coverage import coverage_page
from course.site.errors import SiteError
from course.site.glossary import glossary_page, read_glossary
from course.site.teaching import page_notebook

# Where `cardpm lite` puts the course that runs in the browser, inside the site.
LITE = "lite"
CONTENTS = "<!-- notebooks -->"
BROWSER = "<!-- browser -->"


@dataclass(frozen=True)
class Released:
    """One notebook of ``release/``."""

    name: str
    title: str
    notebook: nbformat.NotebookNode

    @property
    def number(self) -> str:
        """The lesson's number: ``02``."""
        return self.name[:2]


def read_release(root: Path) -> list[Released]:
    """Read the released notebooks in order.

    Raises
    ------
    SiteError
        When there are none.
    """
    found = []
    for path in sorted((root / "release").glob("*/*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        title = notebook.cells[0].source.partition("\n")[0].lstrip("# ")
        found.append(Released(path.stem, title, notebook))
    if not found:
        raise SiteError("release/ holds no notebook: run `cardpm release` first.")
    return found


def gather(root: Path, to: Path, *, with_lite: bool) -> list[str]:
    """Write all pages of the book into the empty folder ``to`` and return their names.

    Parameters
    ----------
    root : Path
        The course's folder.
    to : Path
        Made when missing; Sphinx's source folder.
    with_lite : bool
        Whether pages link to the course in the browser, in ``lite/``.
    """
    released = read_release(root)
    for folder in ("notebooks", "files"):
        (to / folder).mkdir(parents=True, exist_ok=True)
    entries = []
    for each in released:
        entries += read_glossary(each.notebook, each.name)
        # conf.py leaves files/ out: no page is made of what stands there.
        shutil.copy(root / "release" / each.name / f"{each.name}.ipynb", to / "files")
        page = page_notebook(each.notebook, each.number, _links(each.name, with_lite))
        nbformat.write(page, to / "notebooks" / f"{each.name}.ipynb")
    shutil.copy(root / "course" / "bank" / "data" / "data_dictionary.csv", to / "files")
    build_kit(root, [each.name for each in released], to / "files")
    texts = {
        "index.md": _start((root / "site" / "index.md").read_text("utf-8"), released, with_lite),
        "glossary.md": glossary_page(entries),
        "coverage.md": coverage_page((root / "docs" / "coverage.md").read_text("utf-8")),
    }
    for name in ("START_HERE.md", "student.md"):
        texts[name] = (root / "docs" / name).read_text("utf-8")
    for name, text in texts.items():
        (to / name).write_text(text, "utf-8")
    return [f"notebooks/{each.name}" for each in released] + [Path(name).stem for name in texts]


def _links(name: str, with_lite: bool) -> str:
    links = [f"{{download}}`Download this notebook <../files/{name}.ipynb>`"]
    if with_lite:
        path = f"{name}/{name}.ipynb"
        links.append(f"<a href='../{LITE}/lab/index.html?path={path}'>Open it in the browser</a>")
    return " · ".join(links)


def _start(text: str, released: list[Released], with_lite: bool) -> str:
    rows = [f"- [{each.title}](notebooks/{each.name}.ipynb)" for each in released]
    browser = (
        f"Nothing to install: <a href='{LITE}/lab/index.html'>open the course in the browser</a>. "
        "The first start loads some tens of megabytes.\n"
    )
    text = text.replace(BROWSER, browser if with_lite else "")
    return text.replace(CONTENTS, "\n".join(rows))
