"""The pages that show a student's work, as nbgrader makes them and as a real browser shows them."""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import nbgrader.server_extensions.formgrader.handlers as formgrader
from nbconvert.exporters import HTMLExporter
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from ..course_of_malformed import HOMEWORK


def formgrader_page(root: Path, student: str) -> Path:
    """Write the page that the formgrader shows of a student's notebook."""
    exporter = _exporter(root)
    numbers = {"index": 0, "total": 1}
    names = dict.fromkeys(
        ("assignment_id", "notebook_id", "submission_id", "base_url", "notebook_path"), "x"
    )
    people = {"student": student, "last_name": "x", "first_name": "x"}
    html, _ = exporter.from_filename(
        str(root / "autograded" / student / HOMEWORK / f"{HOMEWORK}.ipynb"),
        resources=numbers | names | people,
    )
    page = root / "formgrader" / f"{student}.html"
    page.parent.mkdir(exist_ok=True)
    page.write_text(html)
    return page


@cache
def _exporter(root: Path) -> HTMLExporter:
    """Make the exporter as nbgrader's formgrader does (FormgradeExtension)."""
    sys.modules.setdefault("nbgrader_config", None)  # type: ignore[arg-type]
    config = PyFileConfigLoader("nbgrader_config.py", str(root)).load_config()
    extra = Config()
    extra.HTMLExporter.template_name = "formgrade"
    extra.HTMLExporter.extra_template_basedirs = [formgrader.template_path]
    config.merge(extra)
    return HTMLExporter(config=config)


def feedback_page(root: Path, student: str) -> Path:
    """Where `nbgrader generate_feedback` put a student's page."""
    return root / "feedback" / student / HOMEWORK / f"{HOMEWORK}.html"


def browser() -> str | None:
    """The path of a Chromium, if there is one."""
    return shutil.which("chromium") or shutil.which("google-chrome")


# Shows each page in a frame and says which of them a script of the student's has marked.
FRAMES = """<!doctype html><html><body>{frames}<script>
setTimeout(() => {{
  for (const frame of document.querySelectorAll("iframe"))
    if (frame.contentDocument.documentElement.hasAttribute("data-owned"))
      frame.title = "owned";
    else if (!frame.contentDocument.querySelector(".nbgrader_cell, .panel, .cell"))
      frame.title = "empty";
}}, 3000);
</script></body></html>"""


def owned(found: Iterable[Path]) -> dict[Path, bool]:
    """Show pages in a real browser, without a network; tell on which the student's script ran."""
    chromium, by_name = browser(), {str(n): page for n, page in enumerate(found)}
    assert chromium
    with tempfile.TemporaryDirectory(prefix="frames-") as folder:
        frames = "".join(
            f'<iframe id="{n}" src="{page.as_uri()}"></iframe>\n' for n, page in by_name.items()
        )
        whole = Path(folder, "frames.html")
        whole.write_text(FRAMES.format(frames=frames))
        done = subprocess.run(
            [
                *(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"),
                *("--virtual-time-budget=10000", "--host-resolver-rules=MAP * ~NOTFOUND"),
                *("--allow-file-access-from-files", "--disable-web-security"),
                *(f"--user-data-dir={folder}/profile", whole.as_uri()),
            ],
            capture_output=True,
            text=True,
            timeout=120,
        )
    titles = dict(re.findall(r'<iframe id="(\d+)"[^>]*?title="(\w+)"', done.stdout))
    assert len(re.findall("<iframe id=", done.stdout)) == len(by_name), done.stderr
    assert "empty" not in titles.values(), "a page was not shown"
    return {page: titles.get(name) == "owned" for name, page in by_name.items()}
