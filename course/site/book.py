"""Build the book with Sphinx: gather the pages, run the teaching cells, judge the result."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from io import StringIO
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.console import strip_colors
from sphinx.util.docutils import docutils_namespace, patch_docutils

from course.site.errors import SiteError
from course.site.links import find_faults
from course.site.pages import LITE, gather
from course.site.secrets import leaks

# Pages of JupyterLite and templates of the theme: not of the book.
NO_PAGES = frozenset({LITE, "_static"})
# Outputs are kept from one build to the next; what may change them names their folder.
OUTPUTS = ("bank", "charts.py", "cardpm.mplstyle", "feedback")


@dataclass(frozen=True)
class Book:
    """A built book: its folder, how many pages, and what is wrong with it."""

    folder: Path
    pages: int
    faults: tuple[str, ...]


def build_book(root: Path, to: Path, step: Callable[[int, str], None]) -> Book:
    """Build the book of the course at ``root``.

    Parameters
    ----------
    root : Path
        The course's folder; ``.site/`` in it keeps executed outputs for the next build.
    to : Path
        What stood there is replaced, except ``lite/``.
    step : callable
        Called with the number of pages and the name of each, when its turn comes.

    Raises
    ------
    SiteError
        When Sphinx stops, such as for a teaching cell that fails, or a secret would be shown.
    """
    with tempfile.TemporaryDirectory() as scratch, _plain_kernels(Path(scratch, "ipython")):
        sources, built = Path(scratch, "pages"), Path(scratch, "site")
        names = gather(root, sources, with_lite=(to / LITE).is_dir())
        cache = _outputs_folder(root)
        warnings = _run_sphinx(root / "site", sources, built, cache, lambda n: step(len(names), n))
        (built / ".buildinfo").unlink(missing_ok=True)
        found = leaks(root, built)
        if found:
            raise SiteError(f"{found[0]}; {len(found)} leaks in all. The site stays as it was.")
        # Links may lead to lite/, which stays where it is.
        _replace(built, to)
    faults = [*warnings, *find_faults(to, NO_PAGES)]
    return Book(to, len(names), tuple(faults))


def _run_sphinx(
    config: Path, sources: Path, to: Path, cache: Path, step: Callable[[str], None]
) -> list[str]:
    warnings = StringIO()
    doctrees = sources.parent / "doctrees"
    overrides = {"nb_execution_cache_path": str(cache)}
    try:
        with patch_docutils(str(config)), docutils_namespace():
            app = Sphinx(
                sources,
                config,
                to,
                doctrees,
                "html",
                confoverrides=overrides,
                status=None,
                warning=warnings,
            )
            app.connect("source-read", lambda _app, name, _text: step(name))
            app.build()
    except Exception as stopped:
        raise SiteError(f"the book could not be built: {_reason(stopped, warnings)}") from stopped
    return [f"warning: {line}" for line in _lines(warnings)]


def _reason(stopped: Exception, warnings: StringIO) -> str:
    return f"{stopped} {' '.join(_lines(warnings)[-1:])}".strip()


def _lines(warnings: StringIO) -> list[str]:
    return [line for line in strip_colors(warnings.getvalue()).splitlines() if line.strip()]


@contextmanager
def _plain_kernels(profile: Path) -> Iterator[None]:
    """Run kernels with IPython's own defaults, whatever this user's profile starts."""
    settings = profile / "profile_default" / "ipython_kernel_config.py"
    settings.parent.mkdir(parents=True)
    # A kernel here talks to this process only; its warning about that is noise.
    settings.write_text("get_config().IPKernelApp.log_level = 'ERROR'\n")
    before = os.environ.get("IPYTHONDIR")
    os.environ["IPYTHONDIR"] = str(profile)
    try:
        yield
    finally:
        del os.environ["IPYTHONDIR"]
        if before is not None:
            os.environ["IPYTHONDIR"] = before


def _replace(built: Path, to: Path) -> None:
    to.mkdir(parents=True, exist_ok=True)
    for path in to.iterdir():
        if path.name != LITE:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(built, to, dirs_exist_ok=True)


def _outputs_folder(root: Path) -> Path:
    """Return the folder of kept outputs; those of other data or libraries are removed."""
    seen = hashlib.sha256()
    for name in ("numpy", "pandas", "matplotlib"):
        seen.update(f"{name} {version(name)}".encode())
    for part in OUTPUTS:
        path = root / "course" / part
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                seen.update(file.read_bytes())
    folder = root / ".site" / seen.hexdigest()[:16]
    for other in folder.parent.glob("*"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
    return folder
