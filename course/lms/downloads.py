"""The names of what a learning management system lets a teacher download.

Canvas: ``lastnamefirstname_LATE_USER_FILE_NAME`` (LATE only if so), all in one folder.
Moodle: ``Full Name_NUMBER_assignsubmission_file/NAME``, or without folders, ``…_file_NAME``; its
number is another one in each assignment. docs/export.md says where this is described.
``cardpm submit`` writes what nbgrader's documentation of its zip collector proposes:
``LESSON_STUDENT_attempt_YYYY-MM-DD-hh-mm-ss_NAME``, UTC.
"""

import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass

CANVAS = re.compile(
    r"(?P<name>.+?)(?P<late>_late)?_(?P<number>\d+)_(?P<file>\d+)_(?P<title>.+)", re.I | re.S
)
MOODLE = re.compile(
    r"(?P<label>(?P<name>.+)_\d+)_assignsubmission_[a-z]+(_(?P<title>.+))?", re.I | re.S
)
ATTEMPT = re.compile(
    r".+_(?P<name>[^\W_]+)_attempt_(?P<day>\d{4}-\d\d-\d\d)-(?P<time>\d\d-\d\d-\d\d)(_(?P<title>.+))?",
    re.S,
)
# What Canvas, browsers, Jupyter and file managers put behind the name of a second copy.
COPY = re.compile(r"(\s*\((?P<n>\d+)\)|[-_ ]*(copy|副本) ?(?P<c>\d*)|-(?P<d>\d+))$", re.I)


@dataclass(frozen=True)
class Sender:
    """Who handed in, as far as a name tells; what it does not tell is empty.

    `label` is what the instructor calls them; `number` is Canvas's id of the user, `file` its id
    of the file, which grows with time; `when` is the time that ``cardpm submit`` wrote
    (``YYYY-MM-DD hh:mm:ss UTC``); `title` is the file's own name.
    """

    label: str
    name: str
    number: str = ""
    file: int = 0
    late: bool = False
    when: str = ""
    title: str = ""


def read_sender(part: str) -> Sender | None:
    """Read one part of a path; None if nothing that we know makes such names."""
    part = legible(part)
    if found := ATTEMPT.fullmatch(part):
        when = f"{found['day']} {found['time'].replace('-', ':')} UTC"
        return Sender(found["name"], found["name"], when=when, title=found["title"] or "")
    if found := MOODLE.fullmatch(part):
        return Sender(found["label"], found["name"], title=found["title"] or "")
    if found := CANVAS.fullmatch(part):
        label = f"{found['name']}_{found['number']}"
        number, file, late = found["number"], int(found["file"]), bool(found["late"])
        return Sender(label, found["name"], number, file, late, title=found["title"])
    return None


def legible(name: str) -> str:
    """Return a name that a zip holds in UTF-8 without saying so; others as they are."""
    with suppress(UnicodeError):
        name = name.encode("cp437").decode("utf-8")
    return unicodedata.normalize("NFC", name)


def squashed(name: str) -> str:
    """Return the letters and digits of a name, in lower case: names are compared so."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", name).casefold())


def without_copy(stem: str) -> tuple[str, int]:
    """Return a file's name without what marks a copy, and which copy it is (0: none)."""
    copy = 0
    while found := COPY.search(stem):
        stem = stem[: found.start()]
        copy = max(copy, int(found["n"] or found["c"] or found["d"] or 1))
    return stem, copy
