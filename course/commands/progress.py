"""Which tasks pass now: runs the visible checks of your saved notebooks in a fresh kernel."""

import argparse
import json
import re
from collections.abc import Sized
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from course.errors import CourseError
from course.language import say
from course.student.place import Place, find_place
from course.student.progress import Progress, progress
from course.student.screen import show_any_text

# A competency's Chinese name follows its English one.
CHINESE = re.compile(r"(?<=[a-z])\s+(?=[\u4e00-\u9fff])")

EXAMPLE = "cardpm progress 02"


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "lesson", nargs="?", metavar="NN", help=say("a notebook (without it, all)")
    )
    command.add_argument(
        "--limit",
        type=float,
        default=120,
        metavar=say("SECONDS"),
        help=say("for one notebook (120)"),
    )
    command.add_argument("--json", action="store_true", help=say("print the result as JSON"))


def run(options: argparse.Namespace) -> int:
    show_any_text()
    place = find_place(Path.cwd())
    names = [place.name(options.lesson)] if options.lesson else list(place.names)
    console, done, unread = Console(highlight=False), [], []
    with Bar(console=Console(stderr=True), transient=True, disable=options.json) as bar:
        for name in names:
            step = bar.add_task(name, total=None)

            def show(cells: int, of: int, bar: Bar = bar, step=step) -> None:  # type: ignore[no-untyped-def]
                bar.update(step, completed=cells, total=of)

            try:
                done.append(progress(_lies(place, name), options.limit, show))
            except CourseError as error:
                unread.append(str(error))
            bar.remove_task(step)
    if options.json:
        print(json.dumps({"notebooks": [_record(p) for p in done], "unread": unread}))
        return int(bool(unread))
    if options.lesson:
        for made in done:
            console.print(_checks(made), say("{summary}.", summary=made.summary), markup=False)
    elif done:
        console.print(_overview(done), say("cardpm progress NN tells more of one."), markup=False)
    for sentence in unread:
        console.print(sentence, style="red", markup=False)
    if any(made.sheet.begun for made in done):
        console.print(say("This is your work as last saved (Ctrl+S, on a Mac ⌘S)."))
    return int(bool(unread))


def _lies(place: Place, name: str) -> Path:
    """The student's notebook, or in a clone the release of one that was never opened."""
    mine = place.notebook(name)
    if mine.exists() or place.released is None:
        return mine
    return place.released / name / mine.name


def _overview(done: list[Progress]) -> Table:
    """One row a competency."""
    table = Table(box=SIMPLE_HEAD)
    table.add_column(say("competency"))
    for heading in (
        say("tasks pass\nso far"),
        say("visible\nchecks"),
        say("hidden,\nwaiting"),
        say("memo"),
    ):
        table.add_column(heading, justify="right", no_wrap=True)
    for made in done:
        begun = made.sheet.begun
        table.add_row(
            CHINESE.sub("\n", made.sheet.title, count=1),
            _some(made.tasks_passing, made.sheet.tasks) if begun else say("not begun"),
            _some(made.passing, made.tried) if begun else "",
            say(
                "{count}: {points} points",
                count=len(made.hidden),
                points=f"{sum(check.points for check in made.hidden):g}",
            ),
            say("written") if made.sheet.memo_written else say("not yet"),
        )
    return table


def _some(part: Sized, of: Sized) -> str:
    return say("{part} of {all}", part=len(part), all=len(of))


def _checks(made: Progress) -> Table:
    """One row a visible check, task by task."""
    table = Table(title=made.sheet.title, title_justify="left", box=SIMPLE_HEAD)
    table.add_column(say("task"))
    table.add_column(say("visible check"))
    table.add_column(say("worth"), justify="right")
    table.add_column(say("now"))
    for task in made.sheet.tasks:
        name = task.replace("-", " ")
        for tried in (tried for tried in made.tried if tried.check.task == task):
            part = tried.check.id.partition("--")[2].replace("-", " ")
            now = Text(say("passes") if tried.passes else tried.says)
            table.add_row(name, part, f"{tried.check.points:g}", now)
            name = ""
    return table


def _record(made: Progress) -> dict[str, object]:
    return {
        "notebook": made.sheet.name,
        "competency": made.sheet.title,
        "begun": made.sheet.begun,
        "summary": made.summary,
        "checks": [
            {
                "id": tried.check.id,
                "task": tried.check.task,
                "points": tried.check.points,
                "passes": tried.passes,
                "says": tried.says,
            }
            for tried in made.tried
        ],
        "waiting": {
            "hidden_checks": len(made.hidden),
            "hidden_points": sum(check.points for check in made.hidden),
            "memo_points": made.sheet.memo_points,
            "memo_written": made.sheet.memo_written,
        },
    }
