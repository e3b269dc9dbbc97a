"""nbgrader's API on a course folder: opened with our configuration, and its failures told."""

import os
import sys
from pathlib import Path

import pytest

from course.coursedir import NbgraderError, open_course, require_success

ROOT = Path(__file__).parent.parent


def test_opens_another_folder_with_our_configuration(tmp_path) -> None:
    api = open_course(tmp_path, ROOT / "nbgrader_config.py")
    assert api.coursedir.root == str(tmp_path.resolve())
    assert api.course_id == "cardpm"
    assert api.coursedir.db_url == f"sqlite:///{tmp_path.resolve() / 'gradebook.db'}"


def test_finds_nbgraders_tools_without_activation(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("PATH", "/usr/bin")
    open_course(tmp_path, ROOT / "nbgrader_config.py")
    assert str(Path(sys.executable).parent) in os.environ["PATH"].split(os.pathsep)


def test_a_failure_is_one_telling_sentence() -> None:
    log = (
        "[INFO] Converting\n[ERROR] Traceback\n  File x\n"
        "FileNotFoundError: [Errno 2] No such file or directory: 'alembic'\n"
        "[ERROR] Please see the the above traceback for details"
    )
    with pytest.raises(NbgraderError) as told:
        require_success({"success": False, "log": log, "error": ""}, "generating 02")
    assert str(told.value) == (
        "nbgrader stopped while generating 02: "
        "FileNotFoundError: [Errno 2] No such file or directory: 'alembic'"
    )
    assert require_success({"success": True, "log": "fine"}, "x") == "fine"
