"""A small course with secrets; a class of attackers and honest students, graded by nbgrader."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook

from course.grading.scoring import is_check

from ..changes import cell
from ..course_of_malformed import HOMEWORK, REPOSITORY, Score, autograded, hand_in, scores
from .corpus import FULL, WRONG, Attack

SECONDS = 2
PLAIN = f"""
c = get_config()
c.CourseDirectory.course_id = "attacks"
c.CourseDirectory.root = {{root!r}}
c.Execute.timeout = {SECONDS}
c.ClearSolutions.code_stub = {{{{"python": "pass"}}}}
"""
STOCK = PLAIN
OURS = f"from course.grading import configure\n{PLAIN}\nconfigure(c)\n"

SETUP = """
import pandas as pd

from course.feedback import check, hidden_check

def same(found, wanted):
    # As a course without course.feedback has it.
    if found != wanted:
        raise AssertionError("not as expected")
"""
SOLUTION = "### BEGIN SOLUTION\n# CANARYsource1\n{0}\n### END SOLUTION"
HIDDEN = """# Hidden check: other amounts.
### BEGIN HIDDEN TESTS
# CANARYhidden2
_CANARYname3 = [741147, 0]
_word = "CANARYvalue4"
hidden_check("double").case("large").on(_CANARYname3).gives([1482294, 0])
assert [round(_found, 2) for _found in double([741147])] == [1482294], "CANARYmessage5"
print("CANARYprinted6")
### END HIDDEN TESTS"""
TABLE = """# Hidden check: the table.
### BEGIN HIDDEN TESTS
# CANARYtable7
pd.testing.assert_frame_equal(summary, pd.DataFrame({"fee": [1.5, 2.5]}))
### END HIDDEN TESTS"""
# Runs nbgrader with a key ring of its session, as everybody has who logged in.
AS_LOGGED_IN = """
import ctypes, runpy, sys
ctypes.CDLL(None).syscall(250, 1, None)
sys.argv[0] = "nbgrader"
runpy.run_module("nbgrader", run_name="__main__")
"""
ANSWERS = {
    "fee": "fee = 15",
    "table": 'summary = pd.DataFrame({"fee": [1.5, 2.5]})',
    "double": "def double(amounts):\n    return [amount * 2 for amount in amounts]",
    "half": "def half(amounts):\n    return [amount / 2 for amount in amounts]",
}
CHECKS = {
    "fee--plain": ("fee", 2, "assert fee == 15.0"),
    "table--hidden": ("table", 2, TABLE),
    "double--visible": ("double", 1, 'check("double").on([1, 2]).gives([2, 4])'),
    "double--hidden": ("double", 3, HIDDEN),
    "double--helper": ("double", 1, "same(double([1, 2]), [2, 4])"),
    "half--plain": (
        "half",
        2,
        "_amounts = [7, 8]\nassert half(_amounts) == [amount / 2 for amount in _amounts]",
    ),
    "half--map": (
        "half",
        3,
        "assert all(map(lambda case: half(case) == [amount / 2 for amount in case], [[8], [9]]))",
    ),
}


@dataclass
class Graded:
    """What one run of `nbgrader autograde` left.

    `seconds` is its duration, `exit_code` -9 where it had to be ended.
    """

    root: Path
    exit_code: int
    seconds: float
    log: str
    scores: dict[str, dict[str, Score]] = field(default_factory=dict)

    def points(self, student: str) -> float | None:
        """What a student earned; None where nothing was graded."""
        found = self.scores.get(student)
        return None if not found else sum(score.auto or 0 for score in found.values())

    def outputs(self, student: str, of_checks: bool = True) -> str:
        """The outputs of a student's graded notebook, as text."""
        try:
            nb = autograded(self.root, student)
        except FileNotFoundError:
            return ""
        code = [
            found
            for found in nb.cells
            if found.cell_type == "code" and (of_checks or not is_check(found))
        ]
        return "\n".join(_text(output) for found in code for output in found.outputs)


