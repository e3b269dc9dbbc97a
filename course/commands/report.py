"""What a class did, as one page: scores, tasks, mistakes, mastery, late work, doubtful checks."""

import argparse
import datetime
import json
from pathlib import Path

from rich.progress import MofNCompleteColumn, Progress, TimeElapsedColumn

from course.commands.lessons import add_lesson, console, lessons
from course.commands.surroundings import UsageError, course_folder
from course.coursedir import open_course
from course.grading.languages import hidden_sentences
from course.language import LANGUAGES, say, speaking, spoken
from course.reporting.files import plain, write, write_csv
from course.reporting.page import render
from course.reporting.report import read_report

EXAMPLE = "cardpm report 02"


def add_options(command: argparse.ArgumentParser) -> None:
    add_lesson(command)
    command.add_argument(
        "--course",
        type=Path,
        metavar=say("FOLDER"),
        help=say("another nbgrader course folder, such as demo/02_finance_and_regulation"),
    )
    command.add_argument(
        "--out", type=Path, metavar=say("FILE"), help=say("the page; default in reports/")
    )
    command.add_argument(
        "--csv",
        type=Path,
        metavar=say("FOLDER"),
        help=say("the tables; default beside the page"),
    )
    command.add_argument(
        "--lang", choices=LANGUAGES, default=spoken(), help=say("the language of page and tables")
    )
    command.add_argument("--json", action="store_true", help=say("print the numbers as JSON"))


def run(options: argparse.Namespace) -> int:
    clone = course_folder()
    names = [folder.name for folder in lessons(clone, options.lesson)] if options.lesson else None
    root = options.course.resolve() if options.course else clone
    if not root.is_dir():
        raise UsageError(
            say(
                "{folder} is no folder: give --course a folder with a gradebook.",
                folder=options.course,
            )
        )
    own = root / "nbgrader_config.py"
    api = open_course(root, own if own.is_file() else clone / own.name)
    columns = (*Progress.get_default_columns()[:-1], MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=options.json) as progress:
        bars, reading = {}, say("Reading")  # the report itself may speak another language

        def tell(name: str, done: int, of: int) -> None:
            if name not in bars:
                bars[name] = progress.add_task(f"{reading} {name}", total=of)
            progress.update(bars[name], completed=done)

        with speaking(options.lang, hidden_sentences(options.lang)):
            report = read_report(api, clone / "course" / "lessons", names, tell)
    page = options.out or clone / "reports" / f"{names[0] if names else 'course'}.html"
    folder = options.csv or page.with_suffix("")
    tables = report.tables()
    with speaking(options.lang):
        drawn = render(report, datetime.datetime.now())
    try:
        write_csv(tables, folder)
        write(page, drawn)
    except OSError as error:
        raise UsageError(
            say("cannot write {file}: {why}; use --out.", file=error.filename, why=error.strerror)
        ) from error
    if options.json:
        told = {"page": str(page), "csv": str(folder), **plain(tables)}
        print(json.dumps(told, ensure_ascii=False))
        return 0
    for row in plain({"summary": tables["summary"]})["summary"]:
        console.print(
            say(
                "{notebook}: {handed_in} graded, {missing} missing, {late} late, "
                "{waiting} to grade by hand",
                **row,
            ),
            markup=False,
            soft_wrap=True,
        )
    console.print(f"{page}\n{folder}{'/'}*.csv", markup=False, soft_wrap=True)
    return 0
