"""The student kit: one zip with notebooks, the course package, pinned requirements, a guide."""

import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

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


def build_kit(root: Path, assignments: Sequence[str], to: Path) -> Path:
    """Pack released assignments into a zip in the folder ``to``; the same content, the same bytes.

    Parameters
    ----------
    root : Path
        The repository: its ``release/``, ``requirements/student.txt`` and ``docs/START_HERE.md``.
    assignments : sequence of str
        Names under ``release/``.
    to : Path
        Made when missing.
    """
    kit = to / f"{NAME}.zip"
    to.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        wheel = build_wheel(root, Path(scratch))
        files = {
            "START_HERE.md": root / "docs" / "START_HERE.md",
            "start.py": root / "course" / "publishing" / "start.py",
            "requirements.txt": root / "requirements" / "student.txt",
            wheel.name: wheel,
        }
        for name in assignments:
            for path in sorted((root / "release" / name).rglob("*")):
                if path.is_file() and ".ipynb_checkpoints" not in path.parts:
                    files[str(path.relative_to(root / "release"))] = path
        with zipfile.ZipFile(kit, "w", zipfile.ZIP_DEFLATED) as archive:
            for inside, path in files.items():
                entry = zipfile.ZipInfo(f"{NAME}/{inside}", MOMENT)
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return kit
