"""source/ to release/ with nbgrader, checked for leaks; packs the student kit."""

import argparse
from pathlib import Path

from course.commands.lessons import add_lesson, console, lessons
from course.commands.surroundings import course_folder
from course.language import ENGLISH, LANGUAGES, say
from course.press.lesson import read_lesson
from course.publishing.kit import build_kit
from course.publishing.leaks import Leak, archive_files, find_leaks, secret_lines
from course.publishing.release import release
from course.translation.catalogue import TranslationError, finished, lesson_catalogue

EXAMPLE = "cardpm release 02"


def add_options(command: argparse.ArgumentParser) -> None:
    add_lesson(command)
    command.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=ENGLISH,
        help=say("the language: zh-CN goes to release-zh-CN/ and a kit of its own"),
    )


def run(options: argparse.Namespace) -> int:
    root = course_folder()
    folders, language = lessons(root, options.lesson), options.lang
    if language != ENGLISH:
        folders = _translated(folders, language)
    leaks: list[Leak] = []
    for folder in folders:
        with console.status(
            say("Generating the release of {name} with nbgrader", name=folder.name)
        ):
            released = release(folder, root, language)
        leaks += released.leaks
        drift = say("unchanged")
        if released.changed and language == ENGLISH:
            drift = say("changed; review and commit it")
        elif released.changed:
            drift = say("changed")
        shown = released.folder.relative_to(root)
        console.print(f"{shown}: {say('LEAKS') if released.leaks else drift}")
    if not leaks:
        with console.status(say("Packing the student kit")):
            kit = build_kit(root, [folder.name for folder in folders], root / "dist", language)
        secrets = set().union(*(secret_lines(read_lesson(folder)) for folder in folders))
        leaks += find_leaks(archive_files(kit), secrets)
        if leaks:
            kit.unlink()
        else:
            size = f"{kit.stat().st_size / 1e6:.1f}"
            console.print(say("{file}: {size} MB, no leaks", file=kit.relative_to(root), size=size))
    for leak in leaks:
        console.print(f"[red]{say('leak')}[/red] {leak}", markup=True)
    return int(bool(leaks))


def _translated(folders: list[Path], language: str) -> list[Path]:
    """Return the lessons whose catalogue is finished; name the others."""
    ready = [folder for folder in folders if finished(lesson_catalogue(folder, language))]
    if left_out := [folder.name[:2] for folder in folders if folder not in ready]:
        console.print(
            say(
                "Left out, not finished in {language}: {lessons}",
                language=language,
                lessons=", ".join(left_out),
            )
        )
    if not ready:
        raise TranslationError(
            say("nothing is finished in {language}: docs/chinese.md says how.", language=language)
        )
    return ready
