"""The lessons that a verb was asked for."""

import argparse
from pathlib import Path

from rich.console import Console

from course.language import say
from course.press.lesson import find_lessons

console = Console(soft_wrap=False, highlight=False)


def add_lesson(command: argparse.ArgumentParser) -> None:
    """Give a verb its ``NN``; without it, all lessons."""
    command.add_argument("lesson", nargs="?", metavar="NN", help=say("a lesson, such as 02"))


def lessons(root: Path, number: str | None) -> list[Path]:
    """Return the folders of the lesson with this number, or of all."""
    return find_lessons(root / "course" / "lessons", number)
