"""`cardpm`: build, release, prove and try out the course."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

try:
    from rich.console import Console

    from course.coursedir import NbgraderError
    from course.press.build import build, is_fresh
    from course.press.errors import LessonError
    from course.press.lesson import find_lessons, read_lesson
except ModuleNotFoundError as missing:
    # A student's environment has the course but not the instructor's tools.
    sys.exit(f"cardpm needs {missing.name}: pip install 'cardpm-course[instructor]'.")

console = Console(soft_wrap=False, highlight=False)


class UsageError(Exception):
    """The command cannot run here: a sentence and a next step."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 1 something is wrong, 2 cannot run."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        return code
    except (LessonError, NbgraderError, UsageError) as error:
        print(f"cardpm {options.command}: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"\ncardpm {options.command}: stopped; run it again to go on.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cardpm",
        description="The course that makes credit card product managers: "
        "build its notebooks, prove its checks, release it, grade a class. "
        "nbgrader's own commands work in this folder too.",
        epilog="Run in the course's folder. NN is a lesson's number such as 02; without it, all.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, run, says in (
        ("demo", _demo, "grade a practice class from end to end and show the table"),
        ("build", _build, "lesson text in course/lessons/ to notebooks in source/"),
        ("release", _release, "source/ to release/ with nbgrader, checked for leaks; student kit"),
        ("grade", _grade, "autograde what the class handed in, on all cores; goes on where it was"),
        ("prove", _prove, "run stub, reference, answer catalogue and mutants against the checks"),
    ):
        command = commands.add_parser(name, help=says, description=f"{says[0].upper()}{says[1:]}.")
        command.add_argument("lesson", nargs="?", metavar="NN", help="a lesson, such as 02")
        command.set_defaults(run=run)
        if name == "build":
            command.add_argument(
                "--check", action="store_true", help="write nothing; exit 1 when source/ is stale"
            )
        if name == "grade":
            _add_grading_options(command)
        if name == "prove":
            command.add_argument("--no-mutants", action="store_true", help="leave the mutants out")
            command.add_argument(
                "--jobs", type=int, default=os.cpu_count() or 1, help="answers tried at once"
            )
    return parser


def _add_grading_options(command: argparse.ArgumentParser) -> None:
    command.epilog = "Example: cardpm grade 02 --student ada --force"
    command.add_argument("--student", action="append", default=[], help="only this one (repeat)")
    command.add_argument("--force", action="store_true", help="grade those again that are graded")
    command.add_argument("--jobs", type=int, default=0, help="processes (all cores)")
    command.add_argument("--json", action="store_true", help="print the result as JSON")
    command.add_argument(
        "--scheduler", default="", metavar="tcp://…", help="run the notebooks on this Dask cluster"
    )


def _root() -> Path:
    """The course's folder: this one or the nearest above that holds the lessons."""
    for folder in (Path.cwd(), *Path.cwd().parents):
        if (folder / "course" / "lessons").is_dir() and (folder / "nbgrader_config.py").is_file():
            return folder
    raise UsageError("this is not the course's folder: cd to the clone that holds course/lessons.")


def _lessons(root: Path, number: str | None) -> list[Path]:
    return find_lessons(root / "course" / "lessons", number)


def _build(options: argparse.Namespace) -> int:
    root, stale = _root(), 0
    for folder in _lessons(root, options.lesson):
        if options.check:
            fresh = is_fresh(folder, root / "source")
            stale += not fresh
            state = "fresh" if fresh else "STALE, run cardpm build"
            console.print(f"source/{folder.name}: {state}")
        else:
            changed = build(folder, root / "source")
            console.print(f"source/{folder.name}: {'written' if changed else 'unchanged'}")
    return int(stale > 0)


