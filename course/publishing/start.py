"""Set up this course in its folder, once, and open it in JupyterLab.

python3 start.py [NN]        on Windows: py start.py [NN]

It goes into the student kit and needs nothing but Python. Run it each time you want to work.
"""

# Old Pythons must be able to read this file, to be told that they are too old.
import hashlib
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
# A kit in another language fills in both (course.translation.release).
LANGUAGE = ""
SENTENCES = {}  # type: dict[str, str]
READY = ENVIRONMENT / "ready"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def say(sentence: str) -> str:
    return SENTENCES.get(sentence, sentence)


def main() -> "str | int":
    if sys.version_info < (3, 11):  # noqa: UP036
        return say(
            "This course needs Python 3.11 or newer; this is {}.{}. Get a newer one "
            "(python.org has it for Windows and macOS) and start with it."
        ).format(*sys.version_info)
    if hasattr(sys.stdout, "reconfigure"):  # a pipe on Windows has the signs of its country only
        sys.stdout.reconfigure(errors="replace")
    wheels = sorted(HERE.glob("cardpm_course-*.whl"))
    if not wheels:
        return say(
            "The course's file cardpm_course-….whl is not beside start.py: unpack the kit again."
        )
    try:
        if not is_ready(wheels[-1]):
            set_up(wheels[-1])
    except subprocess.CalledProcessError:
        return "\n" + say(
            "The set-up stopped; the lines above say why. It needs the network this one time, "
            "and no JupyterLab of this folder may be running. Run it again; what is there is kept. "
            "START_HERE.md knows more, under “When something goes wrong”."
        )
    if LANGUAGE:  # for cardpm here and in JupyterLab's terminal
        os.environ.setdefault("CARDPM_LANGUAGE", LANGUAGE)
    return subprocess.call([str(PYTHON), "-P", "-m", "course.cli", "start", *sys.argv[1:]])


def wanted(wheel: Path) -> str:
    """What the environment was made from; it also ends when the folder is moved."""
    made_from = (HERE / "requirements.txt").read_bytes() + wheel.read_bytes()
    return f"{HERE}\n{hashlib.sha256(made_from).hexdigest()}\n"


def is_ready(wheel: Path) -> bool:
    return READY.is_file() and READY.read_text(encoding="utf-8") == wanted(wheel)


def set_up(wheel: Path) -> None:
    print(
        say("Setting up .venv from pinned requirements; this takes a few minutes, once …"),
        flush=True,
    )
    # -P: files of the student's own, such as random.py, are not imported.
    subprocess.run([sys.executable, "-P", "-m", "venv", "--clear", str(ENVIRONMENT)], check=True)
    pip = [str(PYTHON), "-P", "-m", "pip", "--disable-pip-version-check", "install"]
    needed = ["--require-hashes", "-r", str(HERE / "requirements.txt")]
    subprocess.run([*pip, *needed], check=True)
    subprocess.run([*pip, "--quiet", "--no-deps", str(wheel)], check=True)
    READY.write_text(wanted(wheel), encoding="utf-8")


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
