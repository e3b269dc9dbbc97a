"""Handing in: a zip that nbgrader's collector reads, and the real exchange."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from nbgrader.plugins import FileNameCollectorPlugin
from traitlets.config import Config

from course.cli import main
from course.student.handing_in import HandInError, find_exchange, pack
from course.student.place import GUIDE
from tests.student.small import DOUBLE, NAME, write_small

ROOT = Path(__file__).parent.parent.parent
# The example in nbgrader's documentation, "Managing assignment files manually".
DOCUMENTED = r".*_(?P<student_id>\w+)_attempt_(?P<timestamp>[0-9\-]+)_(?P<file_id>.*)"


@pytest.fixture
def kit(tmp_path, monkeypatch) -> Path:
    folder = tmp_path / "my kit"
    write_small(folder, {"double": DOUBLE})
    (folder / GUIDE).write_text("Start here")
    monkeypatch.chdir(folder)
    return folder


def configure_exchange(folder: Path, exchange: Path) -> None:
    config = f"c = get_config()\nc.Exchange.root = {str(exchange)!r}\n"
    config += f"c.Exchange.cache = {str(exchange.parent / 'cache')!r}\n"
    config += "c.CourseDirectory.course_id = 'cardpm'\n"
    folder.mkdir(exist_ok=True)
    (folder / "nbgrader_config.py").write_text(config)


@pytest.mark.parametrize("student", ["ada07", "李雷"])
def test_the_zip_is_named_as_nbgrader_documents(kit, student) -> None:
    packed = pack(kit / NAME / f"{NAME}.ipynb", student)
    with zipfile.ZipFile(packed) as opened:
        (inside,) = opened.namelist()
        assert opened.read(inside) == (kit / NAME / f"{NAME}.ipynb").read_bytes()
    reader = FileNameCollectorPlugin(
        config=Config(FileNameCollectorPlugin={"named_regexp": DOCUMENTED})
    )
    read = reader.collect(f"/course/downloaded/{NAME}/extracted/{packed.stem}/{inside}")
    assert read["student_id"] == student and read["file_id"] == f"{NAME}.ipynb"
    assert re.fullmatch(r"\d{4}(-\d\d){5}", read["timestamp"])


@pytest.mark.parametrize("student", ["", "a b", "a_b", "../x", "a+b"])
def test_an_id_that_would_be_misread_is_refused(kit, student) -> None:
    with pytest.raises(HandInError, match="letters and digits"):
        pack(kit / NAME / f"{NAME}.ipynb", student)
    assert not (kit / "handed_in").exists()


def test_without_an_exchange_a_zip_is_written(kit, capsys, monkeypatch) -> None:
    monkeypatch.setenv("LOGNAME", "ada.lovelace_07")
    assert main(["submit", "02"]) == 0
    said = capsys.readouterr().out
    (packed,) = (kit / "handed_in").iterdir()
    assert packed.name.startswith(f"{NAME}_adalovelace07_attempt_")
    assert packed.name in said and "names you adalovelace07" in said and "as you saved it" in said


def test_a_broken_notebook_is_not_handed_in(kit, capsys) -> None:
    (kit / NAME / f"{NAME}.ipynb").write_text("")
    assert main(["submit", "02"]) == 2
    assert "cannot be read" in capsys.readouterr().err
    assert not (kit / "handed_in").exists()


def test_an_exchange_without_this_notebook_is_none(kit, tmp_path) -> None:
    configure_exchange(kit, tmp_path / "exchange")
    assert find_exchange(kit, NAME) is None


def nbgrader(folder: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "JUPYTER_CONFIG_DIR": str(folder / "no")}
    command = [sys.executable, "-m", "nbgrader", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stderr


@pytest.mark.slow
def test_through_a_real_exchange(kit, tmp_path, capsys) -> None:
    exchange, course = tmp_path / "exchange", tmp_path / "course"
    exchange.mkdir()
    exchange.chmod(0o777)
    for folder in (course, kit):
        configure_exchange(folder, exchange)
    write_small(course / "release")
    nbgrader(course, "release_assignment", NAME)

    assert main(["submit", "02"]) == 0
    said = capsys.readouterr().out
    assert f"Handed in: cardpm {NAME} 20" in said and not (kit / "handed_in").exists()
    nbgrader(course, "collect", NAME)
    (collected,) = course.glob(f"submitted/*/{NAME}/{NAME}.ipynb")
    assert collected.read_bytes() == (kit / NAME / f"{NAME}.ipynb").read_bytes()

    shutil.rmtree(exchange / "cardpm" / "inbound")
    assert main(["submit", "02"]) == 2, "nbgrader's reason and a way out"
    told = capsys.readouterr().err
    assert "Inbound directory doesn't exist" in told and "--zip" in told
