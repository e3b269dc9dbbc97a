"""The class report as one HTML page that needs nothing from outside."""

import datetime
import math
from dataclasses import dataclass

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from course.feedback.outcomes import UNKNOWN
from course.language import mark, say, spoken, told
from course.reporting.chapters import Chapter
from course.reporting.items import QUINTILES
from course.reporting.pictures import Picture, difficulty, distribution, mastery_panels
from course.reporting.report import Report, wrong_answers
from course.reporting.suspicion import FEWEST_FOR_THIRDS

LONGEST_LIST = 40  # rows of a table on the page; the CSV files hold all
MOST_MISTAKES = 25


@dataclass(frozen=True)
class Listing:
    """The rows of a table that the page shows, and how many more there are."""

    rows: list[dict]
    more: int


def render(report: Report, made: datetime.datetime) -> str:
    """Return the page, in the language that is spoken.

    Everything that comes from students or their code is escaped.

    Parameters
    ----------
    report : Report
    made : datetime
        When, for the reader.
    """
    page = Environment(
        loader=PackageLoader("course.reporting"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page.filters |= {"percent": percent, "signed": signed, "points": points, "title": title_of}
    page.filters["code"] = _code
    page.globals |= {"say": say, "language": spoken()}
    tables = report.tables()
    mistakes = wrong_answers(tables["mistakes"])
    mistakes = mistakes.sort_values(["students", "points"], ascending=False, kind="stable")
    late = pd.concat([c.late.assign(notebook=c.name) for c in report.chapters]).reset_index()
    people = tables["hand_ins"]
    return page.get_template("page.html.j2").render(
        report=report,
        title=say("The whole course") if report.course else title_of(report.chapters[0].name),
        made=made.strftime("%Y-%m-%d %H:%M"),
        summaries=_rows(tables["summary"]),
        findings=findings(report),
        distributions=[_distribution(chapter) for chapter in report.chapters],
        difficulties=[difficulty(chapter.tasks) for chapter in report.chapters],
        tasks=[
            _rows(chapter.tasks.rename_axis("task").reset_index()) for chapter in report.chapters
        ],
        quintiles=QUINTILES,
        few=FEWEST_FOR_THIRDS,
        mistakes=_listed(mistakes, MOST_MISTAKES),
        cases=_listed(tables["hidden_cases"].sort_values("students", ascending=False), 40),
        goals=_goals(report),
        suspicious=_listed(tables["suspicious"]),
        late=_listed(late),
        missing=_listed(people[people["state"] == "missing"]),
        not_graded=_listed(people[people["state"] == "not graded"]),
        waiting=_listed(tables["waiting"]),
        notes=_listed(tables["notes"]),
        unread=[(c.name, name) for c in report.chapters for name in c.unread][:LONGEST_LIST],
        outdated=[(c.name, len(c.outdated)) for c in report.chapters if c.outdated],
    )


def findings(report: Report) -> list[str]:
    """Return what stands out, a sentence each."""
    said: list[str] = []
    tables = report.tables()
    # A written answer left blank has no points at once, a good one waits: its mean says little.
    checks = tables["checks"]
    written = checks.loc[checks["by_hand"], ["notebook", "task"]].apply(tuple, axis=1)
    tasks = tables["tasks"].set_index(["notebook", "task"])["mean"].drop(list(written)).dropna()
    if len(tasks) > 1 and tasks.min() < 1:
        hardest = tasks.rename("mean").reset_index().nsmallest(1, "mean").to_dict("records")[0]
        said.append(
            say(
                "Hardest task: {task}, {share} of its points.",
                task=hardest["task"],
                share=percent(hardest["mean"]),
            )
        )
    mistakes = wrong_answers(tables["mistakes"])
    mistakes = mistakes[mistakes["kind"] != UNKNOWN]
    if len(mistakes):
        first = mistakes.sort_values(["students", "points"], ascending=False, kind="stable").iloc[0]
        said.append(
            say(
                "Most frequent known mistake: in {task}, by {count} of the students ({share}): "
                "“{mistake}”",
                task=first["task"],
                count=first["students"],
                share=percent(first["share"]),
                mistake=first["mistake"],
            )
        )
    for table, one, many in (
        (
            "suspicious",
            mark("1 task has checks to look at again."),
            mark("{count} tasks have checks to look at again."),
        ),
        (
            "waiting",
            mark("1 written answer waits for your grade."),
            mark("{count} written answers wait for your grade."),
        ),
    ):
        if count := len(tables[table]):
            said.append(say(one if count == 1 else many, count=count))
    return said


def percent(share: float) -> str:
    """Write a share in whole per cent; a dash where it is unknown."""
    return "–" if _unknown(share) else f"{share:.0%}"


def signed(value: float) -> str:
    """Write a correlation with two digits and a true minus; a dash where it is unknown."""
    return "–" if _unknown(value) else f"{value:.2f}".replace("-", "−")


def points(value: float) -> str:
    """Write points without needless digits."""
    return "–" if _unknown(value) else f"{value:,.1f}".removesuffix(".0")


def title_of(assignment: str) -> str:
    """Turn ``02_finance_and_regulation`` into ``02 Finance and regulation``, or that in Chinese."""
    number, _, words = assignment.partition("_")
    if not (number.isdigit() and words):
        return assignment
    return f"{number} {told(words.replace('_', ' ').capitalize())}"


def _code(sentence: str) -> Markup:
    """Show what stands between backticks as code."""
    parts = [escape(part) for part in sentence.split("`")]
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if number % 2 else part
        for number, part in enumerate(parts)
    )


def _unknown(value: float | None) -> bool:
    return value is None or math.isnan(value)


def _distribution(chapter: Chapter) -> Picture | None:
    shares = chapter.records.shares().dropna()
    return distribution(shares) if len(shares) else None


def _goals(report: Report) -> list[tuple[dict, Picture]]:
    panels = mastery_panels(report.mastery, report.reached)
    return list(zip(_rows(report.mastery), panels, strict=True))


def _rows(table: pd.DataFrame) -> list[dict]:
    return [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]


def _listed(table: pd.DataFrame, most: int = LONGEST_LIST) -> Listing:
    return Listing(_rows(table.head(most)), max(0, len(table) - most))
