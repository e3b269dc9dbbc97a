"""The practice class as tables: who scored what, what each mistake cost, what to open."""

import math
from pathlib import Path

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from course.demo.classroom import Cost, Outcome
from course.language import say


def print_class(console: Console, outcome: Outcome, root: Path) -> int:
    """Print a graded practice class, its paths from ``root``; return how many mistakes slipped."""
    name, demo = outcome.lesson.name, outcome.demo.relative_to(root)
    console.print(_score_table(outcome))
    names = [f"{number} {slug}" for number, slug in enumerate(_slugs(outcome), start=1)]
    waits = say("— waits for an instructor's grade.")
    console.print(f"{', '.join(names)}. {waits}\n")
    console.print(_cost_table(outcome))
    uncaught = [cost for cost in outcome.costs if cost.lost <= 0]
    caught = len(outcome.costs) - len(uncaught)
    all_of_them = len(outcome.costs)
    console.print(say("Planted mistakes caught: {caught} of {all}", caught=caught, all=all_of_them))
    for cost in uncaught:
        who = say("{mistake} by {student}", mistake=cost.mistake.name, student=cost.student)
        console.print(f"[red]{say('uncaught')}[/red] {escape(who)}")
    for row in outcome.attention.itertuples():
        console.print(
            f"[yellow]{say('look at')}[/yellow] {row.student}: {escape(str(row.sentence))}",
            soft_wrap=True,
        )
    first = next(h.student for h in outcome.hand_ins if h.mistakes)
    console.print(f"\n{say('Open next:')}")
    for place, says in (
        (f"release/{name}/{name}.ipynb", say("what students open")),
        (f"feedback/{first}/{name}/{name}.html", say("what {student} is told", student=first)),
        (
            f"autograded/{first}/{name}/{name}.ipynb",
            say("{student}'s graded notebook", student=first),
        ),
        ("grades.csv", say("all grades, for a spreadsheet or an LMS")),
    ):
        console.print(f"  {demo / place}  ({says})", soft_wrap=True)
    return len(uncaught)


def _score_table(outcome: Outcome) -> Table:
    table = Table(
        title=say("{name}: the practice class", name=outcome.lesson.name),
        title_justify="left",
        box=box.SIMPLE_HEAD,
    )
    table.add_column(say("student"), no_wrap=True)
    worth: dict[str, float] = outcome.scores.attrs["max"].to_dict()
    slugs = _slugs(outcome)
    for number in range(1, len(slugs) + 1):
        table.add_column(str(number), justify="right", no_wrap=True)
    table.add_column(say("sum"), justify="right", style="bold", no_wrap=True)
    kind = ""
    for hand_in in outcome.hand_ins:
        if hand_in.kind != kind:
            kind = hand_in.kind
            table.add_row(kind, style="italic cyan")
        row = outcome.scores.loc[hand_in.student].to_dict()
        points = [_points(row[slug]) for slug in slugs]
        known = sum(value for value in row.values() if not math.isnan(value))
        table.add_row(f"  {hand_in.student}", *points, _points(known))
    table.add_section()
    points = [_points(worth[slug]) for slug in slugs]
    table.add_row(say("worth"), *points, _points(sum(worth.values())))
    return table


def _slugs(outcome: Outcome) -> list[str]:
    """Tasks in the lesson's order, then what is graded by hand."""
    slugs = [task.slug for task in outcome.lesson.tasks]
    return slugs + [slug for slug in outcome.scores.columns if slug not in slugs]


def _cost_table(outcome: Outcome) -> Table:
    title = say("What each planted mistake cost")
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    table.add_column(say("task"), no_wrap=True)
    table.add_column(say("mistake"))
    table.add_column(say("by"), no_wrap=True)
    table.add_column(say("lost"), justify="right")
    table.add_column(say("told why"), justify="right")
    order = _slugs(outcome)
    for cost in sorted(outcome.costs, key=lambda cost: order.index(cost.mistake.slug)):
        told = say("yes") if _was_told(cost) else say("NO")
        table.add_row(
            cost.mistake.slug, cost.mistake.name, cost.student, f"−{_points(cost.lost)}", told
        )
    return table


def _was_told(cost: Cost) -> bool:
    return " ".join(cost.mistake.told.lower().split()) in " ".join(cost.told.lower().split())


def _points(value: float) -> str:
    return "—" if math.isnan(value) else f"{value:g}"
