"""A real browser and a real JupyterLab for journeys; pictures of each step are kept."""

import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PATIENCE = 60  # seconds until JupyterLab answers
CHROMIUM = ["chromium", "chromium-browser", "google-chrome"]


def _leave_out(what: str, how: str) -> None:
    """Skip where something is missing; on CI nothing is left out."""
    sentence = f"{what} is not here. To run the browser's journeys: {how}"
    if os.environ.get("CI"):
        pytest.fail(sentence)
    pytest.skip(sentence)


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """The distribution's Chromium, driven by Playwright.

    One for each module: Playwright's event loop would disturb later tests that start one.
    """
    if importlib.util.find_spec("playwright") is None:
        _leave_out("Playwright", "pip install playwright")
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        _leave_out("Chromium", "apt-get install chromium")
    from playwright.sync_api import sync_playwright

    # The sandbox of Chromium does not start for root, and CI is root.
    options = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=options)
        yield started
        started.close()


@pytest.fixture(scope="session")
def pictures() -> Path:
    """The folder for screenshots: tests/browser/pictures_made, or what CARDPM_PICTURES names."""
    folder = Path(os.environ.get("CARDPM_PICTURES") or HERE / "pictures_made")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class Labs:
    """JupyterLabs on this machine, without a token, with settings of their own.

    ``environment`` is what they and commands beside them run in.
    """

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._running: list[subprocess.Popen[bytes]] = []
        settings = {
            "ServerApp": {"allow_root": True, "open_browser": False, "port_retries": 0},
            "IdentityProvider": {"token": ""},
        }
        config = scratch / "config"
        config.mkdir()
        (config / "jupyter_server_config.json").write_text(json.dumps(settings))
        self.environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
            "JUPYTER_CONFIG_DIR": str(config),
            "JUPYTER_DATA_DIR": str(scratch / "data"),
            "JUPYTER_RUNTIME_DIR": str(scratch / "runtime"),
        }

    def start(
        self,
        folder: Path,
        command: Sequence[str] = (sys.executable, "-m", "jupyterlab"),
        more: Mapping[str, str] | None = None,
    ) -> str:
        """Start a JupyterLab in a folder by a command and return its address, without a slash.

        ``more`` are further environment variables. It is ended with the test.
        """
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        log = self._scratch / f"lab{port}.log"
        with log.open("wb") as out:
            lab = subprocess.Popen(
                command,
                cwd=folder,
                env={**self.environment, "JUPYTER_PORT": str(port), **(more or {})},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        self._running.append(lab)
        address = f"http://localhost:{port}"
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and lab.poll() is None:
            try:
                urllib.request.urlopen(f"{address}/api", timeout=2).close()
                return address
            except OSError:
                time.sleep(0.3)
        pytest.fail(f"JupyterLab did not come up: {log.read_text(errors='replace')[-3000:]}")

    def end(self) -> None:
        for lab in self._running:
            lab.terminate()  # it ends its kernels, too
        for lab in self._running:
            try:
                lab.wait(15)
            except subprocess.TimeoutExpired:
                lab.kill()
                lab.wait()


@pytest.fixture(scope="module")
def labs(tmp_path_factory) -> Iterator[Labs]:
    """Start JupyterLabs by any command: `labs.start(folder, command)`."""
    started = Labs(tmp_path_factory.mktemp("labs"))
    yield started
    started.end()


@pytest.fixture(scope="module")
def jupyterlab(labs: Labs) -> Callable[[Path], str]:
    """Start a JupyterLab on a folder: `address = jupyterlab(folder)`."""
    return labs.start
