"""Whether grading a class costs the same per submission however large the class is.

    python -m benchmarks.growth --lesson tests/tiny_lesson/97_tiny_lesson --students 250 1000 2000

Grades made-up classes of these sizes with `course.grading.many.grade` and prints seconds, CPU
seconds and gradebook bytes per submission, and the largest process.
"""

import argparse
import tempfile
from pathlib import Path

from benchmarks.grading import OUR_CONFIG, REPOSITORY, make_class, timed
from course.press.lesson import read_lesson


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lesson", default="tests/tiny_lesson/97_tiny_lesson", help="a folder")
    parser.add_argument("--students", nargs="*", type=int, default=[250, 500, 1000, 2000])
    options = parser.parse_args()
    lesson = read_lesson(REPOSITORY / options.lesson)
    print(
        "students   wall s    CPU s   ms wall each   ms CPU each   gradebook kB each   largest MB"
    )
    for students in options.students:
        with tempfile.TemporaryDirectory() as place:
            root = Path(place)
            make_class(lesson, students, root, OUR_CONFIG)
            size = (root / "gradebook.db").stat().st_size
            taken = timed("ours", root, lesson.name)
            grown = (root / "gradebook.db").stat().st_size - size
        print(
            f"{students:8} {taken.wall:8.1f} {taken.cpu:8.1f} {taken.wall / students * 1e3:14.0f}"
            f" {taken.cpu / students * 1e3:13.0f} {grown / students / 1e3:19.1f}"
            f" {taken.process / 1e6:12.0f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
