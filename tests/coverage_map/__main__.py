"""Write docs/coverage.md and say what is wrong with the map: ``make coverage``."""

import sys
from pathlib import Path

from coverage_map.course_map import read_course
from coverage_map.page import page
from coverage_map.rules import RULES

ROOT = Path(__file__).parents[2]


def main() -> int:
    """Return 1 if a rule is broken, else 0. The page is written in any case."""
    course = read_course(ROOT)
    (ROOT / "docs" / "coverage.md").write_text(page(course), encoding="utf-8", newline="\n")
    faults = [fault for rule in RULES for fault in rule(course)]
    print("\n".join(faults) or "docs/coverage.md is written; every claim has its counterpart.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
