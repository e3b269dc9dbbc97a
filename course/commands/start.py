"""Open a notebook in JupyterLab: in a kit where it lies, in a clone as a copy in work/."""

import argparse
from pathlib import Path

from course.language import say
from course.student.lab import start_lab
from course.student.place import find_place
from course.student.screen import show_any_text

EXAMPLE = "cardpm start 02"


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "lesson", nargs="?", default="02", metavar="NN", help=say("a notebook (without it, 02)")
    )
    command.add_argument(
        "--no-browser", action="store_true", help=say("print the address, open nothing")
    )
    command.add_argument(
        "--lab",
        action="append",
        default=[],
        metavar=say("OPTION"),
        help=say("an option of `jupyter lab`, such as --lab=--port=8899 (repeat)"),
    )


def run(options: argparse.Namespace) -> int:
    show_any_text()
    place = find_place(Path.cwd())
    notebook = place.open(place.name(options.lesson))
    print(say("Opening {file}", file=notebook))
    print(say("End JupyterLab with Ctrl+C here when you are done."), flush=True)
    start_lab(notebook, place.folder, not options.no_browser, options.lab)
    return 0
