"""Start JupyterLab where the student's notebooks lie."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

# Jupyter's own settings: no questions about news, nbgrader's instructor panels out of the way.
SETTINGS = Path(__file__).parent / "settings"


def start_lab(notebook: Path, folder: Path, browser: bool, options: Sequence[str]) -> None:
    """Run JupyterLab on ``folder`` with a notebook open, until it is ended.

    Parameters
    ----------
    notebook : Path
        A file below ``folder``.
    browser : bool
        Whether to open it in the browser; the address is printed in any case.
    options : sequence of str
        Further options of `jupyter lab`.
    """
    # Here, for it takes a second and only this needs it.
    from jupyterlab.labapp import LabApp  # type: ignore[import-untyped]

    # In JupyterLab's terminal `cardpm` and `nbgrader` are found, activated or not.
    os.environ["PATH"] = _first("PATH", str(Path(sys.executable).parent))
    os.environ["JUPYTER_CONFIG_PATH"] = _first("JUPYTER_CONFIG_PATH", str(SETTINGS))
    # The folder that nbgrader's Validate reads its configuration from.
    os.chdir(folder)
    given = [
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.default_url=/lab/tree/{notebook.relative_to(folder).as_posix()}",
        *(() if browser else ("--no-browser",)),
        *options,
    ]
    LabApp.launch_instance(given)


def _first(variable: str, path: str) -> str:
    others = os.environ.get(variable, "")
    return os.pathsep.join([path, others]) if others else path
