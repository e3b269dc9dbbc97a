"""`cardpm`: build, release, prove and try out the course."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from course.errors import CourseError
from course.language import mark, preferred, say, speaking

# Each verb is a module of course.commands.
COMMANDS = {
    "start": mark("open a notebook in JupyterLab"),
    "progress": mark("which tasks of your notebooks pass now"),
    "submit": mark("hand in a notebook"),
    "demo": mark("grade a practice class from end to end and show the table"),
    "build": mark("lesson text in course/lessons/ to notebooks in source/"),
    "release": mark("source/ to release/ with nbgrader, checked for leaks; student kit"),
    "collect": mark("what Canvas or Moodle let you download to submitted/"),
    "translate": mark("English to the catalogues of the Chinese edition; checks and compiles them"),
    "grade": mark("autograde what the class handed in, on all cores; goes on where it was"),
    "export": mark("grades to a file that Canvas, Moodle or a spreadsheet imports"),
    "report": mark("what a class did, as one page and as tables"),
    "similar": mark("pairs of submissions that share more than they should, for you to judge"),
    "site": mark("the course as a static book in _site/"),
    "lite": mark("the course in the browser, with nothing to install"),
    "prove": mark("run stub, reference, answer catalogue and mutants against the checks"),
}

# What a verb needs, if not the instructor's tools.
EXTRAS = {
    **dict.fromkeys(("start", "progress", "submit"), "student"),
    **dict.fromkeys(("site", "lite"), "site"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 1 something is wrong, 2 cannot run."""
    with speaking(preferred(os.environ)):
        return _run(list(sys.argv[1:] if arguments is None else arguments))


def _run(given: list[str]) -> int:
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
        needed = say(
            "needs {module}: pip install 'cardpm-course[{extra}]'.",
            module=missing.name,
            extra=extra,
        )
        print(f"cardpm {chosen}: {needed}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        stopped = say("stopped; run it again to go on.")
        print(f"\ncardpm {chosen}: {stopped}", file=sys.stderr)
        return 130


def _parser(chosen: str) -> argparse.ArgumentParser:
    """The parser; only the chosen verb's module is loaded."""
    parser = argparse.ArgumentParser(
        prog="cardpm",
        description=say(
            "The course that makes credit card product managers: "
            "build its notebooks, prove its checks, release it, grade a class. "
            "nbgrader's own commands work in this folder too."
        ),
        epilog=say(
            "NN is a lesson's number such as 02; without it, all. "
            "cardpm COMMAND --help tells more, with an example."
        ),
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, sentence in COMMANDS.items():
        says = say(sentence)
        if name != chosen:
            commands.add_parser(name, help=says, add_help=False)
            continue
        module = importlib.import_module(f"course.commands.{name}")
        command = commands.add_parser(
            name,
            help=says,
            # Its docstring, with the line breaks of the catalogue.
            description=say(" ".join((module.__doc__ or "").split())),
            epilog=say("Example: {command}", command=module.EXAMPLE),
        )
        module.add_options(command)
        command.set_defaults(run=module.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
