"""Lesson text in course/lessons/ to notebooks in source/."""

import argparse

from course.commands.lessons import add_lesson, console, lessons
from course.commands.surroundings import course_folder
from course.press.build import build, is_fresh

EXAMPLE = "cardpm build 02 --check"


def add_options(command: argparse.ArgumentParser) -> None:
    add_lesson(command)
    command.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 when source/ is stale"
    )


def run(options: argparse.Namespace) -> int:
    root, stale = course_folder(), 0
    for folder in lessons(root, options.lesson):
        if options.check:
            fresh = is_fresh(folder, root / "source")
            stale += not fresh
            state = "fresh" if fresh else "STALE, run cardpm build"
            console.print(f"source/{folder.name}: {state}")
        else:
            changed = build(folder, root / "source")
            console.print(f"source/{folder.name}: {'written' if changed else 'unchanged'}")
    return int(stale > 0)
