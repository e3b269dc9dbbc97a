"""The gradebook on a real PostgreSQL server, with two graders at once.

The tests start a server of their own, on a socket in a temporary folder. They install Debian's
package where it is missing and they may; on CI (environment variable CI) nothing is left out.
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from course.grading.many import CannotGradeError, Graded, grade

from . import small_class
from .small_class import CLASS, LESSON, course_config, hand_in_class, nbgrader, scores

pytestmark = pytest.mark.slow
INSTALL = "apt-get install --yes --no-install-recommends postgresql"
PREFIX: list[str] = [] if os.geteuid() == 0 else ["sudo", "-n"]


def _programs() -> Path | None:
    """The folder of initdb and postgres: Debian keeps it off the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: p.parts[-3])
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).resolve().parent if on_path else None


def _install() -> None:
    quiet = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "capture_output": True}
    for command in ("apt-get update", INSTALL):
        try:
            subprocess.run([*PREFIX, *command.split()], timeout=600, **quiet)  # type: ignore[call-overload]
        except (OSError, subprocess.TimeoutExpired):
            return


@contextmanager
def server() -> Iterator[str]:
    """Start a PostgreSQL server; yield the address of its database."""
    programs = _programs()
    if programs is None:
        _install()
        programs = _programs()
    if programs is None:
        missing = f"PostgreSQL's server is not installed here: sudo {INSTALL}"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # a socket's path must be short
    user = None
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        user = "nobody"
        shutil.chown(folder, user)

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [programs / program, "-D", folder / "data", *arguments],
            user=user,
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
    try:
        run("initdb", "-U", "grader", "--auth=trust", "--encoding=UTF8", "--no-sync")
        run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            folder.chmod(0o755)
            yield f"postgresql+psycopg://grader@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with server() as address:
        yield address


@pytest.fixture(scope="module")
def course(
    released_course: Path, url: str, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, small_class.Scores]:
    """A course whose gradebook is on the server, and what its class must score."""
    root = Path(shutil.copytree(released_course, tmp_path_factory.mktemp("pg") / "course"))
    (root / "gradebook.db").unlink()
    config = root / "nbgrader_config.py"
    config.write_text(f"{config.read_text()}\nc.CourseDirectory.db_url = {url!r}\n")
    small_class.release(root)
    return root, hand_in_class(root)


def test_two_graders_at_once(course: tuple[Path, small_class.Scores], url: str) -> None:
    root, wanted = course
    halves = CLASS[::2], CLASS[1::2]
    graders = [
        subprocess.Popen(
            small_class.command("grade", "01", "--json", *(f"--student={s}" for s in half)),
            cwd=root,
            env=small_class.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for half in halves
    ]
    for grader in graders:
        out, said = grader.communicate()
        assert grader.returncode == 0, said + out
        (told,) = json.loads(out)
        assert told["problems"] == []
    assert scores(url) == wanted
    assert all(small_class.is_complete(root, student) for student in CLASS)
    assert not (root / "gradebook.db").exists()
    # Everything is done, and forced grading makes no second record of anybody.
    assert grade(course_config(root), LESSON) == []
    assert grade(course_config(root), LESSON, CLASS[:2], force=True) == [*map(Graded, CLASS[:2])]
    assert scores(url) == wanted


def test_nbgraders_own_commands(course: tuple[Path, small_class.Scores], url: str) -> None:
    """docs/cluster.md names them."""
    root, wanted = course
    for arguments in (("db", "upgrade"), ("autograde", LESSON, "--force"), ("export",)):
        done = nbgrader(root, *arguments)
        assert done.returncode == 0, done.stderr
    assert scores(url) == wanted
    rows = (root / "grades.csv").read_text().splitlines()
    assert len(rows) == 1 + len(CLASS)


def test_server_that_stops_is_one_line(released_course: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(released_course, tmp_path / "course"))
    hand_in_class(root, CLASS[:1])
    config = course_config(root)
    with server() as gone:
        config.CourseDirectory.db_url = gone
    with pytest.raises(CannotGradeError, match="does not open") as caught:
        grade(config, LESSON)
    assert "\n" not in str(caught.value)
