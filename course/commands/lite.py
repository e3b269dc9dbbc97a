"""The course in the browser, with nothing to install: a JupyterLite folder in _site/lite/."""

import argparse
import json
from pathlib import Path

from course.commands.lessons import console
from course.commands.surroundings import course_folder
from course.language import say
from course.site.lite import build_lite

EXAMPLE = "cardpm lite --pyodide pyodide-314.0.6.tar.bz2"


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--pyodide",
        type=Path,
        required=True,
        help=say("Pyodide's full release: its .tar.bz2 or the unpacked folder (docs/site.md)"),
    )
    command.add_argument("--to", type=Path, help=say("folder; _site/lite/ when left out"))
    command.add_argument("--json", action="store_true", help=say("print the result as JSON"))


def run(options: argparse.Namespace) -> int:
    root = course_folder()
    to = (options.to or root / "_site" / "lite").resolve()
    with console.status(say("Opening Pyodide")) as status:
        built = build_lite(root, options.pyodide, to, status.update)
    if options.json:
        told = {"folder": str(to), "notebooks": built.notebooks, "bytes": built.size}
        print(json.dumps(told | {"python": built.python}))
        return 0
    console.print(
        say(
            "{folder}: {count} notebooks, Python {python}, {size} MB. "
            "Serve it as files; `cardpm site` links to it.",
            folder=to,
            count=built.notebooks,
            python=built.python,
            size=f"{built.size / 1e6:.0f}",
        ),
        soft_wrap=True,
    )
    return 0