def _text(output: NotebookNode) -> str:
    parts = [output.get("text", ""), output.get("ename", ""), output.get("evalue", "")]
    parts += [*output.get("traceback", []), *map(str, output.get("data", {}).values())]
    return "\n".join(parts)


def make_course(root: Path, config: str) -> NotebookNode:
    """Write a course with secrets, release its homework and return the released notebook."""
    (root / "source" / HOMEWORK).mkdir(parents=True)
    nbformat.write(_instructor_notebook(), root / "source" / HOMEWORK / f"{HOMEWORK}.ipynb")
    (root / "source" / "notes.txt").write_text("CANARYnotes8")
    (root / "nbgrader_config.py").write_text(config.format(root=str(root)))
    done = nbgrader(root, "generate_assignment", HOMEWORK)
    assert done.exit_code == 0, done.log
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        gradebook.add_student("000-honest", first_name="CANARYbook9")
    return nbformat.read(root / "release" / HOMEWORK / f"{HOMEWORK}.ipynb", as_version=4)


def hand_in_class(root: Path, release: NotebookNode, attacks: Iterable[Attack]) -> list[str]:
    """Hand in attacks, and honest students before, between and after; return the latter."""
    attacks = sorted(attacks, key=lambda attack: attack.name)
    honest = ["000-honest", "zzz-honest"]
    last = ""
    for attack in attacks:
        family = attack.name.split("-")[0]
        if family != last:
            honest.append(f"{family}-0-honest")
        last = family
        nb = _answered(release, attack)
        if attack.change:
            attack.change(nb)
        raw = nbformat.writes(nb).encode("utf-8", "surrogatepass")
        hand_in(root, attack.name, {f"{HOMEWORK}.ipynb": raw, **attack.files})
        for name, target in attack.links.items():
            (root / "submitted" / attack.name / HOMEWORK / name).symlink_to(target)
    for student in honest:
        nb = _answered(release, Attack(student, "", double=ANSWERS["double"]))
        cell(nb, "memo").source = "A memo of one's own: CANARYstudent0."
        hand_in(root, student, {f"{HOMEWORK}.ipynb": nbformat.writes(nb).encode()})
    return sorted(honest)


def _answered(release: NotebookNode, attack: Attack) -> NotebookNode:
    nb = nbformat.from_dict(release)
    nb = nbformat.reads(nbformat.writes(nb), as_version=4)
    given = {"double": attack.double or WRONG}
    given |= {name: getattr(attack, name) for name in ("fee", "half", "table")}
    for name, answer in ANSWERS.items():
        source = given.get(name)
        cell(nb, name).source = answer if source is None else source
    if attack.first:
        nb.cells.insert(nb.cells.index(cell(nb, "fee")), new_code_cell(attack.first, id="first"))
    if attack.last:
        nb.cells.insert(nb.cells.index(cell(nb, "memo")), new_code_cell(attack.last, id="last"))
    return nb


def grade(root: Path, limit: float, ear: "Ear | None" = None, walled: bool = False) -> Graded:
    """Fill in where the course lies, and autograde; stock nbgrader only ever behind walls."""
    port = str(ear.port) if ear else "9"
    for path in (root / "submitted").glob(f"*/{HOMEWORK}/*.ipynb"):
        text = path.read_text(encoding="utf-8", errors="surrogatepass")
        text = text.replace("@ROOT@", str(root)).replace("@PORT@", port)
        path.write_text(text, encoding="utf-8", errors="surrogatepass")
    walls = walls_around(root) if walled else []
    done = nbgrader(root, "autograde", HOMEWORK, limit=limit, walls=walls)
    done.scores = scores(root)
    return done


