"""Make a submission's cells agree with the release, and say what had to be done.

nbgrader's own OverwriteCells can put deleted cells back, but it stops with a KeyError where the
cell before was deleted too, it spoils the checksum by which an empty memo is told, and one cell
with half its metadata stops the whole class. So everything is put right here, before it runs.
"""

from collections import defaultdict
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import compute_checksum

from course.grading import sentences
from course.grading.exporting import RAW, READING
from course.grading.languages import note_language, read_language
from course.grading.marking import note_handed_in
from course.grading.master import Master, MasterCell, read_master
from course.grading.notes import add_note, clear_notes
from course.grading.outcomes import forget_outcomes
from course.grading.reading import Reading, make_ids_unique, new_cell
from course.language import say

Findings = defaultdict[str, list[str]]  # a sentence → the names of the cells it is about


class HealSubmission(NbGraderPreprocessor):
    """First of the sanitising preprocessors: see :func:`heal`."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Heal a submitted notebook (called by the exporter)."""
        about = resources["nbgrader"]
        master = read_master(about["db_url"], about["assignment"], about["notebook"])
        reading: Reading = resources[READING]
        language = read_language(nb)
        clear_notes(nb)
        forget_outcomes(nb)
        found = heal(nb, master)
        note_handed_in(nb, resources[RAW])
        note_language(nb, language)
        # A stand-in lacks every cell; that it is one says enough.
        for sentence in reading.notes if reading.is_stand_in else reading.notes + found:
            add_note(nb, sentence, resources, self)
        return nb, resources


def heal(nb: NotebookNode, master: Master) -> list[str]:
    """Heal a notebook in place; return one sentence for each kind of damage.

    Afterwards every graded or locked code cell of the release stands in the notebook once, with
    its own type, metadata and (if locked) text. Plain answer cells are not put back: an empty
    stub would overwrite the answer that a student moved to another cell.
    """
    findings: Findings = defaultdict(list)
    _set_kernel(nb, master, findings)
    present = _identify(nb, master, findings)
    for cell in master.cells:
        if cell.grade_id in present:
            _restore(nb, present, cell, findings)
    for cell in master.cells:
        if cell.grade_id not in present:
            _put_back(nb, present, master, cell, findings)
    make_ids_unique(nb)
    return [
        say(sentence, cells=sentences.listed(names), language=sentences.listed(names))
        for sentence, names in findings.items()
    ]


def _set_kernel(nb: NotebookNode, master: Master, findings: Findings) -> None:
    for key, field in (("language_info", "name"), ("kernelspec", "language")):
        saved = nb.metadata.get(key)
        language = saved.get(field, "") if isinstance(saved, dict) else ""
        if language and str(language).lower() not in ("python", "ipython", "python3"):
            findings[sentences.FOREIGN_KERNEL] = [str(language)]
    nb.metadata = NotebookNode(kernelspec=NotebookNode(master.kernelspec))


def _identify(nb: NotebookNode, master: Master, findings: Findings) -> dict[str, NotebookNode]:
    """Find each release cell's place; the last copy counts, as in nbgrader."""
    known = {cell.grade_id for cell in master.cells}
    copies: defaultdict[str, list[NotebookNode]] = defaultdict(list)
    for cell in nb.cells:
        labels = cell.metadata.get("nbgrader")
        grade_id = labels.get("grade_id") if isinstance(labels, dict) else None
        if isinstance(grade_id, str) and grade_id in known:
            copies[grade_id].append(cell)
    for cell in nb.cells:  # metadata gone, but Jupyter's own cell id still tells
        if cell.id in known and cell.id not in copies:
            copies[cell.id].append(cell)
            findings[sentences.RELABELLED].append(cell.id)
    if copied := [grade_id for grade_id, cells in copies.items() if len(cells) > 1]:
        findings[sentences.COPIED] = copied
    present = {grade_id: cells[-1] for grade_id, cells in copies.items()}
    claimed = {id(cell) for cells in copies.values() for cell in cells}
    kept = {id(cell) for cell in present.values()}
    for number, cell in enumerate(nb.cells, start=1):
        if id(cell) not in kept:
            labels = cell.metadata.pop("nbgrader", None)
            if id(cell) not in claimed and _claims_something(labels):
                findings[sentences.UNKNOWN].append(say(sentences.PLAIN_CELL, number=number))
    return present


