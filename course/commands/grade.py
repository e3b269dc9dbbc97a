"""Autograde what the class handed in, on all cores or a cluster; goes on where it was."""

import argparse
import json

from rich.progress import MofNCompleteColumn, Progress, TimeElapsedColumn

from course.commands.lessons import add_lesson, console, lessons
from course.commands.surroundings import course_folder
from course.coursedir import open_course
from course.grading import attention
from course.grading.many import Graded, grade
from course.language import say

EXAMPLE = "cardpm grade 02 --student ada --force"


def add_options(command: argparse.ArgumentParser) -> None:
    add_lesson(command)
    command.add_argument(
        "--student", action="append", default=[], help=say("only this one (repeat)")
    )
    command.add_argument(
        "--force", action="store_true", help=say("grade those again that are graded")
    )
    command.add_argument("--jobs", type=int, default=0, help=say("processes (all cores)"))
    command.add_argument("--json", action="store_true", help=say("print the result as JSON"))
    command.add_argument(
        "--scheduler",
        default="",
        metavar="tcp://…",
        help=say("run the notebooks on this Dask cluster"),
    )


def run(options: argparse.Namespace) -> int:
    root, failed, told = course_folder(), 0, []
    config = open_course(root, root / "nbgrader_config.py").config
    if options.scheduler:
        config.SandboxedExecute.scheduler = options.scheduler
    columns = (*Progress.get_default_columns()[:-1], MofNCompleteColumn(), TimeElapsedColumn())
    for folder in lessons(root, options.lesson):
        name = folder.name
        with Progress(*columns, console=console, disable=options.json) as progress:
            bar = progress.add_task(name, total=None)

            def show(graded: Graded, of: int, progress: Progress = progress, bar=bar) -> None:  # type: ignore[no-untyped-def]
                progress.update(bar, total=of, advance=1)

            done = grade(config, name, options.student, options.jobs, options.force, show)
        look_at = attention(root, name)
        failed += sum(bool(graded.problem) for graded in done)
        problems = [(graded.student, graded.problem) for graded in done if graded.problem]
        told.append({"assignment": name, "graded": len(done) - len(problems), "problems": problems})
        told[-1]["attention"] = look_at.to_dict("records")
        if not options.json:
            counts = {"graded": len(done) - len(problems), "failed": len(problems)}
            console.print(say("{name}: {graded} graded, {failed} not", name=name, **counts))
            for student, sentence in [*problems, *look_at.itertuples(index=False)]:
                console.print(f"  {student}: {sentence}", markup=False, soft_wrap=True)
    if options.json:
        print(json.dumps(told, ensure_ascii=False))
    return int(failed > 0)
