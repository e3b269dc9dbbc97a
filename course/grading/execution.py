"""Run a notebook: the student's cells in a sandbox, the checks outside of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from time import monotonic
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearHiddenTests, Execute
from nbgrader.utils import is_grade, is_locked, is_solution
from traitlets import Bool, Integer, Unicode

from course.engine.names import bound_names
from course.engine.outputs import admitted
from course.engine.session import Ended, Session
from course.engine.zygotes import Zygote, running
from course.grading import sentences
from course.grading.languages import opening, read_language
from course.grading.notes import add_note
from course.grading.outcomes import forget_outcomes, keep_outcome
from course.grading.scoring import error_output, guard, is_check
from course.language import say, speaking

HIDDEN = ClearHiddenTests().begin_test_delimeter
LARGEST_FILE = 8 * 2**20
MOST_FILES = 100


@dataclass(frozen=True)
class Limits:
    """What one notebook may take: seconds for a cell and in all, processes, a cell's output."""

    seconds: float = 30
    all_seconds: float = 600
    restarts: int = 10
    characters: int = 1_000_000


@dataclass(frozen=True)
class Released:
    """The texts of a release's cells that are the same for a whole class.

    Attributes
    ----------
    open_cells : tuple of str
        Cells that run in the student's process: locked ones and worked examples, no answers.
    locked_cells : tuple of str
        Cells that run in the trusted process and are no checks: imports and data.
    opening : str
        What the trusted process alone runs before a notebook's first cell.
    """

    open_cells: tuple[str, ...] = ()
    locked_cells: tuple[str, ...] = ()
    opening: str = ""

    @classmethod
    def of(cls, nb: NotebookNode) -> "Released":
        """Read a released notebook."""
        code = [cell for cell in nb.cells if cell.cell_type == "code" and cell.source.strip()]
        plain = [cell for cell in code if not (is_grade(cell) or is_solution(cell))]
        locked = tuple(cell.source for cell in plain if is_locked(cell))
        return cls(tuple(cell.source for cell in plain), locked)


@dataclass(frozen=True)
class Beside:
    """The files beside a notebook: all of them, and those that are the course's own."""

    files: dict[str, bytes] = field(default_factory=dict)
    locked_files: dict[str, bytes] = field(default_factory=dict)