def walls_around(root: Path) -> list[str]:
    """Return the start of a command that can reach nothing but this course.

    Python and the system are there to be read; no network, no process, no home, no other folder
    of `/tmp`; less memory than the machine has.
    """
    walls = ["prlimit", f"--as={4 * 2**30}", f"--fsize={2**30}", "bwrap", "--unshare-all"]
    walls += ["--unshare-user", "--uid", "65534", "--gid", "65534", "--cap-drop", "ALL"]
    walls += ["--die-with-parent", "--new-session", "--tmpfs", "/tmp", "--tmpfs", "/var/tmp"]
    for folder in ("/usr", "/etc", sys.prefix, sys.base_prefix, str(REPOSITORY / "course")):
        walls += ["--ro-bind", folder, folder]
    for name in ("bin", "lib", "lib64", "sbin"):
        if Path("/", name).is_symlink():
            walls += ["--symlink", os.readlink(f"/{name}"), f"/{name}"]
    walls += ["--proc", "/proc", "--dev", "/dev", "--bind", str(root), str(root)]
    return [*walls, "--chdir", str(root), "--"]


def nbgrader(
    root: Path, *arguments: str, limit: float = 600, walls: Sequence[str] = (), log: str = ""
) -> Graded:
    """Run a real nbgrader command; the environment holds a secret."""
    home = root / "home"
    home.mkdir(exist_ok=True)
    fonts = Path(os.environ.get("MPLCONFIGDIR") or Path.home() / ".cache" / "matplotlib")
    secret = {"TOKEN": "CANARYtoken1", "HOME": str(home), "MPLCONFIGDIR": str(fonts)}
    start, path = time.monotonic(), root / f"{log or arguments[0]}.log"
    with path.open("w") as stream:
        process = subprocess.Popen(
            [*walls, sys.executable, "-c", AS_LOGGED_IN, *arguments],
            cwd=root,
            env=os.environ | {"PYTHONPATH": str(REPOSITORY)} | secret,
            stdout=stream,
            stderr=stream,
        )
        try:
            code = process.wait(limit)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            code = -9
    return Graded(root, code, time.monotonic() - start, path.read_text(errors="replace"))


class Ear:
    """A server on loopback, on a Unix path and on an abstract name: nobody may reach it."""

    def __init__(self, root: Path) -> None:
        self._ears = [socket.create_server(("127.0.0.1", 0))]
        self.port = self._ears[0].getsockname()[1]
        for name in (f"{root}/ear.sock", f"\0cardpm-ear-{self.port}"):
            ear = socket.socket(socket.AF_UNIX)
            try:
                ear.bind(name)
            except OSError:  # a path of more than 107 characters
                continue
            ear.listen()
            self._ears.append(ear)

    def heard(self) -> int:
        """Count who connected."""
        count = 0
        for ear in self._ears:
            ear.settimeout(0)
            try:
                ear.accept()
                count += 1
            except OSError:
                pass
        return count


def _instructor_notebook() -> NotebookNode:
    cells = [_labelled(new_code_cell(SETUP.strip()), "setup", locked=True)]
    for name, answer in ANSWERS.items():
        cells.append(_labelled(new_code_cell(_solution(answer)), name, solution=True))
        cells += [
            _labelled(new_code_cell(source), grade_id, locked=True, points=worth)
            for grade_id, (of, worth, source) in CHECKS.items()
            if of == name
        ]
    memo = new_markdown_cell("The reference memo: CANARYmemo2.")
    cells.append(_labelled(memo, "memo", solution=True, points=10))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def _solution(answer: str) -> str:
    head, _, body = answer.rpartition("\n")
    indent = body[: len(body) - len(body.lstrip())]
    marked = SOLUTION.format(body.strip()).replace("\n", f"\n{indent}")
    return f"{head}\n{indent}{marked}" if head else marked


def _labelled(
    found: NotebookNode,
    grade_id: str,
    locked: bool = False,
    solution: bool = False,
    points: int | None = None,
) -> NotebookNode:
    found.id = grade_id
    found.metadata["nbgrader"] = {
        "schema_version": 3,
        "grade_id": grade_id,
        "grade": points is not None,
        "solution": solution,
        "locked": locked,
        "task": False,
    } | ({} if points is None else {"points": points})
    return found


assert sum(worth for _, worth, _ in CHECKS.values()) == FULL
