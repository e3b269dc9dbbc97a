"""Every attack through nbgrader as shipped and through ours: one table, and the totals.

    python benchmarks/attacks_on_stock.py            # all
    python benchmarks/attacks_on_stock.py equality   # those whose name starts so

Stock nbgrader runs behind walls of this benchmark (`walls_around`): read-only Python, the course's
own folder, no network, no other process, little memory. So attacks on the network cannot succeed on
stock here, and those that use a machine up are not run on it at all.

An attack *wins* if it gained points beyond what its honest cells earn; if it shows a secret that
the same grader does not show to an honest student anyway; if it changed another student's grade;
or if nobody after it was graded. What else an attack reached stands in the table only.
"""

import contextlib
import re
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.grading.attacks import browsing, pages
from tests.grading.attacks.corpus import BOASTS, FULL, SECRET, Attack
from tests.grading.attacks.course_of_attacks import (
    OURS,
    STOCK,
    Ear,
    Graded,
    grade,
    hand_in_class,
    make_course,
    nbgrader,
)
from tests.grading.attacks.test_attacks import ATTACKS
from tests.grading.course_of_malformed import HOMEWORK

SECONDS_EACH, SECONDS_MORE, WORKERS = 20, 120, 3
# Handed in by every student of the harness as their own memo: their own page may show it.
MEMO = "CANARYstudent0"
POINTS, SECRETS, GRADES, STOPPED = "points", "secrets", "others' grades", "class stopped"


@dataclass
class Result:
    """What one attack came to."""

    wins: dict[str, str] = field(default_factory=dict)
    more: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return ", ".join([*self.wins.values(), *self.more]) or "-"


def classes(attacks: list[Attack]) -> Iterator[list[Attack]]:
    """Attacks that may change or stop a class are alone in theirs; else each family has one."""
    alone = [attack for attack in attacks if attack.stops or attack.name.startswith("gradebook")]
    yield from ([attack] for attack in alone)
    others = [attack for attack in attacks if attack not in alone]
    for _, family in groupby(others, lambda attack: attack.name.split("-")[0]):
        yield list(family)


def run(config: str, attacks: list[Attack]) -> dict[str, Result]:
    """Grade a class of these attacks; begin anew with the rest after one that stops it."""
    results: dict[str, Result] = {}
    while todo := [attack for attack in attacks if attack.name not in results]:
        results |= run_class(config, sorted(todo, key=lambda attack: attack.name))
    return results


def run_class(config: str, attacks: list[Attack]) -> dict[str, Result]:
    """Grade one class; of one that was stopped, only those that were reached are told of."""
    with tempfile.TemporaryDirectory(prefix="attacks-") as folder:
        root = Path(folder)
        release = make_course(root, config)
        honest = hand_in_class(root, release, attacks)
        limit = SECONDS_MORE + SECONDS_EACH * len(attacks)
        graded = grade(root, limit, Ear(root), walled=config == STOCK)
        nbgrader(root, "generate_feedback", HOMEWORK)
        points = {name: totals(graded, name) for name in honest}
        names = [attack.name for attack in attacks]
        reached, stopper = names, None
        if points["zzz-honest"] is None:
            last = max([n for n in names if graded.points(n) is not None], default="")
            # Who was being graded when it ended has no grade yet; at least one is told of.
            reached = [name for name in names if name <= last] or names[:1]
            after = [name for name in names if name > last]
            stopper = after[0] if after and graded.exit_code == -9 else reached[-1]
            reached = sorted({*reached, stopper})
            print(f"{stopper} stopped the class; the end of the log:", file=sys.stderr)
            print("\n".join(graded.log.splitlines()[-6:]), file=sys.stderr)
        usual = secrets_shown(graded, "000-honest") - {MEMO}
        results = {a.name: judge(graded, a, usual) for a in attacks if a.name in reached}
        for name in with_scripts(graded, [a for a in attacks if a.name in reached]):
            results[name].more.append("a script ran on the teacher's page")
        if stopper:
            results[stopper].wins[STOPPED] = "CLASS STOPPED"
        elif changed := [name for name, found in points.items() if found != FULL]:
            # Nobody else in that class reaches a gradebook: see `classes`.
            culprit = results[names[-1]] if len(names) == 1 else None
            if culprit:
                culprit.wins[GRADES] = f"{len(changed)} other grades changed"
            else:
                print(f"honest students with other points: {changed}", file=sys.stderr)
        return results


