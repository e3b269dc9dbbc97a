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
from course.language import say
from course.lms.transfer import collect

EXAMPLE = "cardpm collect 02 submissions.zip --as 'Li Wei_4711=liwei2'"


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("lesson", metavar="NN", help=say("a lesson, such as 02"))
    command.add_argument("download", type=Path, metavar=say("FILE"), help=say("a zip, or a folder"))
    command.add_argument(
        "--as",
        dest="said",
        action="append",
        default=[],
        metavar=say("NAME=STUDENT"),
        help=say("who a name in the download is, by the id in the gradebook (repeat)"),
    )
    command.add_argument("--json", action="store_true", help=say("print the result as JSON"))


def run(options: argparse.Namespace) -> int:
    root = course_folder()
    name = lessons(root, options.lesson)[0].name
    pairs = [text.rpartition("=") for text in options.said]
    if odd := [text for text, pair in zip(options.said, pairs, strict=True) if not all(pair)]:
        raise UsageError(say("--as {odd} says nobody: write NAME=STUDENT.", odd=odd[0]))
    config = open_course(root, root / "nbgrader_config.py").config
    with console.status(say("Collecting {file}", file=options.download.name)):
        done = collect(config, name, options.download, {label: who for label, _, who in pairs})
    kept = done.kept.relative_to(root)
    if options.json:
        print(json.dumps(asdict(done) | {"kept": str(kept)}, ensure_ascii=False))
    else:
        counts = say(
            "{name}: {taken} collected ({again} of them again), {same} unchanged, "
            "{lost} not taken; all of it is kept in {folder}",
            name=name,
            taken=len(done.taken),
            again=len(done.replaced),
            same=len(done.same),
            lost=len(done.lost),
            folder=kept,
        )
        console.print(counts, markup=False)
        for label, sentence in done.told:
            console.print(f"  {label}: {sentence}", markup=False, soft_wrap=True)
    return int(bool(done.lost))
