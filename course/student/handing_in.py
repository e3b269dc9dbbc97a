"""Hand in a notebook: through nbgrader's exchange where there is one, else as a zip."""

import re
import subprocess
import sys
import zipfile
from contextlib import chdir
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from nbgrader.apps import NbGrader
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeFactory
from nbgrader.exchange.default import Exchange

from course.errors import CourseError
from course.language import say

COURSE = "cardpm"
FOLDER = "handed_in"


class HandInError(CourseError):
    """It could not be handed in: why, and what to do."""


@dataclass(frozen=True)
class Drop:
    """An nbgrader exchange that waits for a notebook.

    ``course`` is the course's id there, ``folder`` the one that `nbgrader submit` wants to run in.
    """

    course: str
    folder: Path


def find_exchange(folder: Path, name: str) -> Drop | None:
    """Return the configured exchange in which this notebook is released, None if there is none.

    nbgrader's own configuration files count, as they do for `nbgrader submit` in ``folder``.
    """
    app = NbGrader(log_level="ERROR")
    with chdir(folder):
        app.load_config_file()
    course = CourseDirectory(config=app.config).course_id or COURSE
    exchange = Exchange(config=app.config)
    drop = Drop(course, folder.parent if exchange.path_includes_course else folder)
    if ExchangeFactory(config=app.config).exchange is not Exchange:
        return drop  # another kind of exchange: only it knows what is released
    outbound = Path(exchange.root or "nowhere") / course / "outbound"
    return drop if (outbound / name).is_dir() else None


def submit(name: str, drop: Drop) -> str:
    """Hand in by `nbgrader submit` and return what it noted: course, notebook and time.

    Raises
    ------
    HandInError
        With nbgrader's reason, when it refuses.
    """
    command = [sys.executable, "-m", "nbgrader", "submit", name, "--course", drop.course]
    done = subprocess.run(
        command, cwd=drop.folder, capture_output=True, text=True, errors="replace"
    )
    if done.returncode:
        reasons = re.findall(r"\| (?:CRITICAL|ERROR)\] (.+)", done.stderr) or [
            say("it gave no reason")
        ]
        raise HandInError(
            say(
                "nbgrader did not take it: {reason}. Tell your instructor, "
                "or write a zip: `cardpm submit {number} --zip`.",
                reason=reasons[0].rstrip("."),
                number=name[:2],
            )
        )
    noted = re.search(r"Submitted as: (.+)", done.stderr)
    return noted[1] if noted else name


def pack(notebook: Path, student: str) -> Path:
    """Write the notebook as a zip into ``handed_in/`` and return it; an older one stays.

    Zip and notebook are named as in nbgrader's documentation of `nbgrader zip_collect`:
    ``NN_topic_STUDENT_attempt_YYYY-MM-DD-hh-mm-ss_NN_topic.ipynb``, time in UTC. Its example of
    ``FileNameCollectorPlugin.named_regexp`` reads student and time from it.

    Parameters
    ----------
    notebook : Path
        The student's saved notebook.
    student : str
        The id that the instructor knows; letters (of any script) and digits only.

    Raises
    ------
    HandInError
        When ``student`` has anything else in it.
    """
    if not re.fullmatch(r"[^\W_]+", student):
        raise HandInError(
            say(
                "{student!r} cannot be a student's id in a file name: "
                "say yours with letters and digits only, for example --student ada07.",
                student=student,
            )
        )
    moment = datetime.now(UTC).strftime("%Y-%m-%d-%H-%M-%S")
    attempt = f"{notebook.stem}_{student}_attempt_{moment}"
    archive = notebook.parent.parent / FOLDER / f"{attempt}.zip"
    archive.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.write(notebook, f"{attempt}_{notebook.name}")
    return archive
