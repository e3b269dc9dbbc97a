"""What each student has earned in an assignment, and whether that is final."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry, Student, SubmittedAssignment
from nbgrader.coursedir import CourseDirectory

from course.errors import CourseError
from course.grading.marking import is_graded
from course.language import say
from course.lms import sentences


class State(StrEnum):
    """How far the grading of one hand-in is; the words stand in the exported table."""

    GRADED = "graded"
    MEMO_WAITS = "waits for a grade by hand"
    NOT_GRADED = "handed in, not graded yet"
    MISSING = "not handed in"


WAITING = (State.MEMO_WAITS, State.NOT_GRADED)


class ExportError(CourseError):
    """Nothing was written: what is missing, and what to do."""


@dataclass(frozen=True)
class Person:
    """A student as the gradebook knows them; what it does not know is empty."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""

    @classmethod
    def of(cls, student: Student) -> "Person":
        """Copy a gradebook's row."""
        fields = ("id", "first_name", "last_name", "email", "lms_user_id")
        return cls(*(str(getattr(student, field) or "").strip() for field in fields))


@dataclass(frozen=True)
class Mark:
    """One student in one assignment. Points; `score` has the late penalty taken off."""

    person: Person
    assignment: str
    state: State
    worth: float
    raw: float = 0.0
    penalty: float = 0.0
    comments: str = ""
    handed_in: str = ""
    due: str = ""

    @property
    def score(self) -> float:
        """Points after the late penalty, never below 0."""
        return max(0.0, self.raw - self.penalty)


def people(gradebook: Gradebook) -> list[Person]:
    """Return everybody in the gradebook, by id."""
    return sorted((Person.of(student) for student in gradebook.students), key=lambda p: p.id)


def read_marks(
    gradebook: Gradebook, assignment: str, course: CourseDirectory, only: Sequence[str] = ()
) -> list[Mark]:
    """Return everybody's mark in an assignment, by student id.

    Parameters
    ----------
    gradebook : Gradebook
        An open one.
    assignment : str
        Its id.
    course : CourseDirectory
        Its ``submitted/`` tells who handed in, perhaps again, and was not graded since.
    only : sequence of str
        Only these students; empty: all.

    Raises
    ------
    ExportError
        When the gradebook does not know the assignment.
    """
    try:
        about = gradebook.find_assignment(assignment)
    except MissingEntry as error:
        raise ExportError(say(sentences.NO_ASSIGNMENT, assignment=assignment)) from error
    worth, due = float(about.max_score), str(about.duedate or "")
    everybody = {person.id: person for person in people(gradebook)}
    marks = {
        found.student_id: _mark(found, everybody[found.student_id], worth, due)
        for found in gradebook.assignment_submissions(assignment)
    }
    submitted = Path(course.root) / course.submitted_directory
    waiting = {folder.parent.name for folder in submitted.glob(f"*/{assignment}")}
    for student in waiting & marks.keys():
        if _is_newer(course, student, assignment):
            marks[student] = replace(marks[student], state=State.NOT_GRADED)
    for student in (everybody.keys() | waiting) - marks.keys():
        person = everybody.get(student, Person(student))
        state = State.NOT_GRADED if student in waiting else State.MISSING
        marks[student] = Mark(person, assignment, state, worth, due=due)
    return [marks[student] for student in sorted(marks) if not only or student in only]


def _mark(found: SubmittedAssignment, person: Person, worth: float, due: str) -> Mark:
    return Mark(
        person,
        found.assignment.name,
        State.MEMO_WAITS if found.needs_manual_grade else State.GRADED,
        worth,
        float(found.score),
        float(found.late_submission_penalty),
        "\n".join(_comments(found)),
        str(found.timestamp or ""),
        due,
    )


def _is_newer(course: CourseDirectory, student: str, assignment: str) -> bool:
    """Whether a student handed in another file after the grading."""
    submitted, autograded = (
        Path(course.format_path(step, student, assignment))
        for step in (course.submitted_directory, course.autograded_directory)
    )
    pairs = [(path, autograded / path.name) for path in submitted.glob("*.ipynb")]
    return any(
        graded.is_file()
        and path.stat().st_mtime > graded.stat().st_mtime  # spares reading every notebook
        and not is_graded(path, graded)
        for path, graded in pairs
    )


def _comments(found: SubmittedAssignment) -> Iterator[str]:
    """What graders wrote by hand."""
    for notebook in found.notebooks:
        for comment in notebook.comments:
            if comment.manual_comment and comment.manual_comment.strip():
                yield comment.manual_comment.strip()
    if found.late_submission_penalty:
        yield f"Late: {found.late_submission_penalty:g} points taken off."
