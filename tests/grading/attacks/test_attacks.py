"""No attack gains a point, shows a secret, stops the class or leaves anything behind."""

import contextlib
import ctypes
import os
import re
import shutil
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from ..course_of_malformed import HOMEWORK
from . import (
    browsing,
    equality,
    forging,
    gradebook,
    holes,
    ipython,
    network,
    pages,
    persistence,
    reading,
    resources,
)
from .corpus import BOASTS, FULL, OTHERS, SECRET, Attack
from .course_of_attacks import (
    OURS,
    SECONDS,
    STOCK,
    Ear,
    Graded,
    grade,
    hand_in_class,
    make_course,
    nbgrader,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("bwrap") is None, reason="needs bubblewrap"),
    pytest.mark.timeout(1_800),
]

FAMILIES = (
    equality,
    forging,
    gradebook,
    ipython,
    network,
    pages,
    persistence,
    reading,
    resources,
)
ATTACKS = [attack for family in FAMILIES for attack in family.ATTACKS]
TOGETHER = [attack for attack in ATTACKS if not attack.stops]
ALONE = [attack for attack in ATTACKS if attack.stops]
# What one attacker may cost the class, and what a class of honest students costs at most.
PR_SET_CHILD_SUBREAPER = 36
EACH, START = 12 * SECONDS, 120
# Attacks that only stock nbgrader need not survive: the planted fault.
WORKS_ON_STOCK = (
    "equality-any",
    "equality-list",
    "gradebook-write",
    "ipython-feedback",
    "pages-memo",
    "reading-source",
)


def each(attacks: list[Attack]) -> list[object]:
    """Parameters of a test: an attack with a hole is expected to succeed, and says so if not."""
    return [pytest.param(attack, id=attack.name, marks=_marks(attack.name)) for attack in attacks]


def _marks(name: str) -> list[pytest.MarkDecorator]:
    if name not in holes.OPEN:
        return []
    return [pytest.mark.xfail(reason=holes.OPEN[name], strict=True)]


@dataclass
class Class:
    """A graded class, who was honest in it, and what was around it before and after."""

    graded: Graded
    honest: list[str]
    ear: Ear
    processes_before: set[int]
    processes_after: set[int]
    outside_before: dict[str, set[str]]

    @cached_property
    def owned(self) -> dict[Path, bool]:
        """Which pages of the attacks on pages ran a script in a real browser."""
        root = self.graded.root
        names = [a.name for a in pages.ATTACKS if self.graded.points(a.name) is not None]
        shown = [browsing.feedback_page(root, name) for name in names]
        shown += [browsing.formgrader_page(root, name) for name in names]
        return browsing.owned(page for page in shown if page.is_file())


OUTSIDE = ("/tmp", "/var/tmp", "/dev/shm", str(Path.home()))


def _outside() -> dict[str, set[str]]:
    return {folder: set(os.listdir(folder)) for folder in OUTSIDE if os.path.isdir(folder)}


def _processes() -> set[int]:
    """All living processes that this one started; orphans become ours, see `_graded`."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, parent = path.read_text().rpartition(")")[2].split()[:2]
            if state != "Z":
                parents[int(path.parent.name)] = int(parent)
    found: set[int] = set()
    new = {os.getpid()}
    while new:
        found |= new
        new = {pid for pid, parent in parents.items() if parent in new} - found
    return found


def _graded(root: Path, config: str, attacks: list[Attack], limit: float) -> Class:
    release = make_course(root, config)
    honest = hand_in_class(root, release, attacks)
    ear = Ear(root)
    prctl = ctypes.CDLL(None).prctl
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    try:
        before, outside = _processes(), _outside()
        graded = grade(root, limit, ear, walled=config == STOCK)
        time.sleep(2)  # what the kernel has yet to end
        return Class(graded, honest, ear, before, _processes(), outside)
    finally:  # later tests see their processes end: nobody here would reap orphans
        prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


@pytest.fixture(scope="session")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Class]:
    """All attacks that leave the class running, in one class; with feedback pages."""
    root = tmp_path_factory.mktemp("attacked")
    found = _graded(root, OURS, TOGETHER, START + EACH * len(TOGETHER))
    with ThreadPoolExecutor() as two:
        list(two.map(lambda students: _write_pages(root, students), ("[0-o]*", "[p-z]*")))
    yield found


def _write_pages(root: Path, students: str) -> None:
    chosen = f"--student={students}"
    nbgrader(root, "generate_feedback", HOMEWORK, chosen, log=f"feedback-{students[1]}")


def gained(graded: Graded, attack: Attack) -> float:
    """Points beyond what the attack's honest cells earn."""
    return (graded.points(attack.name) or 0) - attack.points


