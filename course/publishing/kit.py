"""The student kit: one zip with notebooks, the course package, pinned requirements, a guide."""

import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from course.language import ENGLISH
from course.publishing.release import release_folder
from course.translation.release import translated_guide, translated_start

NAME = "cardpm-student-kit"
# A zip remembers times; a fixed one gives the same bytes for the same content.
MOMENT = (2026, 1, 1, 0, 0, 0)


def build_wheel(root: Path, to: Path) -> Path:
    """Build the wheel of the course package from the repository ``root`` into ``to``.

    Raises
    ------
    RuntimeError
        When the build fails; the message holds pip's last line.
    """
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
    command += ["--no-build-isolation", "--wheel-dir", str(to), str(root)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        last = (done.stderr.strip() or "no reason given").splitlines()[-1]
        raise RuntimeError(f"The course's wheel could not be built: {last}")
    return next(to.glob("cardpm_course-*.whl"))


def build_kit(root: Path, assignments: Sequence[str], to: Path, language: str = ENGLISH) -> Path:
    """Pack released assignments into a zip in the folder ``to``; the same content, the same bytes.

    Parameters
    ----------
    root : Path
        The repository: its ``release/``, ``requirements/student.txt`` and ``docs/START_HERE.md``.
    assignments : sequence of str
        Names under ``release/``.
    to : Path
        Made when missing.
    language : str
        A Chinese kit holds the Chinese release and guide; its requirements add JupyterLab's
        language pack and a font.
    """
    name = NAME if language == ENGLISH else f"{NAME}-{language}"
    kit = to / f"{name}.zip"
    released = release_folder(root, language)
    to.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        wheel = build_wheel(root, Path(scratch))
        guide, pins = root / "docs" / "START_HERE.md", "student.txt"
        if language != ENGLISH:
            pins = f"student-{language}.txt"
            translated = Path(scratch) / guide.name
            translated.write_text(translated_guide(guide, language), encoding="utf-8")
            guide = translated
        start = root / "course" / "publishing" / "start.py"
        if language != ENGLISH:
            translated = Path(scratch) / start.name
            translated.write_text(translated_start(start, language), encoding="utf-8")
            start = translated
        files = {
            "START_HERE.md": guide,
            "start.py": start,
            "requirements.txt": root / "requirements" / pins,
            wheel.name: wheel,
        }
        for assignment in assignments:
            for path in sorted((released / assignment).rglob("*")):
                if path.is_file() and ".ipynb_checkpoints" not in path.parts:
                    files[str(path.relative_to(released))] = path
        with zipfile.ZipFile(kit, "w", zipfile.ZIP_DEFLATED) as archive:
            for inside, path in files.items():
                entry = zipfile.ZipInfo(f"{name}/{inside}", MOMENT)
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return kit
