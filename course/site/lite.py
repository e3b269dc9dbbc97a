"""Build a JupyterLite folder: the released notebooks and a Python that runs in the browser."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from importlib.metadata import distribution
from pathlib import Path

from jupyterlite_pyodide_kernel.constants import PYODIDE_VERSION
from packaging.specifiers import SpecifierSet

from course.publishing.kit import build_wheel
from course.site.errors import SiteError
from course.site.pages import read_release
from course.site.pyodide import LOCK, cut, opened_distribution, repack
from course.site.secrets import leaks

KERNEL = "@jupyterlite/pyodide-kernel-extension"
# The kernel's own Python side. In the lock file like the rest, they need no index.
KERNEL_WHEELS = ("piplite", "ipykernel", "pyodide_kernel")
BUILT_AT = "1767225600"  # 2026-01-01, as in the student kit
PRELOADED = ["micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython"]


@dataclass(frozen=True)
class Lite:
    """A built folder, how many notebooks, the Python in it, its size in bytes."""

    folder: Path
    notebooks: int
    python: str
    size: int


def build_lite(root: Path, pyodide: Path, to: Path, step: Callable[[str], None]) -> Lite:
    """Build the folder ``to`` from the course at ``root`` and a full Pyodide distribution.

    Parameters
    ----------
    root : Path
        The course's folder; its ``release/`` and the wheel of ``course`` go in.
    pyodide : Path
        Folder or ``.tar.bz2`` of a full release, best the one that the kernel was made for.
    to : Path
        Replaced.
    step : callable
        Called with a few words on what comes next.

    Raises
    ------
    SiteError
        When the distribution is not complete or too old for the kernel, or JupyterLite stops.
    """
    released = read_release(root)
    with tempfile.TemporaryDirectory() as scratch, opened_distribution(pyodide) as pack:
        work = Path(scratch)
        step("Building the course's wheel")
        wheels = [build_wheel(root, work), repack("comm", work), *_kernel_wheels()]
        step("Copying Python and its packages")
        _require_python(pack, wheels)
        python = cut(pack, wheels, work / "lite" / "static" / "pyodide")
        for each in released:
            folder = work / "files" / each.name
            folder.mkdir(parents=True)
            shutil.copy(root / "release" / each.name / f"{each.name}.ipynb", folder)
        found = leaks(root, work / "files", wheels[0])
        if found:
            raise SiteError(f"{found[0]}: run `cardpm release` and look at its leaks.")
        (work / "lite" / "jupyter-lite.json").write_text(json.dumps(settings()), "utf-8")
        step("Building JupyterLite")
        _run_jupyterlite(work)
        if to.exists():
            shutil.rmtree(to)
        shutil.copytree(work / "built", to)
    size = sum(path.stat().st_size for path in to.rglob("*") if path.is_file())
    return Lite(to, len(released), python, size)


def settings() -> dict[str, object]:
    """Return ``jupyter-lite.json``: nothing is asked of an index, the kernel's parts are loaded."""
    kernel = {"disablePyPIFallback": True, "loadPyodideOptions": {"packages": PRELOADED}}
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": "Credit card product manager",
            "litePluginSettings": {f"{KERNEL}:kernel": kernel},
        },
    }


def _kernel_wheels() -> list[Path]:
    folder = _extension() / "static" / "pypi"
    return [next(folder.glob(f"{name}-*.whl")) for name in KERNEL_WHEELS]


def _require_python(pack: Path, wheels: list[Path]) -> None:
    """Refuse a distribution in which the kernel would never start."""
    python = json.loads((pack / LOCK).read_text("utf-8"))["info"]["python"]
    for wheel in wheels:
        needs = _metadata(wheel).get("Requires-Python", "")
        # Upper bounds are guesses of the past: the kernel's own have been wrong.
        if not all(python in bound for bound in SpecifierSet(needs) if bound.operator == ">="):
            raise SiteError(
                f"this Pyodide has Python {python}, but {wheel.name} needs {needs}: "
                f"take Pyodide {PYODIDE_VERSION}."
            )


def _metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as opened:
        inside = next(name for name in opened.namelist() if name.endswith(".dist-info/METADATA"))
        return message_from_bytes(opened.read(inside))


def _extension() -> Path:
    """Return the folder of the kernel's extension, wherever pip has put it."""
    for file in distribution("jupyterlite-pyodide-kernel").files or []:
        if file.as_posix().endswith(f"{KERNEL}/package.json"):
            return Path(str(file.locate())).resolve().parent
    raise SiteError("jupyterlite-pyodide-kernel has lost its extension: install it again.")


def _run_jupyterlite(work: Path) -> None:
    """Build ``work/built`` with this one extension: the others talk to a server there is not."""
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--ignore-sys-prefix"]
    command += ["--no-sourcemaps", "--apps", "lab", f"--lite-dir={work / 'lite'}"]
    command += [f"--contents={work / 'files'}", f"--output-dir={work / 'built'}"]
    command += [f"--LiteBuildConfig.federated_extensions={_extension()}"]
    # A fixed date, the same bytes; Matplotlib's own (0: `course.charts`) JupyterLite refuses.
    dated = {**os.environ, "SOURCE_DATE_EPOCH": BUILT_AT}
    done = subprocess.run(command, capture_output=True, text=True, cwd=work, env=dated)
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip() or "no reason given").splitlines()[-1]
        raise SiteError(f"JupyterLite could not be built: {last}")
