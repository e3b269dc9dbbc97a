"""The JupyterLite folder, built by the real JupyterLite with a Pyodide that runs nothing."""

import json
import zipfile
from pathlib import Path

import pytest

from course.site.errors import SiteError
from course.site.lite import KERNEL, build_lite
from course.site.secrets import leaks
from tests.site.built import ROOT, hollow_pyodide

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def lite(tmp_path_factory) -> Path:
    scratch = tmp_path_factory.mktemp("lite")
    said: list[str] = []
    built = build_lite(ROOT, hollow_pyodide(scratch / "full"), scratch / "lite", said.append)
    assert built.notebooks == 11 and built.python == "3.14.2" and len(said) == 3
    return scratch / "lite"


def test_notebooks_are_those_of_the_release(lite) -> None:
    for path in ROOT.glob("release/*/*.ipynb"):
        inside = lite / "files" / path.relative_to(ROOT / "release")
        assert inside.read_bytes() == path.read_bytes()


def test_python_and_the_course_come_from_the_folder(lite) -> None:
    settings = json.loads((lite / "jupyter-lite.json").read_text())["jupyter-config-data"]
    kernel = settings["litePluginSettings"][f"{KERNEL}:kernel"]
    assert kernel["pyodideUrl"] == "./static/pyodide/pyodide.mjs"
    assert kernel["disablePyPIFallback"] is True
    packages = json.loads((lite / "static/pyodide/pyodide-lock.json").read_text())["packages"]
    assert set(kernel["loadPyodideOptions"]["packages"]) <= set(packages)
    with zipfile.ZipFile(lite / "static/pyodide" / packages["cardpm-course"]["file_name"]) as wheel:
        assert "course/bank/data/rules.csv" in wheel.namelist()


def test_only_the_kernels_extension_is_in_it(lite) -> None:
    settings = json.loads((lite / "jupyter-lite.json").read_text())["jupyter-config-data"]
    assert [each["name"] for each in settings["federated_extensions"]] == [KERNEL]


def test_nothing_in_it_is_secret(lite) -> None:
    assert leaks(ROOT, lite) == []


def test_a_secret_in_a_release_stops_the_build(tmp_path) -> None:
    """The instructor's notebook where the student's should be."""
    for part in ("course", "pyproject.toml", "README.md", "LICENSE", "LICENSE-TEXT"):
        (tmp_path / part).symlink_to(ROOT / part)
    name = "02_finance_and_regulation"
    (tmp_path / "release").mkdir()
    (tmp_path / "release" / name).symlink_to(ROOT / "source" / name)
    with pytest.raises(SiteError, match="run `cardpm release`"):
        build_lite(tmp_path, hollow_pyodide(tmp_path / "full"), tmp_path / "lite", str)
    assert not (tmp_path / "lite").exists()


def test_a_pyodide_too_old_for_the_kernel_is_refused(tmp_path) -> None:
    old = hollow_pyodide(tmp_path / "full", python="3.9.1")
    with pytest.raises(SiteError, match=r"Python 3.9.1, but .* needs .*: take Pyodide"):
        build_lite(ROOT, old, tmp_path / "lite", lambda words: None)
    assert not (tmp_path / "lite").exists()
