"""The real book, built once for all tests; a Pyodide that is none, with the real names."""

import atexit
import hashlib
import json
import shutil
import tempfile
import zipfile
from functools import cache
from pathlib import Path

from course.site.book import Book, build_book
from course.site.pyodide import CORE, NEEDED

ROOT = Path(__file__).parent.parent.parent


@cache
def built_book() -> Book:
    """The book of this course, beside a course in the browser that was built before."""
    scratch = Path(tempfile.mkdtemp(prefix="site"))
    atexit.register(shutil.rmtree, scratch, ignore_errors=True)
    lab = scratch / "site" / "lite" / "lab"
    lab.mkdir(parents=True)
    (lab / "index.html").write_text("<p>JupyterLab</p>")
    return build_book(ROOT, scratch / "site", lambda pages, name: None)


def hollow_pyodide(folder: Path, python: str = "3.14.2") -> Path:
    """Write a distribution with all files and a true lock file; nothing in it runs."""
    folder.mkdir(parents=True)
    packages = {}
    for name in (*NEEDED, "python_dateutil", "scipy"):
        file = folder / f"{name}-1.0-py3-none-any.whl"
        with zipfile.ZipFile(file, "w") as wheel:
            wheel.writestr(f"{name}/__init__.py", "")
        packages[name] = {
            "name": name,
            "version": "1.0",
            "file_name": file.name,
            "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
            "depends": ["python-dateutil"] if name == "pandas" else [],
            "imports": [name],
        }
    for name in CORE:
        (folder / name).write_text("export const version = 'none';\n")
    with zipfile.ZipFile(folder / "python_stdlib.zip", "w") as library:
        library.writestr("os.py", "")
    lock = {"info": {"python": python}, "packages": packages}
    (folder / "pyodide-lock.json").write_text(json.dumps(lock))
    return folder