class SandboxedExecute(Execute):
    """In the place of nbgrader's Execute; takes its options (``c.Execute.timeout``).

    Nothing that a student's cell does can raise a score, reach another file or stop the class; a
    cell that ends, blocks or floods Python costs its own points only.
    """

    max_restarts = Integer(10, help="New processes for one notebook, at most.").tag(config=True)
    max_seconds = Integer(600, help="Seconds for one notebook, at most.").tag(config=True)
    max_output = Integer(1_000_000, help="Characters of output kept of one cell.").tag(config=True)
    allow_unsandboxed = Bool(
        False,
        help="Run students' code without walls, as yourself, where this machine has none.",
    ).tag(config=True)

    scheduler = Unicode(
        "", help="Address of a Dask scheduler whose workers run the notebooks; empty: run here."
    ).tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any], km: Any = None
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Run a notebook (called by the exporter)."""
        limits = Limits(
            self.timeout or self.max_seconds, self.max_seconds, self.max_restarts, self.max_output
        )
        about = resources["nbgrader"]
        speaking = opening(read_language(nb), about.get("assignment", ""))
        released = replace(self._released(about), opening=speaking)
        beside = self._beside(resources)
        if self.scheduler:
            from course.grading.cluster import execute_there

            ran, notes = execute_there(
                self.scheduler,
                nbformat.writes(nb),
                released,
                limits,
                self.allow_unsandboxed,
                beside,
            )
            nb.cells = nbformat.reads(ran, as_version=4).cells
        else:
            notes = execute(nb, released, running(self.allow_unsandboxed), limits, beside)
        for sentence in notes:
            add_note(nb, sentence, resources, self)
        return nb, resources

    def _released(self, about: dict[str, Any]) -> Released:
        if "assignment" not in about:
            return Released()
        folder = CourseDirectory(config=self.config)
        release = folder.format_path(folder.release_directory, ".", about["assignment"])
        path = Path(release) / f"{about['notebook']}.ipynb"
        return read_released(path) if path.is_file() else Released()

    def _beside(self, resources: dict[str, Any]) -> Beside:
        about = resources["nbgrader"]
        if "assignment" not in about:
            return Beside()
        course, assignment = CourseDirectory(config=self.config), about["assignment"]
        source = _files(Path(course.format_path(course.source_directory, ".", assignment)))
        submitted = course.format_path(course.submitted_directory, about["student"], assignment)
        kept = Autograde(config=self.config).exclude_overwriting.get(assignment, [])
        own = {name: content for name, content in source.items() if name not in kept}
        # What a student may keep or change must not reach the trusted process.
        return Beside(source | _files(Path(submitted)) | own, own)


def read_released(path: Path) -> Released:
    """Read a release's notebook, once as long as it stays what it is."""
    return _read_released(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _read_released(path: Path, changed: int) -> Released:
    return Released.of(nbformat.read(path, as_version=4))


def _files(folder: Path) -> dict[str, bytes]:
    """What lies in a folder beside notebooks, as far as it is small and really there: a link in a
    hand-in may lead anywhere.
    """
    found = {}
    for path in sorted(folder.rglob("*"))[:MOST_FILES]:
        inside = path.relative_to(folder)
        linked = any((folder / part).is_symlink() for part in [inside, *inside.parents])
        fits = path.is_file() and path.stat().st_size <= LARGEST_FILE
        if fits and path.suffix != ".ipynb" and not linked:
            found[inside.as_posix()] = path.read_bytes()
    return found


def execute(
    nb: NotebookNode,
    released: Released,
    zygote: Zygote,
    limits: Limits,
    beside: Beside = Beside(),
) -> list[str]:
    """Run a notebook's cells and put their outputs in place of the old ones.

    Parameters
    ----------
    nb : NotebookNode
        Healed: its locked cells have the course's own text. Changed in place.
    released : Released
        Cells that need not run anew for each student; empty is right, only slower.
    zygote : Zygote
    limits : Limits
    beside : Beside
        Files that the cells may read.

    Returns
    -------
    list of str
        Sentences for the instructor. They are said in the language that the notebook speaks, as
        those are that its student reads in the cells; `add_note` says them anew.
    """
    with speaking(read_language(nb)):
        return _execute(nb, released, zygote, limits, beside)


def _execute(
    nb: NotebookNode, released: Released, zygote: Zygote, limits: Limits, beside: Beside
) -> list[str]:
    notes: list[str] = []
    gave_up = ""
    count = 0
    forget_outcomes(nb)
    deadline = monotonic() + limits.all_seconds
    texts = (released.open_cells, released.locked_cells)
    files = (beside.files, beside.locked_files)
    own = bound_names(tuple(c.source for c in nb.cells if _is_own(c)))
    with Session(zygote, *texts, own, limits.seconds, *files) as session:
        if released.opening:
            session.prepare(released.opening)
        for index, cell in enumerate(nb.cells):
            if cell.cell_type != "code":
                continue
            cell.outputs, cell.execution_count = [], None
            sent: list[Any] = []
            if gave_up:
                _blame(cell, gave_up)
            elif cell.source.strip():
                count += 1
                ended = _run(session, cell)
                sent = ended.outputs
                notes += _report(cell, name_of(cell, index), ended, limits, count)
                why = ""
                if session.restarts > limits.restarts:
                    why = say(sentences.TOO_OFTEN)
                elif monotonic() > deadline:
                    why = say(sentences.TOO_LONG)
                if why:
                    gave_up = say(sentences.NOT_RUN, cell=name_of(cell, index), why=why)
                    notes.append(gave_up)
            if is_check(cell):
                keep_outcome(cell, sent)
    return notes


def _run(session: Session, cell: NotebookNode) -> Ended:
    if _is_own(cell):
        return session.run_locked(cell.source, is_check(cell), HIDDEN in cell.source)
    return session.run_open(cell.source)


def _is_own(cell: NotebookNode) -> bool:
    """Whether a cell is the course's own: a check, or a locked cell."""
    own = is_check(cell) or (is_locked(cell) and not is_solution(cell))
    return bool(cell.cell_type == "code" and own)


def _report(
    cell: NotebookNode, name: str, ended: Ended, limits: Limits, count: int
) -> Sequence[str]:
    """Write what became of a cell into it; return sentences for the instructor."""
    said: str | None = None
    cell.execution_count = count
    cell.outputs = nbformat.from_dict(admitted(ended.outputs, limits.characters, count))
    if ended.lost:
        sentence = {"died": sentences.DIED, "late": sentences.HUNG}[ended.lost]
        said = say(sentence, cell=name, timeout=limits.seconds)
        _blame(cell, said)
    elif ended.late:
        said = say(sentences.LATE, cell=name, timeout=limits.seconds)
        cell.outputs = [o for o in cell.outputs if o.output_type != "error"]
        cell.outputs.append(error_output("CellTimeoutError", said))
    elif ended.call_lost:
        sentence = {"died": sentences.CALL_DIED, "late": sentences.CALL_LATE}[ended.call_lost]
        said = say(sentence, cell=name)
    if is_check(cell):
        said = guard(cell, name) or said
    return [said] if said else []


def name_of(cell: NotebookNode, index: int) -> str:
    """What to call a cell: ``Cell 7 (late-fee--cap)``; numbers count from 1."""
    grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
    if grade_id:
        return say(sentences.NAMED_CELL, number=index + 1, grade_id=grade_id)
    return say(sentences.CELL, number=index + 1)


def _blame(cell: NotebookNode, sentence: str) -> None:
    cell.outputs = [error_output("CellLeftOut", sentence)]
    cell.execution_count = None