def _claims_something(labels: Any) -> bool:
    """Whether metadata means a graded or locked cell; nbgrader leaves all-False ones about."""
    if not isinstance(labels, dict):
        return False
    return any(labels.get(key) for key in ("grade_id", "grade", "solution", "locked", "task"))


def _restore(
    nb: NotebookNode, present: dict[str, NotebookNode], master: MasterCell, findings: Findings
) -> None:
    cell, grade_id = present[master.grade_id], master.grade_id
    written = cell.metadata.get("nbgrader")
    written = written if isinstance(written, dict) else {}
    labels = master.labels()
    # nbgrader itself leaves task, locked and cell_type out where they follow from the rest.
    telling = set(labels) - {"task", "locked", "cell_type"}
    damaged = any(written.get(key) != labels[key] for key in telling)
    if damaged and grade_id not in findings.get(sentences.RELABELLED, []):
        findings[sentences.RELABELLED].append(grade_id)
    if cell.cell_type != master.cell_type:
        findings[sentences.RETYPED].append(grade_id)
        cell = _replace(nb, cell, new_cell(master.cell_type, cell.source, cell.id))
        present[grade_id] = cell
    cell.metadata["nbgrader"] = NotebookNode(labels)
    if master.locked:
        # The release's own checksum, which came back with the cell, tells an edit from a hidden
        # check that the release does not show.
        if "checksum" in written and written["checksum"] != compute_checksum(cell):
            findings[sentences.EDITED].append(grade_id)
        fresh = _fresh(master)
        cell.source, cell.metadata = fresh.source, fresh.metadata
    else:
        cell.metadata["nbgrader"]["checksum"] = master.checksum


def _put_back(
    nb: NotebookNode,
    present: dict[str, NotebookNode],
    master: Master,
    cell: MasterCell,
    findings: Findings,
) -> None:
    if cell.is_plain_answer:
        findings[sentences.NO_ANSWER].append(cell.grade_id)
        return
    if not (cell.grade or cell.task or cell.cell_type == "code"):
        return  # locked prose: nothing runs and nothing is graded there
    findings[sentences.EMPTY_MEMO if cell.solution else sentences.RESTORED].append(cell.grade_id)
    names = [other.grade_id for other in master.cells]
    place = names.index(cell.grade_id)
    if cell.grade or cell.task:
        # Late: just before the next cell of the release, so that any answer has run by then.
        after = [name for name in names[place:] if name in present]
        index = _index(nb, present[after[0]]) if after else len(nb.cells)
    else:
        # Early: imports and data, just after the cell of the release before it.
        before = [name for name in names[:place] if name in present]
        index = _index(nb, present[before[-1]]) + 1 if before else 0
    present[cell.grade_id] = _fresh(cell)
    nb.cells.insert(index, present[cell.grade_id])


def _fresh(master: MasterCell) -> NotebookNode:
    # No other metadata: a tag such as skip-execution would give a check its points unrun.
    metadata = NotebookNode(nbgrader=NotebookNode(master.labels(), checksum=master.checksum))
    if master.locked:
        metadata.update(deletable=False, editable=False)
    return new_cell(master.cell_type, master.source, master.grade_id, metadata)


def _index(nb: NotebookNode, cell: NotebookNode) -> int:
    # By identity: two cells may be equal.
    return next(index for index, other in enumerate(nb.cells) if other is cell)


def _replace(nb: NotebookNode, old: NotebookNode, new: NotebookNode) -> NotebookNode:
    nb.cells[_index(nb, old)] = new
    return new
