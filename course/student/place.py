"""Where a student's notebooks lie: a kit, a clone of the course, or a folder of fetched ones."""

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from course.errors import CourseError
from course.language import say

GUIDE = "START_HERE.md"
WORK = "work"
TOPIC = re.compile(r"\d\d_\w+")


class PlaceError(CourseError):
    """No notebooks here, or not this one: a sentence and a next step."""


@dataclass(frozen=True)
class Place:
    """A folder with notebooks ``NN_topic/NN_topic.ipynb`` that a student may edit.

    Parameters
    ----------
    folder : Path
        Where the student works.
    names : tuple of str
        The notebooks that the student has or can have, in order: ``02_finance_and_regulation``.
    released : Path or None
        In a clone, the folder that a notebook is copied from when it is opened; it is never edited.
    """

    folder: Path
    names: tuple[str, ...]
    released: Path | None = None

    def name(self, number: str) -> str:
        """Return the full name of a notebook from its number or name.

        Raises
        ------
        PlaceError
            When there is no such notebook; the message names those that are there.
        """
        for name in self.names:
            if name == number or name.startswith(f"{number.zfill(2)}_"):
                return name
        raise PlaceError(
            say(
                "There is no notebook {number!r} here; there are: {names}.",
                number=number,
                names=", ".join(self.names),
            )
        )

    def notebook(self, name: str) -> Path:
        """Return where the student's notebook lies, or will lie once it is opened."""
        return self.folder / name / f"{name}.ipynb"

    def open(self, name: str) -> Path:
        """Return the student's notebook; in a clone, copied from the release when it is new.

        A file of the student's is never replaced, and a copy is there whole or not at all.
        """
        if self.released is not None:
            for path in sorted((self.released / name).rglob("*")):
                to = self.folder / path.relative_to(self.released)
                if path.is_file() and ".ipynb_checkpoints" not in path.parts and not to.exists():
                    _copy(path, to)
            ignored = self.folder / ".gitignore"
            if not ignored.exists():
                ignored.write_text("# Your work stays out of the course's repository.\n*\n")
        return self.notebook(name)


def find_place(start: Path) -> Place:
    """Return the student's place: the kit or clone that ``start`` lies in, or fetched notebooks.

    Raises
    ------
    PlaceError
        When there is none; the message says what to do.
    """
    around = [start.resolve(), *start.resolve().parents]
    for folder in around:
        if (folder / GUIDE).is_file() and (names := _notebooks(folder)):
            return Place(folder, names)
        if (folder / "course" / "lessons").is_dir() and (folder / "release").is_dir():
            released = folder / "release"
            return Place(folder / WORK, _notebooks(released), released)
    for folder in around:  # fetched from an exchange: no guide beside them
        if names := _notebooks(folder):
            return Place(folder, names)
    raise PlaceError(
        say(
            "There are no notebooks here: cd to the folder of your kit (it holds {guide}) "
            "or to your clone of the course, and run this again.",
            guide=GUIDE,
        )
    )


def _notebooks(folder: Path) -> tuple[str, ...]:
    named = sorted(path.name for path in folder.iterdir() if TOPIC.fullmatch(path.name))
    return tuple(name for name in named if (folder / name / f"{name}.ipynb").is_file())


def _copy(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    half = to.with_name(f"{to.name}.part")
    shutil.copyfile(path, half)  # not its mode: a read-only release is to be edited here
    os.replace(half, to)
