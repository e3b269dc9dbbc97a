"""The class report in a real browser: offline, at two widths, by keyboard, checked with axe."""

import os
from pathlib import Path

import pytest

from course.cli import main
from tests.reporting.classes import NAME, random_class

pytestmark = [pytest.mark.slow, pytest.mark.browser]
WIDTHS = [1280, 400]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Reports of one notebook and of a course, of classes that have something of everything."""
    root, made = tmp_path_factory.mktemp("reports"), {}
    random_class(root / "class", 60, name="01_products_and_market")
    random_class(root / "class", 40, name=NAME)
    for name, lesson in (("notebook", ["02"]), ("course", [])):
        made[name] = root / f"{name}.html"
        words = ["report", *lesson, "--course", str(root / "class"), "--out", str(made[name])]
        assert main(words) == 0
    return made


@pytest.fixture(scope="module")
def axe():
    try:
        from axe_playwright_python.sync_playwright import Axe
    except ModuleNotFoundError:
        sentence = "axe is not here. To run it: pip install axe-playwright-python"
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    return Axe()


@pytest.fixture
def opened(browser, pages):
    """Open a report without a network: ``opened(name, width)``; asked addresses beside it."""
    contexts = []

    def open_page(name: str, width: int):
        context = browser.new_context(viewport={"width": width, "height": 900}, offline=True)
        contexts.append(context)
        page, asked = context.new_page(), []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(pages[name].as_uri())
        return page, asked

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", ["notebook", "course"])
@pytest.mark.parametrize("width", WIDTHS)
def test_it_is_whole_and_accessible(opened, axe, pictures: Path, name: str, width: int) -> None:
    page, asked = opened(name, width)
    page.screenshot(path=pictures / f"report_{name}_{width}.png", full_page=True)
    for summary in page.locator("summary").all():
        summary.click()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    broken = "[...document.images].filter(one => !one.naturalWidth).length"
    assert page.evaluate(broken) == 0 < page.evaluate("document.images.length")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = axe.run(page)
    assert found.violations_count == 0, found.generate_report()


def test_axe_finds_planted_faults(opened, axe) -> None:
    page, _ = opened("notebook", 1280)
    faults = '<img src="data:,"><p style="color:#bbb;background:#fff">too faint</p>'
    page.evaluate("faults => document.querySelector('main').innerHTML += faults", faults)
    found = {fault["id"] for fault in axe.run(page).response["violations"]}
    assert {"image-alt", "color-contrast"} <= found


def test_the_keyboard_reaches_everything(opened) -> None:
    page, _ = opened("notebook", 400)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    wanted = page.locator("a[href], summary, [tabindex='0']").count()
    reached = set()
    for _ in range(wanted):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.outerHTML.slice(0, 120)"))
        outline = "getComputedStyle(document.activeElement).outlineStyle"
        assert page.evaluate(outline) != "none", "the focus is not seen"
    assert len(reached) == wanted > 10
    page.locator("a[href='#mistakes']").press("Enter")
    assert page.url.endswith("#mistakes")