def totals(graded: Graded, student: str) -> float | None:
    """A student's points, whoever gave them."""
    found = graded.scores.get(student)
    if not found or graded.points(student) is None:
        return None
    return sum((score.auto or 0) + (score.manual or 0) for score in found.values())


def secrets_shown(graded: Graded, student: str) -> set[str]:
    """Secrets in the outputs of a student's own cells and on the student's feedback page."""
    page = browsing.feedback_page(graded.root, student)
    text = page.read_text(errors="replace") if page.is_file() else ""
    return set(re.findall(SECRET, text + graded.outputs(student, of_checks=False)))


def judge(graded: Graded, attack: Attack, usual: set[str]) -> Result:
    """What one attack won, and what else it reached."""
    result = Result()
    points = graded.points(attack.name)
    if points is None or not (graded.root / "autograded" / attack.name).is_dir():
        return Result(more=["not graded itself"])
    if points > attack.points:
        result.wins[POINTS] = f"+{points - attack.points:g} points"
    said = "".join(filter(None, (attack.double, attack.first, attack.last)))
    own = graded.outputs(attack.name, of_checks=False)
    secrets = secrets_shown(graded, attack.name) - usual - set(re.findall(SECRET, said))
    if secrets:
        result.wins[SECRETS] = f"{len(secrets)} secrets"
    result.more = [word.lower() for word in BOASTS if word in own and not secrets]
    return result


def with_scripts(graded: Graded, attacks: list[Attack]) -> set[str]:
    """Whose scripts ran on a feedback page or in the formgrader."""
    names = [a.name for a in attacks if a in pages.ATTACKS and graded.outputs(a.name)]
    if not names or not browsing.browser():
        return set()
    shown = {browsing.feedback_page(graded.root, name): name for name in names}
    for name in names:
        with contextlib.suppress(Exception):  # stock: some notebooks have no page
            shown[browsing.formgrader_page(graded.root, name)] = name
    ran = browsing.owned(page for page in shown if page.is_file())
    return {shown[page] for page, owned in ran.items() if owned}


def main(prefix: str) -> None:
    """Print the table."""
    chosen = [attack for attack in ATTACKS if attack.name.startswith(prefix)]
    safe = [a for a in chosen if not (a.needs_walls and a.name.startswith("resources"))]
    jobs = [(STOCK, group) for group in classes(safe)] + [
        (OURS, group) for group in classes(chosen)
    ]
    results: dict[str, dict[str, Result]] = {"stock": {}, "ours": {}}
    with ThreadPoolExecutor(WORKERS) as pool:
        for (config, _), found in zip(jobs, pool.map(run, *zip(*jobs, strict=True)), strict=True):
            name = "stock" if config == STOCK else "ours"
            results[name] |= found
            print(name, {attack: str(result) for attack, result in found.items()}, file=sys.stderr)
    print(f"{'attack':34}{'stock nbgrader':50}ours")
    for attack in sorted(chosen, key=lambda attack: attack.name):
        stock = results["stock"].get(attack.name, "not run: needs our walls")
        print(f"{attack.name:34}{stock!s:50}{results['ours'][attack.name]}")
    for name, won_by in results.items():
        each = {
            kind: sum(kind in result.wins for result in won_by.values())
            for kind in (POINTS, SECRETS, GRADES, STOPPED)
        }
        won = sum(bool(result.wins) for result in won_by.values())
        only = sum(bool(result.more) and not result.wins for result in won_by.values())
        print(f"{name}: {won} of {len(won_by)} attacks won ({each}); {only} more reached something")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
