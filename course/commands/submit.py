"""Hand in a notebook as last saved: by nbgrader's exchange where there is one, else as a zip."""

import argparse
import getpass
import re
from datetime import datetime
from pathlib import Path

from course.language import say
from course.student.handing_in import find_exchange, pack, submit
from course.student.place import find_place
from course.student.screen import show_any_text
from course.student.worksheet import read_notebook

EXAMPLE = "cardpm submit 02 --student ada07"


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("lesson", metavar="NN", help=say("a notebook, such as 02"))
    command.add_argument("--zip", action="store_true", help=say("a zip, even where an exchange is"))
    command.add_argument(
        "--student",
        default="",
        metavar="ID",
        help=say("your id, for the zip's name (your login)"),
    )


def run(options: argparse.Namespace) -> int:
    show_any_text()
    place = find_place(Path.cwd())
    name = place.name(options.lesson)
    notebook = place.notebook(name)
    read_notebook(notebook)  # an empty or broken file is not handed in unnoticed
    drop = None if options.zip else find_exchange(place.folder, name)
    if drop:
        print(say("Handed in: {noted}", noted=submit(name, drop)))
    else:
        student = options.student or re.sub(r"[\W_]+", "", getpass.getuser())
        print(say("Written: {file}", file=pack(notebook, student)))
        print(
            say(
                "Give it to your instructor. It names you {student}; --student ID changes that.",
                student=student,
            )
        )
    saved = datetime.fromtimestamp(notebook.stat().st_mtime)
    moment = {"time": saved.strftime("%H:%M"), "day": saved.strftime(say("%d %B"))}
    print(say("It holds {name} as you saved it at {time} on {day}.", name=name, **moment))
    return 0
