"""No solution and no hidden check may stand in a site, whatever colours its code has."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

from course.press.lesson import find_lessons, read_lesson
from course.publishing.leaks import Leak, archive_files, find_leaks, notebook_files, secret_lines

TAG = re.compile(r"<[^>]+>")


def leaks(root: Path, *places: Path) -> list[Leak]:
    """Return what folders and archives hold of the secrets of the lessons at ``root``."""
    lessons = find_lessons(root / "course" / "lessons", None)
    secrets = set().union(*(secret_lines(read_lesson(folder)) for folder in lessons))
    return [leak for place in places for leak in find_leaks(site_files(place), secrets)]


def site_files(place: Path) -> Iterator[tuple[str, str]]:
    """Yield ``(path, text)`` of an archive's or a folder's files.

    A notebook's text is that of its cells, a page's what its reader sees.
    """
    if place.is_file():
        yield from archive_files(place)
        return
    for name, text in notebook_files(place):
        path = place.parent / name
        if path.suffix in (".zip", ".whl"):
            yield from archive_files(path)
        elif path.suffix == ".html":
            yield name, html.unescape(TAG.sub("", text))
        else:
            yield name, text
