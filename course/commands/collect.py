"""What Canvas or Moodle let you download (a zip or a folder) to submitted/, one folder a student.

Nothing is lost: the download and what it replaces are kept in downloaded/.
"""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from course.commands.lessons import console, lessons
from course.commands.surroundings import UsageError, course_folder
from course.coursedir import open_course
from course.lms.transfer import collect

EXAMPLE = "cardpm collect 02 submissions.zip --as 'Li Wei_4711=liwei2'"


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("lesson", metavar="NN", help="a lesson, such as 02")
    command.add_argument("download", type=Path, metavar="FILE", help="a zip, or a folder")
    command.add_argument(
        "--as",
        dest="said",
        action="append",
        default=[],
        metavar="NAME=STUDENT",
        help="who a name in the download is, by the id in the gradebook (repeat)",
    )
    command.add_argument("--json", action="store_true", help="print the result as JSON")


def run(options: argparse.Namespace) -> int:
    root = course_folder()
    name = lessons(root, options.lesson)[0].name
    pairs = [text.rpartition("=") for text in options.said]
    if odd := [text for text, pair in zip(options.said, pairs, strict=True) if not all(pair)]:
        raise UsageError(f"--as {odd[0]} says nobody: write NAME=STUDENT.")
    config = open_course(root, root / "nbgrader_config.py").config
    with console.status(f"Collecting {options.download.name}"):
        done = collect(config, name, options.download, {label: who for label, _, who in pairs})
    kept = done.kept.relative_to(root)
    if options.json:
        print(json.dumps(asdict(done) | {"kept": str(kept)}, ensure_ascii=False))
    else:
        counts = f"{len(done.taken)} collected ({len(done.replaced)} of them again)"
        counts += f", {len(done.same)} unchanged, {len(done.lost)} not taken"
        console.print(f"{name}: {counts}; all of it is kept in {kept}", markup=False)
        for label, sentence in done.told:
            console.print(f"  {label}: {sentence}", markup=False, soft_wrap=True)
    return int(bool(done.lost))
