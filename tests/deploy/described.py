"""What the Containerfile, the dev container and docs/deploy.md say, and whether it is true here."""

import re
import shlex
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path

from packaging.specifiers import SpecifierSet

from course.cli import COMMANDS

# The Python of each Debian.
PYTHONS = {"bookworm": "3.11", "trixie": "3.13"}
# Only a container needs these: a machine has them.
OF_A_CONTAINER = {"ca-certificates", "git"}


@dataclass(frozen=True)
class Step:
    """One instruction of a Containerfile, its words, and the stage it stands in."""

    name: str
    words: list[str]
    stage: str


def read_containerfile(text: str) -> list[Step]:
    """Read the instructions; lines that a backslash joins are one."""
    steps, stage = [], ""
    kept = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    for line in "\n".join(kept).replace("\\\n", " ").splitlines():
        if line.strip():
            name, *words = shlex.split(line)
            stage = words[-1] if name == "FROM" else stage
            steps.append(Step(name, words, stage))
    return steps


def container_faults(text: str, root: Path) -> Iterator[str]:
    """What a Containerfile says that is not so in the repository."""
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    known: set[str] = set()
    for step in read_containerfile(text):
        if step.name == "FROM":
            if step.words[0] not in known:
                debian = re.search(r"debian:(\w+)", step.words[0])
                python = PYTHONS.get(debian[1]) if debian else None
                if python not in SpecifierSet(project["requires-python"]):
                    yield f"{step.words[0]} has Python {python}"
            known.add(step.stage)
        elif step.name == "COPY":
            yield from _copy_faults(step, known, root)
        yield from command_faults(" ".join(step.words), root)


def _copy_faults(step: Step, known: set[str], root: Path) -> Iterator[str]:
    if (options := [w for w in step.words if w.startswith("--from=")]) and (
        options[0].removeprefix("--from=") not in known
    ):
        yield f"no stage {options[0]}"
    for path in [] if options else step.words[:-1]:
        if not (root / path).exists():
            yield f"COPY {path}: not there"
        # Lessons hold the solutions; only the stage that is thrown away may see them.
        if path in (".", "course") and step.stage != "build":
            yield f"COPY {path} into {step.stage}"


def command_faults(text: str, root: Path) -> Iterator[str]:
    """Commands and files that are named but not there."""
    targets = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text(), re.MULTILINE))
    scripts = {script.name for script in entry_points(group="console_scripts")} | {"pip"}
    for target in re.findall(r"(?:^|&& |`)make ([a-z]+)", text, re.MULTILINE):
        if target not in targets:
            yield f"make {target}"
    for verb in re.findall(r"\bcardpm ([a-z]+) \d", text):
        if verb not in COMMANDS:
            yield f"cardpm {verb}"
    for script in re.findall(r"/opt/cardpm/bin/([\w-]+)", text):
        if script not in scripts:
            yield f"/opt/cardpm/bin/{script}"
    for path in re.findall(
        r"(?:(?<![\w/-])|/opt/cardpm/)((?:deploy|requirements)/[\w.-]+\w)", text
    ):
        if not (root / path).exists():
            yield path


def packages(text: str) -> set[str]:
    """The packages of every `apt-get install` in a text."""
    named = re.findall(r"apt-get install ([^&\n]*)", text.replace("\\\n", " "))
    return {word for line in named for word in line.split() if not word.startswith("-")}
