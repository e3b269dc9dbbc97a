"""What a class did, as one page: scores, tasks, mistakes, mastery, late work, doubtful checks."""

import argparse
import datetime
import json
from pathlib import Path

from rich.progress import MofNCompleteColumn, Progress, TimeElapsedColumn

from course.commands.lessons import add_lesson, console, lessons
from course.commands.surroundings import UsageError, course_folder
from course.coursedir import open_course
from course.reporting.files import plain, write, write_csv
from course.reporting.page import render
from course.reporting.report import read_report

EXAMPLE = "cardpm report 02"


def add_options(command: argparse.ArgumentParser) -> None:
    add_lesson(command)
    command.add_argument(
        "--course",
        type=Path,
        metavar="FOLDER",
        help="another nbgrader course folder, such as demo/02_finance_and_regulation",
    )
    command.add_argument("--out", type=Path, metavar="FILE", help="the page; default in reports/")
    command.add_argument(
        "--csv", type=Path, metavar="FOLDER", help="the tables; default beside the page"
    )
    command.add_argument("--json", action="store_true", help="print the numbers as JSON")


def run(options: argparse.Namespace) -> int:
    clone = course_folder()
    names = [folder.name for folder in lessons(clone, options.lesson)] if options.lesson else None
    root = options.course.resolve() if options.course else clone
    if not root.is_dir():
        raise UsageError(f"{options.course} is no folder: give --course a folder with a gradebook.")
    own = root / "nbgrader_config.py"
    api = open_course(root, own if own.is_file() else clone / own.name)
    columns = (*Progress.get_default_columns()[:-1], MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=options.json) as progress:
        bars = {}

        def tell(name: str, done: int, of: int) -> None:
            if name not in bars:
                bars[name] = progress.add_task(f"Reading {name}", total=of)
            progress.update(bars[name], completed=done)

        report = read_report(api, clone / "course" / "lessons", names, tell)
    page = options.out or clone / "reports" / f"{names[0] if names else 'course'}.html"
    folder = options.csv or page.with_suffix("")
    tables = report.tables()
    try:
        write_csv(tables, folder)
        write(page, render(report, datetime.datetime.now()))
    except OSError as error:
        raise UsageError(f"cannot write {error.filename}: {error.strerror}; use --out.") from error
    if options.json:
        told = {"page": str(page), "csv": str(folder), **plain(tables)}
        print(json.dumps(told, ensure_ascii=False))
        return 0
    for row in plain({"summary": tables["summary"]})["summary"]:
        console.print(
            f"{row['notebook']}: {row['handed_in']} graded, {row['missing']} missing, "
            f"{row['late']} late, {row['waiting']} to grade by hand",
            markup=False,
            soft_wrap=True,
        )
    console.print(f"{page}\n{folder}{'/'}*.csv", markup=False, soft_wrap=True)
    return 0
