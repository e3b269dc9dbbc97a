"""Run stub, reference, answer catalogue and mutants against the checks."""

import argparse
import json
import os
from dataclasses import asdict

from course.commands.lessons import add_lesson, console, lessons
from course.commands.surroundings import course_folder
from course.language import say
from course.proof.judge import prove
from course.proof.report import print_proof

EXAMPLE = "cardpm prove 02 --no-mutants"


def add_options(command: argparse.ArgumentParser) -> None:
    add_lesson(command)
    command.add_argument("--no-mutants", action="store_true", help=say("leave the mutants out"))
    command.add_argument(
        "--jobs", type=int, default=os.cpu_count() or 1, help=say("answers tried at once")
    )
    command.add_argument("--json", action="store_true", help=say("print the result as JSON"))


def run(options: argparse.Namespace) -> int:
    root, wrong, told = course_folder(), 0, {}
    for folder in lessons(root, options.lesson):
        with console.status(say("Proving {name}", name=folder.name)) as status:

            def show(done: int, total: int, name: str = folder.name) -> None:
                status.update(
                    say(
                        "Proving {name}: {done} of {all} answers tried",
                        name=name,
                        done=done,
                        all=total,
                    )
                )

            judged = prove(folder, options.jobs, show, mutate=not options.no_mutants)
        if options.json:
            told[folder.name] = [asdict(task) for task in judged]
            wrong += sum(len(task.faults) for task in judged)
        else:
            wrong += print_proof(console, folder.name, judged)
    if options.json:
        print(json.dumps(told, ensure_ascii=False))
    return int(wrong > 0)
