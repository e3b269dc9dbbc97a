"""List pairs of submissions that share more than they should: a help for judgement, not a verdict.

The released text is taken out; names, comments and layout don't matter; what many wrote counts
little. Read both answers before you think anything of it.
"""

import argparse
import dataclasses
import json
from pathlib import Path

from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from course.commands.lessons import add_lesson, console, lessons
from course.commands.surroundings import UsageError, course_folder
from course.coursedir import open_course
from course.language import mark, say
from course.similarity.page import write_page
from course.similarity.pairs import LEAST_UNUSUAL, Comparison, Pair, compare
from course.similarity.side_by_side import side_by_side
from course.similarity.written import HandedIn, read_answers

EXAMPLE = "cardpm similar 02 --html similar_02.html"
NOT_A_VERDICT = mark(
    "A help for judgement, not a verdict: who learns together, or solves a short task the one good "
    "way, writes alike."
)
# With fewer students nobody can tell what is commonplace.
FEW = 6
# So many pairs on a screen; --json and --html have all.
MOST = 20


def add_options(command: argparse.ArgumentParser) -> None:
    add_lesson(command)
    command.add_argument(
        "--least",
        type=float,
        default=100 * LEAST_UNUSUAL,
        metavar=say("PERCENT"),
        help=say("list pairs from this unusual share on (%(default)g)"),
    )
    command.add_argument(
        "--html", type=Path, metavar=say("FILE"), help=say("write a page, side by side")
    )
    command.add_argument("--json", action="store_true", help=say("print the result as JSON"))


def run(options: argparse.Namespace) -> int:
    root, told = course_folder(), []
    folders = lessons(root, options.lesson)
    if options.html and len(folders) > 1:
        raise UsageError(
            say("--html takes one lesson: name it, such as cardpm similar 02 --html FILE.")
        )
    api = open_course(root, root / "nbgrader_config.py")
    where = api.coursedir
    for folder in folders:
        name = folder.name

        def notebook(step: str, student: str, name: str = name) -> Path:
            return Path(where.format_path(step, student, name)) / f"{name}.ipynb"

        students = api.get_submitted_students(name)
        handed_in = read_answers(
            notebook(where.release_directory, "."),
            {student: notebook(where.submitted_directory, student) for student in students},
        )
        with Progress(console=console, transient=True, disable=options.json) as progress:
            bar = progress.add_task(name)
            found = compare(
                handed_in,
                options.least / 100,
                lambda done, of, p=progress, b=bar: p.update(b, completed=done, total=of),  # type: ignore[misc]
            )
        if options.json:
            told.append(
                {"assignment": name, "note": say(NOT_A_VERDICT), **dataclasses.asdict(found)}
                | {"unreadable": handed_in.unreadable}
            )
        else:
            _print(name, handed_in, found, side=not options.html)
        if options.html:
            write_page(options.html, name, handed_in, found)
            if not options.json:
                console.print(say("Side by side: {file}", file=options.html), markup=False)
    if options.json:
        print(json.dumps(told, ensure_ascii=False))
    return 0


def _print(name: str, handed_in: HandedIn, found: Comparison, side: bool) -> None:
    for student in handed_in.unreadable:
        sentence = say("{student}: nothing readable was handed in", student=student)
        console.print(f"  {sentence}", markup=False)
    about = {"name": name, "count": found.students}
    if found.students < 2:
        console.print(say("{name}: {count} readable submissions, so nothing to compare", **about))
        return
    if not found.pairs:
        console.print(say("{name}: no two of {count} students share more than usual", **about))
        return
    table = Table(title=say("{name}: {count} students", **about), caption=say(NOT_A_VERDICT))
    for heading in (
        say("pair"),
        say("unusual, of each"),
        say("shared, of each"),
        say("mostly in"),
    ):
        table.add_column(heading, overflow="fold")
    for pair in found.pairs[:MOST]:
        mostly = ", ".join(shared.task for shared in pair.tasks[:2])
        names = Text(" · ".join(pair.students))
        table.add_row(names, _percent(pair.unusual), _percent(pair.shared), mostly)
    console.print(table)
    usual = say(
        "Usual for two students of this class: {share} unusual.", share=f"{found.usual:.0%}"
    )
    console.print(usual)
    if (more := len(found.pairs) - MOST) > 0:
        console.print(say("{count} more pairs: --html FILE or --json.", count=more))
    if found.students < FEW:
        console.print(say("With so few students, nobody can tell what is commonplace among them."))
    for common in found.commonplace:
        sentence = say(
            "commonplace: {task}, {alike} of {answered} alike",
            task=common.task,
            alike=common.alike,
            answered=common.answered,
        )
        console.print(f"  {sentence}")
    if side:
        _print_side_by_side(handed_in, found.pairs[0])


def _percent(shares: tuple[float, float]) -> str:
    return " · ".join(f"{share:.0%}" for share in shares)


def _print_side_by_side(handed_in: HandedIn, pair: Pair) -> None:
    for shown in side_by_side(handed_in, pair, most=1):
        title = say("{task}: what both wrote is underlined", task=shown.task)
        table = Table(title=title, show_lines=False)
        for student in pair.students:
            table.add_column(Text(student), ratio=1, overflow="fold")
        table.add_row(
            *(
                Text.assemble(*((s.text, "underline" if s.shared else "") for s in stretches))
                for stretches in shown.texts
            )
        )
        console.print(table)
