"""Lesson text in course/lessons/ to notebooks in source/."""

import argparse

from course.commands.lessons import add_lesson, console, lessons
from course.commands.surroundings import course_folder
from course.language import say
from course.press.build import build, is_fresh

EXAMPLE = "cardpm build 02 --check"


def add_options(command: argparse.ArgumentParser) -> None:
    add_lesson(command)
    command.add_argument(
        "--check", action="store_true", help=say("write nothing; exit 1 when source/ is stale")
    )


def run(options: argparse.Namespace) -> int:
    root, stale = course_folder(), 0
    for folder in lessons(root, options.lesson):
        if options.check:
            fresh = is_fresh(folder, root / "source")
            stale += not fresh
            state = say("fresh") if fresh else say("STALE, run cardpm build")
        else:
            changed = build(folder, root / "source")
            state = say("written") if changed else say("unchanged")
        console.print(f"source/{folder.name}: {state}")
    return int(stale > 0)