def _release(options: argparse.Namespace) -> int:
    from course.publishing.kit import build_kit
    from course.publishing.leaks import Leak, archive_files, find_leaks, secret_lines
    from course.publishing.release import release

    root = _root()
    folders = _lessons(root, options.lesson)
    leaks: list[Leak] = []
    for folder in folders:
        with console.status(f"Generating release/{folder.name} with nbgrader"):
            released = release(folder, root)
        leaks += released.leaks
        drift = "changed; review and commit it" if released.changed else "unchanged"
        console.print(f"release/{folder.name}: {'LEAKS' if released.leaks else drift}")
    if not leaks:
        with console.status("Packing the student kit"):
            kit = build_kit(root, [folder.name for folder in folders], root / "dist")
        secrets = set().union(*(secret_lines(read_lesson(folder)) for folder in folders))
        leaks += find_leaks(archive_files(kit), secrets)
        if leaks:
            kit.unlink()
        else:
            console.print(f"{kit.relative_to(root)}: {kit.stat().st_size / 1e6:.1f} MB, no leaks")
    for leak in leaks:
        console.print(f"[red]leak[/red] {leak}", markup=True)
    return int(bool(leaks))


def _grade(options: argparse.Namespace) -> int:
    from rich.progress import MofNCompleteColumn, Progress, TimeElapsedColumn

    from course.coursedir import open_course
    from course.engine.sandbox import NoSandboxError
    from course.grading import attention
    from course.grading.many import CannotGradeError, Graded, grade

    root, failed, told = _root(), 0, []
    config = open_course(root, root / "nbgrader_config.py").config
    if options.scheduler:
        config.SandboxedExecute.scheduler = options.scheduler
    columns = (*Progress.get_default_columns()[:-1], MofNCompleteColumn(), TimeElapsedColumn())
    for folder in _lessons(root, options.lesson):
        name = folder.name
        with Progress(*columns, console=console, disable=options.json) as progress:
            bar = progress.add_task(name, total=None)

            def show(graded: Graded, of: int, progress: Progress = progress, bar=bar) -> None:  # type: ignore[no-untyped-def]
                progress.update(bar, total=of, advance=1)

            try:
                done = grade(config, name, options.student, options.jobs, options.force, show)
            except (CannotGradeError, NoSandboxError) as error:
                raise UsageError(str(error)) from error
        look_at = attention(root, name)
        failed += sum(bool(graded.problem) for graded in done)
        problems = [(graded.student, graded.problem) for graded in done if graded.problem]
        told.append({"assignment": name, "graded": len(done) - len(problems), "problems": problems})
        told[-1]["attention"] = look_at.to_dict("records")
        if not options.json:
            console.print(f"{name}: {len(done) - len(problems)} graded, {len(problems)} not")
            for student, sentence in [*problems, *look_at.itertuples(index=False)]:
                console.print(f"  {student}: {sentence}", markup=False, soft_wrap=True)
    if options.json:
        print(json.dumps(told, ensure_ascii=False))
    return int(failed > 0)


def _prove(options: argparse.Namespace) -> int:
    from course.proof.judge import prove
    from course.proof.report import print_proof

    root, wrong = _root(), 0
    for folder in _lessons(root, options.lesson):
        with console.status(f"Proving {folder.name}") as status:

            def show(done: int, total: int, name: str = folder.name) -> None:
                status.update(f"Proving {name}: {done} of {total} answers tried")

            judged = prove(folder, options.jobs, show, mutate=not options.no_mutants)
        wrong += print_proof(console, folder.name, judged)
    return int(wrong > 0)


def _demo(options: argparse.Namespace) -> int:
    from course.demo.classroom import run_classes
    from course.demo.table import print_class

    root, uncaught = _root(), 0
    folders = _lessons(root, options.lesson)
    with console.status("Starting") as status:

        def say(sentence: str) -> None:
            status.update(sentence)
            if not console.is_terminal:
                console.print(sentence, soft_wrap=True)

        for outcome in run_classes(folders, root, say):
            uncaught += print_class(console, outcome, root)
    return int(uncaught > 0)


if __name__ == "__main__":
    sys.exit(main())
