"""What must hold for the map to be true. Each rule yields one sentence per fault."""

import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from coverage_map.course_map import WORKED_EXAMPLE, Course

STEM = "After this you can "
HOURS = {120: "two hours", 150: "two and a half hours", 180: "three hours"}


def every_claim_is_graded(course: Course) -> Iterator[str]:
    graded = {c for notebook in course.notebooks for row in notebook.rows for c in row.claims}
    for claim in course.claims:
        if claim.id not in graded:
            yield f"claim {claim.id} has no task and no criterion of a memo: {claim.text}"


def every_claim_exists(course: Course) -> Iterator[str]:
    known = {claim.id for claim in course.claims}
    for notebook in course.notebooks:
        for row in notebook.rows:
            if not row.claims:
                yield f"{notebook.name}, {row.task}: it covers no claim"
            for claim in row.claims:
                if claim not in known:
                    yield f"{notebook.name}, {row.task}: claims.toml has no claim {claim!r}"


def rows_are_the_tasks(course: Course) -> Iterator[str]:
    for notebook in course.notebooks:
        wanted = [*notebook.tasks, notebook.memo] if notebook.memo else [*notebook.tasks]
        rows = [row.task for row in notebook.rows]
        for task in wanted:
            if task not in rows:
                yield f"{notebook.name}: coverage.toml has no row for {task}"
        for task in rows:
            if task not in wanted:
                yield f"{notebook.name}: coverage.toml has a row for {task}, which is no task"
        if sorted(rows) == sorted(wanted) and rows != wanted:
            yield f"{notebook.name}: the rows stand in the order of the tasks, the memo last"
        if len(set(rows)) != len(rows):
            yield f"{notebook.name}: a task has two rows"


def every_objective_is_a_sentence(course: Course) -> Iterator[str]:
    for notebook in course.notebooks:
        for row in notebook.rows:
            if not (row.objective.startswith(STEM) and row.objective.endswith(".")):
                yield f"{notebook.name}, {row.task}: the objective reads “{STEM}….”"


def every_task_has_an_oracle(course: Course) -> Iterator[str]:
    for notebook in course.notebooks:
        for row in notebook.rows:
            if row.task != notebook.memo and not notebook.oracles.get(row.task):
                yield f"{notebook.name}, {row.task}: tests/oracles has no oracle for it"


def every_memo_names_its_criteria(course: Course) -> Iterator[str]:
    for notebook in course.notebooks:
        for row in notebook.rows:
            if bool(row.criteria) != (row.task == notebook.memo):
                yield f"{notebook.name}, {row.task}: the memo, and only it, has criteria"
            for claim, names in row.criteria.items():
                if not names or not set(names) <= set(notebook.rubric):
                    yield f"{notebook.name}, {row.task}, {claim}: rubric: {notebook.rubric}"


def data_are_tables_of_the_bank(course: Course) -> Iterator[str]:
    for notebook in course.notebooks:
        used = set()
        for row in notebook.rows:
            where = f"{notebook.name}, {row.task}"
            tables = set(row.data) - {WORKED_EXAMPLE}
            used |= tables
            if not row.data:
                yield f"{where}: data names a table of the bank or {WORKED_EXAMPLE!r}"
            for table in sorted(tables):
                if table not in course.tables:
                    yield f"{where}: the data dictionary has no table {table!r}"
                elif table not in notebook.loads:
                    yield f"{where}: the lesson does not load {table!r}"
        for table in sorted(notebook.loads & course.tables - used):
            yield f"{notebook.name}: the lesson loads {table!r}, but no row names it"


def builds_on_runs_one_way(course: Course) -> Iterator[str]:
    graph = {notebook.number: notebook.builds_on for notebook in course.notebooks}
    for number, earlier in graph.items():
        for other in earlier:
            if other not in graph:
                yield f"{number} builds on {other}, which does not exist"
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        yield f"builds_on runs in a circle: {' → '.join(error.args[1])}"


def the_opening_agrees(course: Course) -> Iterator[str]:
    for notebook in course.notebooks:
        said = f"{notebook.name}: its first cell says otherwise:"
        words = {f"{notebook.minutes} minutes", HOURS.get(notebook.minutes)}
        time = re.search(r"\*\*Time\*\* about (.+?)\.", notebook.opening)
        if time is None or time[1] not in words:
            yield f"{said} minutes = {notebook.minutes}"
        needs = notebook.opening.partition("**You need**")[2]
        if notebook.prerequisites not in needs:
            yield f"{said} prerequisites = {notebook.prerequisites!r}"
        if sorted(notebook.builds_on) != notebooks_named(needs):
            yield f"{said} builds_on = {list(notebook.builds_on)}"


def notebooks_named(text: str) -> list[str]:
    """Return the numbers in “notebook 03” and “notebooks 01 to 10”, sorted."""
    found: set[int] = set()
    for first, last in re.findall(r"[Nn]otebooks? (\d\d)(?: to (\d\d))?", text):
        found |= set(range(int(first), int(last or first) + 1))
    return [f"{number:02}" for number in sorted(found)]


RULES = (
    every_claim_is_graded,
    every_claim_exists,
    rows_are_the_tasks,
    every_objective_is_a_sentence,
    every_task_has_an_oracle,
    every_memo_names_its_criteria,
    data_are_tables_of_the_bank,
    builds_on_runs_one_way,
    the_opening_agrees,
)
