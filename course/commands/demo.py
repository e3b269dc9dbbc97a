"""Grade a practice class from end to end and show the table."""

import argparse

from course.commands.lessons import add_lesson, console, lessons
from course.commands.surroundings import course_folder
from course.demo.classroom import run_classes
from course.demo.table import print_class
from course.language import say

EXAMPLE = "cardpm demo 02"


def add_options(command: argparse.ArgumentParser) -> None:
    add_lesson(command)


def run(options: argparse.Namespace) -> int:
    root, uncaught = course_folder(), 0
    folders = lessons(root, options.lesson)
    with console.status(say("Starting")) as status:

        def tell(sentence: str) -> None:
            status.update(sentence)
            if not console.is_terminal:
                console.print(sentence, soft_wrap=True)

        for outcome in run_classes(folders, root, tell):
            uncaught += print_class(console, outcome, root)
    return int(uncaught > 0)
