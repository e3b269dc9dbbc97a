"""Exporters of nbgrader that write what Canvas, Moodle and spreadsheets import.

``cardpm export`` uses them, and so does ``nbgrader export --exporter=course.lms.CanvasExport``.
docs/export.md says where each format is described.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.apps.baseapp import NbGrader
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import ExportPlugin
from traitlets import Bool, Enum, Unicode

from course.errors import CourseError
from course.language import say
from course.lms import sentences
from course.lms.marks import WAITING, ExportError, Mark, Person, State, read_marks
from course.lms.spreadsheet import plain, points, starts_formula, write_table

Marks = dict[str, list[Mark]]


class LmsExport(ExportPlugin):
    """Reads the marks and writes one file, whole or not at all."""

    file_name = "grades.csv"

    partial = Bool(False, help="Leave out students whose grading is not finished.").tag(config=True)
    column = Unicode("", help="The assignment's name in the LMS; empty: its id.").tag(config=True)

    def export(self, gradebook: Gradebook) -> None:
        """Write the file (called by ``nbgrader export``).

        Raises
        ------
        ExportError
            When an id is missing, a grade waits or there is nothing to export.
        """
        try:
            names = list(self.assignment) or [found.name for found in gradebook.assignments]
            if self.column and len(names) > 1:
                raise ExportError(say(sentences.ONE_COLUMN))
            course = CourseDirectory(parent=self)
            only = [str(student) for student in self.student]
            marks = {name: read_marks(gradebook, name, course, only) for name in names}
            write_table(Path(self.to or self.file_name), list(self.rows(marks)))
        except CourseError as error:
            if isinstance(self.parent, NbGrader):  # on the command line: a sentence, no traceback
                self.parent.fail("%s", error)
            raise

    def rows(self, marks: Marks) -> Iterator[list[str]]:
        """Yield the file's rows, its header first."""
        raise NotImplementedError

    def heading(self, assignment: str) -> str:
        """The column of an assignment, as the LMS calls it."""
        return plain(self.column or assignment)

    def final(self, marks: Marks) -> dict[Person, dict[str, Mark]]:
        """Return the finished marks of everybody who has one.

        A student without a finished mark has no row, so the LMS keeps what it holds.

        Raises
        ------
        ExportError
            When a hand-in waits for its grade (unless ``partial``), or nobody has a grade.
        """
        found: dict[Person, dict[str, Mark]] = {}
        for assignment, rows in marks.items():
            waiting = [mark.person.id for mark in rows if mark.state in WAITING]
            if waiting and not self.partial:
                about = {"count": len(waiting), "who": sentences.people(waiting)}
                raise ExportError(say(sentences.WAITING, assignment=assignment, **about))
            for mark in rows:
                if mark.state is State.GRADED:
                    found.setdefault(mark.person, {})[assignment] = mark
        if not found:
            raise ExportError(say(sentences.NO_GRADES, assignments=", ".join(marks)))
        return dict(sorted(found.items(), key=lambda item: item[0].id))


class CanvasExport(LmsExport):
    """A file for Canvas: Grades → Import."""

    file_name = "canvas.csv"

    def rows(self, marks: Marks) -> Iterator[list[str]]:
        """Yield Canvas's header, its row of possible points and one row a student."""
        found = self.final(marks)
        check_ids("Canvas", list(found), "lms_user_id", (sentences.NO_NUMBER, _is_no_number))
        student = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
        yield [*student, *(self.heading(name) for name in marks)]
        worth = (points(rows[0].worth) for rows in marks.values())
        yield ["    Points Possible", "", "", "", "", *worth]
        for person, row in found.items():
            name = ", ".join(part for part in (person.last_name, person.first_name) if part)
            shown = [plain(name or person.id), person.lms_user_id, "", plain(person.id), ""]
            yield [*shown, *(points(row[name].score) if name in row else "" for name in marks)]


class MoodleExport(LmsExport):
    """A file for Moodle: Grades → Import → CSV file."""

    file_name = "moodle.csv"

    identify = Enum(
        ("email", "idnumber", "username"),
        default_value="email",
        help="By what Moodle finds a student; idnumber is nbgrader's lms_user_id, username its id.",
    ).tag(config=True)

    # What Moodle calls the column, and where nbgrader keeps it.
    ways = {  # noqa: RUF012
        "email": ("Email address", "email"),
        "idnumber": ("ID number", "lms_user_id"),
        "username": ("Username", "id"),
    }

    def rows(self, marks: Marks) -> Iterator[list[str]]:
        """Yield a header and one row a student: who, and for each assignment grade and feedback."""
        column, field = self.ways[self.identify]
        found = self.final(marks)
        # To Moodle an empty cell here means the student of the row above.
        check_ids("Moodle", list(found), field)
        headings = [self.heading(name) for name in marks]
        both = [text for name in headings for text in (name, f"{name} feedback")]
        yield [column, "First name", "Last name", *both]
        for person, row in found.items():
            cells = [getattr(person, field), plain(person.first_name), plain(person.last_name)]
            for name in marks:
                graded = row.get(name)
                cells += [points(graded.score), plain(graded.comments)] if graded else ["", ""]
            yield cells


class TableExport(LmsExport):
    """Everything for a spreadsheet, also what is not graded yet; a column says so."""

    file_name = "grades.csv"
    columns: dict[str, Callable[[Mark], Any]] = {  # noqa: RUF012
        "assignment": lambda mark: mark.assignment,
        "student_id": lambda mark: mark.person.id,
        "last_name": lambda mark: mark.person.last_name,
        "first_name": lambda mark: mark.person.first_name,
        "email": lambda mark: mark.person.email,
        "state": lambda mark: mark.state.value,
        "duedate": lambda mark: mark.due,
        "timestamp": lambda mark: mark.handed_in,
        "raw_score": lambda mark: mark.raw,
        "late_submission_penalty": lambda mark: mark.penalty,
        "score": lambda mark: mark.score,
        "max_score": lambda mark: mark.worth,
        "comments": lambda mark: mark.comments,
    }

    def rows(self, marks: Marks) -> Iterator[list[str]]:
        """Yield a header and one row a student and assignment, as nbgrader's own exporter does."""
        yield list(self.columns)
        for mark in (mark for rows in marks.values() for mark in rows):
            values = (value(mark) for value in self.columns.values())
            yield [points(v) if isinstance(v, float) else plain(str(v)) for v in values]


Rule = tuple[str, Callable[[str], bool]]


def check_ids(system: str, people: list[Person], field: str, *rules: Rule) -> None:
    """Raise ExportError unless everybody has an id of their own that no spreadsheet runs.

    A further rule is a sentence and what makes an id faulty.
    """
    ids = {person: getattr(person, field) for person in people}
    often = Counter(value.casefold() for value in ids.values())
    for sentence, faulty in (
        (sentences.NO_ID, lambda value: not value),
        (sentences.FORMULA_ID, starts_formula),
        *rules,
        (sentences.SAME_ID, lambda value: often[value.casefold()] > 1),
    ):
        if who := [person.id for person, value in ids.items() if faulty(value)]:
            about = {"system": system, "field": field}
            raise ExportError(say(sentence, who=sentences.people(who), **about))


def _is_no_number(value: str) -> bool:
    return not (value.isascii() and value.isdigit())
