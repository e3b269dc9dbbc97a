"""English of the lessons and the package to catalogues for translators; compiles and checks them.

With NN, makes the catalogue of a lesson that has none; without, brings all up to date, that of the
package too. A finished catalogue is one whose header is no longer
marked fuzzy; its faults make the exit code 1. docs/chinese.md tells translators more.
"""

import argparse
from pathlib import Path

from course.commands.lessons import add_lesson, console, lessons
from course.commands.surroundings import course_folder
from course.language import say
from course.translation.catalogue import (
    LANGUAGES,
    compiled_files,
    entries,
    lesson_catalogue,
    lesson_template,
    memory,
    package_catalogue,
    package_template,
    read_catalogue,
    update,
)
from course.translation.lint import faults

EXAMPLE = "cardpm translate 02"


def add_options(command: argparse.ArgumentParser) -> None:
    add_lesson(command)
    command.add_argument(
        "--lang", choices=LANGUAGES, default=LANGUAGES[0], help=say("the language")
    )
    command.add_argument("--faults", type=int, default=10, help=say("show so many of each (10)"))


def run(options: argparse.Namespace) -> int:
    root, wrong = course_folder(), 0
    with console.status(say("Reading the English")):
        fresh = {
            catalogue: lesson_template(folder)
            for folder in lessons(root, options.lesson)
            if (catalogue := lesson_catalogue(folder, options.lang)).exists() or options.lesson
        }
        if not options.lesson:
            fresh[package_catalogue(options.lang)] = package_template(root)
        known = memory(root, options.lang)
    for path, template in fresh.items():
        update(path, template, known)
        wrong += _report(path, root, options.faults)
    for path, text in compiled_files(root, options.lang).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return int(wrong > 0)


def _report(path: Path, root: Path, most: int) -> int:
    """Print how far a catalogue is; return the number of faults that count."""
    catalog = read_catalogue(path)
    listed = entries(catalog)
    found = [(entry, fault) for entry in listed for fault in faults(entry)]
    missing = sum(not entry.string for entry in listed)
    console.print(
        say(
            "{file}: {state}, {count} entries, {missing} not translated, {faults} other faults",
            file=path.relative_to(root),
            state=say("draft") if catalog.fuzzy else say("finished"),
            count=len(listed),
            missing=missing,
            faults=len(found) - missing,
        ),
        markup=False,
        soft_wrap=True,
    )
    for entry, fault in [pair for pair in found if pair[0].string][:most]:
        console.print(f"  {str(entry.id)[:60]!r} {fault}", markup=False, soft_wrap=True)
    return 0 if catalog.fuzzy else len(found)
