"""`cardpm`: build, release, prove and try out the course."""

import argparse
import importlib
import sys
from collections.abc import Sequence

from course.errors import CourseError

# Each verb is a module of course.commands.
COMMANDS = {
    "start": "open a notebook in JupyterLab",
    "progress": "which tasks of your notebooks pass now",
    "submit": "hand in a notebook",
    "demo": "grade a practice class from end to end and show the table",
    "build": "lesson text in course/lessons/ to notebooks in source/",
    "release": "source/ to release/ with nbgrader, checked for leaks; student kit",
    "collect": "what Canvas or Moodle let you download to submitted/",
    "translate": "English to the catalogues of the Chinese edition; checks and compiles them",
    "grade": "autograde what the class handed in, on all cores; goes on where it was",
    "export": "grades to a file that Canvas, Moodle or a spreadsheet imports",
    "report": "what a class did, as one page and as tables",
    "similar": "pairs of submissions that share more than they should, for you to judge",
    "site": "the course as a static book in _site/",
    "lite": "the course in the browser, with nothing to install",
    "prove": "run stub, reference, answer catalogue and mutants against the checks",
}

# What a verb needs, if not the instructor's tools.
EXTRAS = {
    **dict.fromkeys(("start", "progress", "submit"), "student"),
    **dict.fromkeys(("site", "lite"), "site"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 1 something is wrong, 2 cannot run."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    chosen = next((word for word in given if word in COMMANDS), "")
    try:
        options = _parser(chosen).parse_args(given)
        code: int = options.run(options)
        return code
    except CourseError as error:
        print(f"cardpm {chosen}: {error}", file=sys.stderr)
        return 2
    except ModuleNotFoundError as missing:
        if (missing.name or "").split(".")[0] == "course":
            raise
        extra = EXTRAS.get(chosen, "instructor")
        needed = f"needs {missing.name}: pip install 'cardpm-course[{extra}]'."
        print(f"cardpm {chosen}: {needed}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"\ncardpm {chosen}: stopped; run it again to go on.", file=sys.stderr)
        return 130


def _parser(chosen: str) -> argparse.ArgumentParser:
    """The parser; only the chosen verb's module is loaded."""
    parser = argparse.ArgumentParser(
        prog="cardpm",
        description="The course that makes credit card product managers: "
        "build its notebooks, prove its checks, release it, grade a class. "
        "nbgrader's own commands work in this folder too.",
        epilog="NN is a lesson's number such as 02; without it, all. "
        "cardpm COMMAND --help tells more, with an example.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, says in COMMANDS.items():
        if name != chosen:
            commands.add_parser(name, help=says, add_help=False)
            continue
        module = importlib.import_module(f"course.commands.{name}")
        command = commands.add_parser(
            name, help=says, description=module.__doc__, epilog=f"Example: {module.EXAMPLE}"
        )
        module.add_options(command)
        command.set_defaults(run=module.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
