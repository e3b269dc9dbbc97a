"""axe-core in the distribution's Chromium: what it finds on a page, rule by rule."""

import importlib.util
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = ["chromium", "chromium-browser", "google-chrome"]
LIBRARIES = ["playwright", "axe_playwright_python"]


def violations(pages: Iterable[Path]) -> dict[Path, dict[str, list[str]]]:
    """Return, of each page, the rules of axe that it breaks and the HTML of the places.

    Pages are read as on a machine without a network.
    """
    with _browser() as browser:
        return {page: dict(_broken(browser, page)) for page in pages}


def _broken(browser: "Browser", page: Path) -> Iterator[tuple[str, list[str]]]:
    from axe_playwright_python.sync_playwright import Axe

    opened = browser.new_page()
    opened.route("http*://**", lambda route: route.abort())
    opened.goto(page.as_uri(), wait_until="load")
    for rule in Axe().run(opened).response["violations"]:
        yield rule["id"], [place["html"] for place in rule["nodes"]]
    opened.close()


@contextmanager
def _browser() -> Iterator["Browser"]:
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    missing = [name for name in LIBRARIES if importlib.util.find_spec(name) is None]
    if program is None or missing:
        sentence = "axe needs Chromium (apt-get install chromium) and " + " and ".join(LIBRARIES)
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    from playwright.sync_api import sync_playwright

    # The sandbox of Chromium does not start for root, and CI is root.
    options = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=options)
        yield started
        started.close()
