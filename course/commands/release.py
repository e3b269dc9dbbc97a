"""source/ to release/ with nbgrader, checked for leaks; packs the student kit."""

import argparse

from course.commands.lessons import add_lesson, console, lessons
from course.commands.surroundings import course_folder
from course.press.lesson import read_lesson
from course.publishing.kit import build_kit
from course.publishing.leaks import Leak, archive_files, find_leaks, secret_lines
from course.publishing.release import release

EXAMPLE = "cardpm release 02"


def add_options(command: argparse.ArgumentParser) -> None:
    add_lesson(command)


def run(options: argparse.Namespace) -> int:
    root = course_folder()
    folders = lessons(root, options.lesson)
    leaks: list[Leak] = []
    for folder in folders:
        with console.status(f"Generating release/{folder.name} with nbgrader"):
            released = release(folder, root)
        leaks += released.leaks
        drift = "changed; review and commit it" if released.changed else "unchanged"
        console.print(f"release/{folder.name}: {'LEAKS' if released.leaks else drift}")
    if not leaks:
        with console.status("Packing the student kit"):
            kit = build_kit(root, [folder.name for folder in folders], root / "dist")
        secrets = set().union(*(secret_lines(read_lesson(folder)) for folder in folders))
        leaks += find_leaks(archive_files(kit), secrets)
        if leaks:
            kit.unlink()
        else:
            console.print(f"{kit.relative_to(root)}: {kit.stat().st_size / 1e6:.1f} MB, no leaks")
    for leak in leaks:
        console.print(f"[red]leak[/red] {leak}", markup=True)
    return int(bool(leaks))