def told(graded: Graded, attack: Attack) -> set[str]:
    """Secrets and boasts in the outputs of a student's notebook.

    The outputs of hidden checks are the instructor's: their tracebacks may show the check.
    """
    own, all_of_it = graded.outputs(attack.name, of_checks=False), graded.outputs(attack.name)
    return set(re.findall(SECRET, own)) | {word for word in BOASTS if word in all_of_it}


@pytest.mark.parametrize("attack", each(TOGETHER))
def test_attack_wins_nothing(attack: Attack, attacked: Class) -> None:
    graded = attacked.graded
    assert graded.points(attack.name) is not None, "not graded at all"
    assert gained(graded, attack) <= 0
    assert told(graded, attack) == set()
    page = browsing.feedback_page(graded.root, attack.name).read_text(errors="replace")
    assert set(re.findall(SECRET, page)) - set(re.findall(SECRET, _own_words(attack))) == set()
    if attack in pages.ATTACKS and browsing.browser():
        ran = {page for page, owned in attacked.owned.items() if owned}
        assert not {page for page in ran if attack.name in str(page)}


def _own_words(attack: Attack) -> str:
    return "".join(filter(None, (attack.double, attack.first, attack.last)))


@pytest.mark.parametrize("attack", each(ALONE))
def test_attack_stops_nobody(attack: Attack, tmp_path: Path) -> None:
    found = _graded(tmp_path, OURS, [attack], START + EACH)
    assert found.graded.exit_code == 0, "the class did not end in time"
    assert gained(found.graded, attack) <= 0
    assert [found.graded.points(student) for student in found.honest] == [FULL] * 3


def test_honest_students_keep_their_points(attacked: Class) -> None:
    found = {student: attacked.graded.points(student) for student in attacked.honest}
    assert found == dict.fromkeys(attacked.honest, FULL)


def test_class_ends_in_time(attacked: Class) -> None:
    assert attacked.graded.exit_code in (0, 1)
    assert attacked.graded.seconds < START + EACH * len(TOGETHER)


def test_log_is_for_people(attacked: Class) -> None:
    assert "Traceback" not in attacked.graded.log
    assert "\x1b]" not in attacked.graded.log


def test_everyone_has_a_page(attacked: Class) -> None:
    names = [*attacked.honest, *(attack.name for attack in TOGETHER)]
    root = attacked.graded.root
    assert not [name for name in names if not browsing.feedback_page(root, name).is_file()]


def test_nobody_was_called(attacked: Class) -> None:
    assert attacked.ear.heard() == 0


def test_no_process_stays(attacked: Class) -> None:
    assert attacked.processes_after <= attacked.processes_before


def test_no_file_is_left(attacked: Class) -> None:
    ours = re.compile(r"left-behind|nobody|cardpm")
    for folder, names in _outside().items():
        assert not [n for n in names - attacked.outside_before[folder] if ours.search(n)]
    course = {path.name for path in attacked.graded.root.iterdir()}
    assert not [name for name in course if "left" in name or name.endswith(".gone")]


def test_gradebook_is_whole(attacked: Class) -> None:
    with sqlite3.connect(attacked.graded.root / "gradebook.db") as book:
        assert book.execute("pragma integrity_check").fetchone() == ("ok",)
        marks = book.execute("select count(*) from grade where manual_score > 0")
        assert marks.fetchone() == (0,)


@pytest.fixture(scope="session")
def attacked_on_stock(tmp_path_factory: pytest.TempPathFactory) -> Class:
    """The planted fault: the same harness, with nbgrader as shipped, behind its own walls."""
    chosen = [attack for attack in ATTACKS if attack.name in WORKS_ON_STOCK]
    return _graded(tmp_path_factory.mktemp("stock"), STOCK, chosen, 300)


def test_planted_fault_is_seen(attacked_on_stock: Class) -> None:
    graded = attacked_on_stock.graded
    by_name = {attack.name: attack for attack in ATTACKS}
    page = browsing.formgrader_page(graded.root, "pages-memo")
    ran = {"pages-memo"} if not browsing.browser() or any(browsing.owned([page]).values()) else {}
    won = {
        name
        for name in WORKS_ON_STOCK
        if gained(graded, by_name[name]) > 0 or told(graded, by_name[name])
    }
    assert won.union(ran) == set(WORKS_ON_STOCK)


def test_forgers_reach_the_socket(attacked: Class) -> None:
    # It forwards honest answers, so it keeps its honest points as long as `corpus.WIRE` fits.
    assert attacked.graded.points("reading-messages") == OTHERS


def test_corpus_is_as_large_as_it_was_ordered() -> None:
    assert len(ATTACKS) >= 40
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS)
