"""What is taken from a Pyodide distribution, and what is refused."""

import json
import tarfile
import zipfile
from pathlib import Path

import pytest

from course.site.errors import SiteError
from course.site.pyodide import cut, lock_entry, opened_distribution, repack
from tests.site.built import hollow_pyodide


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    path = tmp_path / "cardpm_course-0.1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("course/__init__.py", "")
        archive.writestr("cardpm_course-0.1.0.dist-info/METADATA", "Name: cardpm-course")
    return path


def test_the_course_stands_in_the_lock_file_beside_what_it_needs(tmp_path, wheel) -> None:
    python = cut(hollow_pyodide(tmp_path / "full"), [wheel], tmp_path / "small")
    lock = json.loads((tmp_path / "small" / "pyodide-lock.json").read_text())
    assert python == "3.14.2"
    assert lock["packages"]["cardpm-course"]["imports"] == ["course"]
    assert lock["packages"]["cardpm-course"]["depends"] == ["numpy", "pandas", "matplotlib"]
    assert "python-dateutil" in lock["packages"], "what pandas needs comes with it"
    assert "scipy" not in lock["packages"], "what nobody needs stays out"
    for package in lock["packages"].values():
        assert (tmp_path / "small" / package["file_name"]).is_file()


def test_a_file_that_is_not_the_lock_files_is_refused(tmp_path, wheel) -> None:
    full = hollow_pyodide(tmp_path / "full")
    (full / "numpy-1.0-py3-none-any.whl").write_bytes(b"another numpy")
    with pytest.raises(SiteError, match=r"numpy-1\.0-.*\.whl is not the file"):
        cut(full, [wheel], tmp_path / "small")


def test_the_core_alone_is_refused(tmp_path, wheel) -> None:
    full = hollow_pyodide(tmp_path / "full")
    (full / "numpy-1.0-py3-none-any.whl").unlink()
    with pytest.raises(SiteError, match=r"lacks 1 files, such as numpy.*full release"):
        cut(full, [wheel], tmp_path / "small")


def test_an_archive_is_opened_and_closed_again(tmp_path) -> None:
    with tarfile.open(tmp_path / "pyodide.tar.bz2", "w:bz2") as archive:
        archive.add(hollow_pyodide(tmp_path / "pyodide"), "pyodide")
    with opened_distribution(tmp_path / "pyodide.tar.bz2") as folder:
        assert (folder / "pyodide.mjs").is_file()
    assert not folder.exists()


def test_another_folder_is_no_distribution(tmp_path) -> None:
    with pytest.raises(SiteError, match="no Pyodide distribution"), opened_distribution(tmp_path):
        pass


def test_an_installed_library_becomes_a_wheel_again(tmp_path) -> None:
    packed = repack("comm", tmp_path)
    name, entry = lock_entry(packed)
    assert (name, entry["imports"], entry["depends"]) == ("comm", ["comm"], [])
    with zipfile.ZipFile(packed) as archive:
        assert "comm/base_comm.py" in archive.namelist()
        assert all(".." not in inside for inside in archive.namelist())
