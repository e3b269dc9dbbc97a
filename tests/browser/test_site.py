"""The site as its readers meet it: the book's pages, and the course that runs in the browser.

With CARDPM_PYODIDE (a full Pyodide release) notebook 02 is solved in the browser, too.
"""

import functools
import http.server
import json
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from course.site.lite import build_lite
from tests.site.built import ROOT, built_book, hollow_pyodide

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::PendingDeprecationWarning"),
]
LESSON = "02_finance_and_regulation"
PAGES = ["index", f"notebooks/{LESSON}", "glossary", "coverage"]
PYODIDE = os.environ.get("CARDPM_PYODIDE")
RUN_ALL = """async () => {
  const panel = window.jupyterapp.shell.currentWidget;
  await panel.sessionContext.ready;
  await window.jupyterapp.commands.execute('notebook:run-all-cells');
  return panel.content.model.sharedModel.cells.map(cell => cell.toJSON());
}"""
READY = "window.jupyterapp?.shell.currentWidget?.sessionContext?.session"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *said: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder as plain files and give its address."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextmanager
def cut_off(browser: "Browser", address: str, width: int = 1280) -> Iterator["Page"]:
    """Give a page that reaches this address only, and fail when it has asked for another."""
    outside: list[str] = []

    def answer(route) -> None:
        if route.request.url.startswith((address, "blob:", "data:")):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    context = browser.new_context(viewport={"width": width, "height": 1000})
    context.route("**/*", answer)
    page = context.new_page()
    page.set_default_timeout(120_000)
    yield page
    context.close()
    assert outside == []


@pytest.mark.parametrize("width", [1280, 400])
def test_pages_fit_the_screen_and_fetch_nothing_from_elsewhere(browser, pictures, width) -> None:
    with served(built_book().folder) as address, cut_off(browser, address, width) as page:
        for name in PAGES:
            page.goto(f"{address}{name}.html")
            page.screenshot(path=pictures / f"site_{name.rpartition('/')[2]}_{width}.png")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
            drawn = page.locator("article img").evaluate_all(
                "all => all.every(each => each.complete && each.naturalWidth > 0)"
            )
            assert drawn, f"a picture of {name} did not load"


def test_a_check_unfolds_and_a_search_finds(browser, pictures) -> None:
    with served(built_book().folder) as address, cut_off(browser, address) as page:
        page.goto(f"{address}notebooks/{LESSON}.html")
        check = page.locator("details", has_text="Show the check").first
        assert not check.locator("pre").is_visible()
        check.locator("summary").click()
        assert check.locator("pre").is_visible()
        page.goto(f"{address}search.html?q=instalment")
        page.locator("#search-results li a").first.wait_for()
        page.screenshot(path=pictures / "site_search.png")


def test_the_course_opens_in_the_browser(browser, pictures, tmp_path) -> None:
    """JupyterLab and the notebook come up; this Pyodide is none, so nothing is run."""
    build_lite(ROOT, hollow_pyodide(tmp_path / "full"), tmp_path / "lite", str)
    with served(tmp_path / "lite") as address, cut_off(browser, address) as page:
        page.goto(f"{address}lab/index.html?path={LESSON}/{LESSON}.ipynb")
        page.get_by_role("heading", name="The decision: may Lantern Glow launch").wait_for()
        page.screenshot(path=pictures / "lite_notebook.png")


if PYODIDE:

    def test_a_notebook_is_solved_in_the_browser(browser, pictures, tmp_path) -> None:
        """All checks of notebook 02, hidden ones too, pass on the reference; nothing is fetched."""
        build_lite(ROOT, Path(PYODIDE), tmp_path / "lite", str)
        solved = ROOT / "source" / LESSON / f"{LESSON}.ipynb"
        shutil.copy(solved, tmp_path / "lite" / "files" / LESSON)
        settings = tmp_path / "lite" / "jupyter-lite.json"
        told = json.loads(settings.read_text())
        told["jupyter-config-data"]["exposeAppInBrowser"] = True
        settings.write_text(json.dumps(told))
        with served(tmp_path / "lite") as address, cut_off(browser, address) as page:
            page.goto(f"{address}lab/index.html?path={LESSON}/{LESSON}.ipynb")
            page.wait_for_function(READY)
            cells = [cell for cell in page.evaluate(RUN_ALL) if cell["cell_type"] == "code"]
            page.screenshot(path=pictures / "lite_solved.png")
        assert all(cell["execution_count"] for cell in cells)
        outputs = [output for cell in cells for output in cell["outputs"]]
        assert [out for out in outputs if out["output_type"] == "error"] == []
        assert sum("image/png" in out.get("data", {}) for out in outputs) >= 8
