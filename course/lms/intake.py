"""Which file of a download is whose hand-in, and what is to be said about the others."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from course.language import say
from course.lms import sentences
from course.lms.downloads import Sender, legible, read_sender, squashed, without_copy
from course.lms.roster import NobodyError, Roster

# What macOS and Jupyter leave behind.
LEFT_BEHIND = ("__MACOSX", ".ipynb_checkpoints", ".DS_Store")


@dataclass(frozen=True)
class Taken:
    """A hand-in: whose it is, the released notebook's file name, when (empty: nobody knows)."""

    student: str
    name: str
    when: str = ""


@dataclass
class Intake:
    """What is taken, by path; what is said of each name; names of which nothing was taken."""

    taken: dict[Path, Taken] = field(default_factory=dict)
    told: list[tuple[str, str]] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def say(self, about: str, sentence: str, **words: str) -> None:
        """Say a sentence and keep it, once."""
        self.keep(about, say(sentence, **words))

    def keep(self, about: str, said: str) -> None:
        """Keep what was said, once."""
        line = (about, said)
        if line not in self.told:
            self.told.append(line)


@dataclass(frozen=True)
class _File:
    """A file that somebody handed in; `order` grows with time as far as names tell."""

    path: Path
    sender: Sender
    title: str

    @property
    def stem(self) -> str:
        return self._name[0]

    @property
    def order(self) -> tuple[int, str, int, str]:
        when = inner.when if (inner := read_sender(self.title)) else self.sender.when
        return self.sender.file, when, self._name[1], str(self.path)

    @property
    def _name(self) -> tuple[str, int]:
        # An archive of `cardpm submit` may have come through an LMS.
        inner = read_sender(self.title)
        return without_copy(Path((inner and inner.title) or self.title).stem)


def plan(extracted: Path, roster: Roster, expected: list[str], others: Iterable[str]) -> Intake:
    """Decide about every file below a folder.

    Parameters
    ----------
    extracted : Path
        Where the download was unpacked.
    roster : Roster
        The class.
    expected : list of str
        The assignment's released notebooks (``NAME.ipynb``).
    others : iterable of str
        Those of other assignments: not to be taken for this one.
    """
    intake = Intake()
    handed_in: dict[str, list[_File]] = defaultdict(list)
    for path in sorted(extracted.rglob("*")):
        parts = path.relative_to(extracted).parts
        if not path.is_file() or path.is_symlink() or _is_left_behind(parts) or _is_open(path):
            continue
        sender = _sender(parts, roster)
        if sender is None:
            label = legible(path.name)
            intake.say(label, sentences.NAMELESS, label=label)
            intake.lost.append(label)
            continue
        # What an archive or a folder holds has a name of its own.
        in_place = read_sender(parts[-1]) == sender and sender.title
        file = _File(path, sender, in_place or legible(path.name))
        try:
            handed_in[roster.find(sender)].append(file)
        except NobodyError as error:
            intake.keep(sender.label, str(error))
            if sender.label not in intake.lost:
                intake.lost.append(sender.label)
    for student, files in sorted(handed_in.items()):
        _choose(student, files, expected, {squashed(Path(o).stem) for o in others}, intake)
    return intake


def _is_left_behind(parts: tuple[str, ...]) -> bool:
    return any(part in LEFT_BEHIND or part.startswith("._") for part in parts)


def _sender(parts: tuple[str, ...], roster: Roster) -> Sender | None:
    """The first part of a path that names somebody: as an LMS does, or a folder by student id."""
    for part in parts:
        if sender := read_sender(part):
            return sender
        if legible(part) in roster.said or legible(part) in roster.ids:
            return Sender(legible(part), legible(part))
    return None


def _choose(
    student: str, files: list[_File], expected: list[str], others: set[str], intake: Intake
) -> None:
    label = files[0].sender.label
    notebooks = [file for file in files if file.path.suffix == ".ipynb"]
    notebooks = [file for file in notebooks if squashed(file.stem) not in others]
    if not notebooks:
        archives = any(file.path.suffix == ".zip" for file in files)
        what = sentences.people([file.title for file in files])
        sentence = sentences.UNOPENED if archives else sentences.NO_NOTEBOOK
        intake.say(label, sentence, student=student, what=what)
        intake.lost.append(label)
        return
    for name, versions in _versions(notebooks, expected):
        versions.sort(key=lambda file: file.order)
        *older, newest = versions
        intake.taken[newest.path] = Taken(student, name, newest.sender.when)
        if squashed(newest.stem) != squashed(Path(name).stem):
            intake.say(newest.title, sentences.OTHER_NAME, student=student, expected=name)
        for file in older:
            intake.say(file.title, sentences.OLDER, student=student, kept=newest.title)
        if newest.sender.late:
            intake.say(label, sentences.LATE, student=student)
    kept = sentences.people([file.title for file in notebooks if file.path in intake.taken])
    names = {squashed(Path(name).stem) for name in expected}
    for file in notebooks:
        if file.path not in intake.taken and squashed(file.stem) not in names:
            intake.say(file.title, sentences.EXTRA, student=student, kept=kept)


def _is_open(path: Path) -> bool:
    """Whether this is an archive that was unpacked beside itself."""
    return path.suffix == ".zip" and path.with_suffix("").is_dir()


def _versions(notebooks: list[_File], expected: list[str]) -> Iterator[tuple[str, list[_File]]]:
    """Yield each released name with the files that are meant as it."""
    found = False
    for name in expected:
        versions = [file for file in notebooks if squashed(file.stem) == squashed(Path(name).stem)]
        if versions:
            found = True
            yield name, versions
    if not found and len(expected) == 1:
        # Named otherwise, but what else could it be?
        yield expected[0], [max(notebooks, key=lambda file: file.order)]
