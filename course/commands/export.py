"""Grades to a file that Canvas, Moodle or a spreadsheet imports; one file a lesson."""

import argparse
import json
from pathlib import Path

from nbgrader.api import MissingEntry

from course.commands.lessons import add_lesson, console, lessons
from course.commands.surroundings import UsageError, course_folder
from course.coursedir import open_course
from course.language import say
from course.lms import CanvasExport, MoodleExport, TableExport

EXAMPLE = "cardpm export 02 --to canvas --out grades_02.csv"

FORMATS = {"canvas": CanvasExport, "moodle": MoodleExport, "csv": TableExport}


def add_options(command: argparse.ArgumentParser) -> None:
    add_lesson(command)
    command.add_argument("--to", choices=FORMATS, required=True, help=say("who will read the file"))
    command.add_argument("--out", metavar=say("FILE"), help="(exports/TO_LESSON.csv)")
    command.add_argument(
        "--partial",
        action="store_true",
        help=say("leave out students whose grading is not finished"),
    )
    command.add_argument("--column", default="", help=say("the assignment's name in the LMS"))
    command.add_argument(
        "--identify",
        choices=MoodleExport.identify.values,
        default="email",
        help=say("by what Moodle finds students (%(default)s)"),
    )
    command.add_argument("--json", action="store_true", help=say("print the files' names as JSON"))


def run(options: argparse.Namespace) -> int:
    if options.lesson is None and (options.out or options.column):
        raise UsageError(say("--out and --column are about one lesson: name it, such as 02."))
    root = course_folder()
    api = open_course(root, root / "nbgrader_config.py")
    written = []
    with api.gradebook as gradebook:
        for folder in lessons(root, options.lesson):
            if options.lesson is None and not _has_grades(gradebook, folder.name):
                continue
            path = root / "exports" / f"{options.to}_{folder.name}.csv"
            path = Path(options.out) if options.out else path
            exporter = FORMATS[options.to](parent=api)
            exporter.to, exporter.assignment = str(path), [folder.name]
            exporter.partial, exporter.column = options.partial, options.column
            if isinstance(exporter, MoodleExport):
                exporter.identify = options.identify
            exporter.export(gradebook)
            written.append(str(path))
            if not options.json:
                sentence = say(
                    "{file}: {name} for {to}", file=path, name=folder.name, to=options.to
                )
                console.print(sentence, markup=False)
    if not written:
        raise UsageError(say("no lesson has grades yet: run `cardpm grade` first."))
    if options.json:
        print(json.dumps(written, ensure_ascii=False))
    return 0


def _has_grades(gradebook, name: str) -> bool:  # type: ignore[no-untyped-def]
    try:
        gradebook.find_assignment(name)
    except MissingEntry:
        return False
    return bool(gradebook.assignment_submissions(name))
