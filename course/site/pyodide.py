"""A Pyodide distribution cut to what the course needs, with the course inside its lock file."""

import hashlib
import json
import re
import shutil
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import distribution
from pathlib import Path

from course.site.errors import SiteError

LOCK = "pyodide-lock.json"
# Python itself; the names that one release has and another has not are left out of it.
CORE = ("pyodide.mjs", "pyodide.asm.wasm", "python_stdlib.zip", LOCK)
CORE_IF_THERE = ("pyodide.asm.mjs", "pyodide.asm.js", "pyodide.js")
# What the kernel and a notebook load; the lock file knows what these need in turn.
NEEDED = ("micropip", "ipython", "jedi", "numpy", "pandas", "matplotlib")
NEEDED_IF_THERE = ("sqlite3", "ssl", "lzma", "tzdata", "pyodide-unix-timezones")


@contextmanager
def opened_distribution(given: Path) -> Iterator[Path]:
    """Give the folder of a distribution; an archive (``.tar.bz2``) is unpacked for a while.

    Raises
    ------
    SiteError
        When ``given`` is neither, or holds no lock file.
    """
    with tempfile.TemporaryDirectory() as scratch:
        folder = given
        if given.is_file() and tarfile.is_tarfile(given):
            with tarfile.open(given) as archive:
                archive.extractall(scratch, filter="data")
            folder = Path(scratch)
        locks = [folder / LOCK, folder / "pyodide" / LOCK, folder / "package" / LOCK]
        lock = next((path for path in locks if path.is_file()), None)
        if lock is None:
            raise SiteError(
                f"{given} is no Pyodide distribution (it has no {LOCK}): give the full release's "
                "archive, pyodide-VERSION.tar.bz2, or its unpacked folder."
            )
        yield lock.parent


def cut(distribution_folder: Path, wheels: Iterable[Path], to: Path) -> str:
    """Copy Python, the packages that the course needs and our wheels; return Python's version.

    The wheels stand in the copy's lock file, so that ``import course`` finds them as it finds
    NumPy: no notebook has to install anything.

    Raises
    ------
    SiteError
        When a file is missing, or is not the one that the lock file names.
    """
    lock = json.loads((distribution_folder / LOCK).read_text("utf-8"))
    packages = {plain(name): package for name, package in lock["packages"].items()}
    ours = {name: entry for name, entry in map(lock_entry, wheels)}
    kept = _closure(packages, [*NEEDED, *(name for name in NEEDED_IF_THERE if name in packages)])
    files = [packages[name]["file_name"] for name in kept]
    missing = [name for name in (*CORE, *files) if not (distribution_folder / name).is_file()]
    if missing:
        raise SiteError(
            f"{distribution_folder} lacks {len(missing)} files, such as {', '.join(missing[:4])}: "
            "the core alone (npm's pyodide) is not enough, take the full release."
        )
    to.mkdir(parents=True, exist_ok=True)
    for name in (*CORE, *CORE_IF_THERE):
        if (distribution_folder / name).is_file():
            shutil.copy(distribution_folder / name, to)
    for name in kept:
        _copy_checked(distribution_folder / packages[name]["file_name"], packages[name], to)
    for wheel in wheels:
        shutil.copy(wheel, to)
    lock["packages"] = {name: packages[name] for name in kept if name not in ours} | ours
    (to / LOCK).write_text(json.dumps(lock), "utf-8")
    return str(lock["info"]["python"])


def lock_entry(wheel: Path) -> tuple[str, dict[str, object]]:
    """Return the name and the lock file's entry of one of our wheels."""
    name, version = wheel.name.split("-")[:2]
    with zipfile.ZipFile(wheel) as opened:
        tops = {inside.split("/")[0] for inside in opened.namelist() if "/" in inside}
    return plain(name), {
        "name": plain(name),
        "version": version,
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": _sha256(wheel),
        "package_type": "package",
        "imports": sorted(top for top in tops if top.isidentifier()),
        "depends": ["numpy", "pandas", "matplotlib"] if "course" in tops else [],
        "unvendored_tests": False,
    }


def repack(name: str, to: Path) -> Path:
    """Write the wheel of an installed pure-Python distribution again, into the folder ``to``."""
    installed = distribution(name)
    wheel = to / f"{name}-{installed.version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in installed.files or []:
            if "__pycache__" not in file.parts and ".." not in file.parts:
                archive.write(str(file.locate()), file.as_posix())
    return wheel


def plain(name: str) -> str:
    """Return a package's name as lock files and indexes spell it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _closure(packages: dict[str, dict[str, object]], wanted: Iterable[str]) -> list[str]:
    found: set[str] = set()
    left = list(wanted)
    while left:
        name = left.pop()
        if name in found:
            continue
        if name not in packages:
            raise SiteError(f"this Pyodide has no {name}: take the full release.")
        found.add(name)
        needs = packages[name]["depends"]
        assert isinstance(needs, list)
        left += [plain(need) for need in needs]
    return sorted(found)


def _copy_checked(file: Path, package: dict[str, object], to: Path) -> None:
    if _sha256(file) != package["sha256"]:
        raise SiteError(f"{file} is not the file that {LOCK} names: download the release again.")
    shutil.copy(file, to)


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
