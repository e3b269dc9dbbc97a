"""nbgrader's course directory, opened with this course's own configuration."""

import os
import re
import sys
from pathlib import Path

from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config, PyFileConfigLoader

from course.errors import CourseError
from course.language import say


class NbgraderError(CourseError):
    """An nbgrader command failed: what it said, and what to do."""


def open_course(root: Path, config_file: Path) -> NbGraderAPI:
    """Open nbgrader's API on a course folder.

    Parameters
    ----------
    root : Path
        The folder that holds ``source/``, ``release/`` and the gradebook.
    config_file : Path
        An ``nbgrader_config.py``; its ``CourseDirectory.root`` is replaced by ``root``.
    """
    # nbgrader calls alembic by name; it stands beside this Python, activated or not.
    beside = str(Path(sys.executable).parent)
    if beside not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([beside, os.environ.get("PATH", "")])
    config: Config = PyFileConfigLoader(
        config_file.name, path=str(config_file.parent)
    ).load_config()
    config.CourseDirectory.root = str(root.resolve())
    config.NbGraderAPI.log_level = "WARN"
    return NbGraderAPI(coursedir=CourseDirectory(config=config), config=config)


def require_success(result: dict[str, object], doing: str) -> str:
    """Return the log of an API call, or raise NbgraderError with its last telling line."""
    log = str(result.get("log", ""))
    if not result.get("success"):
        raise NbgraderError(
            say("nbgrader stopped while {doing}: {reason}", doing=doing, reason=_reason(result))
        )
    return log


def _reason(result: dict[str, object]) -> str:
    text = f"{result.get('log', '')}\n{result.get('error', '')}".strip()
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    # "Please see the above traceback" is nbgrader's last word, and says nothing.
    telling = [line for line in lines if re.search(r"(Error|Exception|ERROR)\b", line)]
    telling = [line for line in telling if "Please see" not in line]
    return (telling or lines or [say("it gave no reason")])[-1]
