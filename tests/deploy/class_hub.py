"""A real JupyterHub with real accounts, installed by the scripts of deploy/ and taken away."""

import contextlib
import grp
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import requests

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
LESSON = "97_tiny_lesson"
STARTS_WITHIN = 90
# The distribution's Python, as deploy/README.md has it; root's own is closed to other accounts.
PYTHON = Path(f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}")
# What an account's command may take.
COMMAND_SECONDS = 180


@dataclass
class Person:
    """An account of this machine, and a session at the hub once logged in."""

    name: str
    password: str = field(repr=False)
    url: str = ""
    web: requests.Session = field(default_factory=requests.Session)

    @property
    def home(self) -> Path:
        return Path(pwd.getpwnam(self.name).pw_dir)

    def get(self, path: str) -> requests.Response:
        """GET a path of this person's own server."""
        return self.web.get(f"{self.url}/user/{self.name}/{path}", timeout=60)

    def post(self, path: str, **form: str) -> requests.Response:
        """POST to this person's own server, as a page of it does."""
        here = f"/user/{self.name}/"
        token = next(c.value for c in self.web.cookies if c.name == "_xsrf" and c.path == here)
        headers = {"X-XSRFToken": token or "", "Referer": f"{self.url}{here}lab"}
        return self.web.post(f"{self.url}{here}{path}", form, headers=headers, timeout=120)


@dataclass
class ClassHub:
    """The hub's address, its environment, its exchange, its people."""

    url: str
    prefix: Path
    exchange: Path
    instructor: Person
    ada: Person
    ben: Person

    def run(self, person: Person, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command as this person, in the course folder or at home."""
        course = person.home / "cardpm"
        where = course if person is self.instructor else person.home
        words = ["runuser", "-u", person.name, "--", "env", "-i", f"HOME={person.home}"]
        words += [f"PATH={self.prefix}/bin:/usr/bin:/bin", "LANG=C.UTF-8", *command]
        return subprocess.run(
            words, cwd=where, capture_output=True, text=True, timeout=COMMAND_SECONDS, check=False
        )


def cannot() -> str:
    """Why no hub can be started here, and what to do; empty if one can."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return "makes accounts: run it as root on Linux"
    for tool in ("configurable-http-proxy", "bwrap", "useradd", "runuser"):
        if not shutil.which(tool):
            return f"needs {tool}: apt-get install node-configurable-http-proxy bubblewrap"
    if not PYTHON.is_file():
        return f"needs {PYTHON}, which every account can run: apt-get install python3"
    return ""


@contextlib.contextmanager
def class_hub() -> Iterator[ClassHub]:
    """Install, start, hand over, and leave nothing behind: no account, process or file."""
    with contextlib.ExitStack() as undo:
        # Not pytest's folder, which only root may enter.
        place = Path(tempfile.mkdtemp(prefix="cardpm-hub-"))
        undo.callback(shutil.rmtree, place, ignore_errors=True)
        place.chmod(0o755)
        prefix, exchange = place / "opt", place / "exchange"
        _environment(prefix)
        there = {group.gr_name for group in grp.getgrall()}
        for group in {"cardpm-students", "cardpm-instructors"} - there:
            undo.callback(subprocess.run, ["groupdel", group], capture_output=True)
        places = {**os.environ, "PREFIX": str(prefix), "EXCHANGE": str(exchange)}
        places["STATE"] = str(state := place / "state")
        _sh(["sh", str(DEPLOY / "install.sh")], places)
        mark = secrets.token_hex(3)
        people = [
            Person(f"{name}-{mark}", secrets.token_hex(8)) for name in ("teach", "ada", "ben")
        ]
        for person, role in zip(people, ("instructor", "student", "student"), strict=True):
            undo.callback(_remove, person.name)
            _sh(["sh", str(DEPLOY / "add_person.sh"), role, person.name], places)
            subprocess.run(
                ["chpasswd"], input=f"{person.name}:{person.password}", text=True, check=True
            )
        hub = ClassHub(undo.enter_context(_hub(state, prefix)), prefix, exchange, *people)
        _course(hub)
        for person in people:
            person.url = hub.url
            _log_in(person)
        yield hub


def _environment(prefix: Path) -> None:
    """What `pip install` of the requirements and the wheel into /opt/cardpm gives, in a second.

    This environment by hard links, without the editable course: students must not find lessons.
    """
    copied = subprocess.run(["cp", "-al", sys.prefix, str(prefix)], capture_output=True)
    if copied.returncode:  # another disk
        shutil.rmtree(prefix, ignore_errors=True)
        shutil.copytree(sys.prefix, prefix, symlinks=True)
    for name in ("python", "python3", PYTHON.name):
        (prefix / "bin" / name).unlink(missing_ok=True)
        (prefix / "bin" / name).symlink_to(PYTHON)
    settings = prefix / "pyvenv.cfg"
    settings.unlink()
    settings.write_text("home = /usr/bin\ninclude-system-site-packages = false\n")
    old, new = f"{sys.prefix}/".encode(), f"{prefix}/".encode()
    for script in (prefix / "bin").iterdir():
        if script.is_file() and not script.is_symlink() and old in (text := script.read_bytes()):
            script.unlink()  # a write would change the original, too
            script.write_bytes(text.replace(old, new))
            script.chmod(0o755)
    for folder in prefix.glob("lib/python*/site-packages"):
        for editable in [*folder.glob("_*cardpm_course*"), *folder.glob("cardpm_course*")]:
            shutil.rmtree(editable) if editable.is_dir() else editable.unlink()
    pip = [str(prefix / "bin" / "python"), "-m", "pip", "install", "-qq"]
    pip += ["--disable-pip-version-check", "--root-user-action=ignore"]
    # Where the distribution's Python is another patch version, some pins are others.
    pins = (ROOT / "requirements" / "all.txt").read_text()
    varying = re.findall(r"^\S+ ; python_full_version .*\n(?:    .*\n)+", pins, re.MULTILINE)
    (other := prefix / "varying.txt").write_text("".join(varying))
    _sh([*pip, "--no-deps", "--require-hashes", "-r", str(other)], dict(os.environ))
    course = ["--no-deps", "--no-index", "--no-build-isolation", str(ROOT)]
    _sh([*pip, *course], dict(os.environ))
    # An environment under a private folder would be of no use to others.
    prefix.chmod(0o755)


def _course(hub: ClassHub) -> None:
    """The instructor's clone, with the tiny lesson only."""
    course = hub.instructor.home / "cardpm"
    shutil.copytree(ROOT / "tests" / "tiny_lesson" / LESSON, course / "course" / "lessons" / LESSON)
    shutil.copy(ROOT / "nbgrader_config.py", course)
    owner = pwd.getpwnam(hub.instructor.name)
    for path in [course, *course.rglob("*")]:
        os.chown(path, owner.pw_uid, owner.pw_gid)


@contextlib.contextmanager
def _hub(state: Path, prefix: Path) -> Iterator[str]:
    public, inner, proxy = _free_ports(3)
    url = f"http://127.0.0.1:{public}"
    words = [str(prefix / "bin" / "jupyterhub"), "-f", str(DEPLOY / "jupyterhub_config.py")]
    words += [f"--JupyterHub.bind_url={url}", f"--JupyterHub.hub_port={inner}"]
    words += [f"--ConfigurableHTTPProxy.api_url=http://127.0.0.1:{proxy}"]
    words += ["--JupyterHub.cleanup_servers=True"]
    log = state / "hub.log"
    with log.open("w") as file:
        hub = subprocess.Popen(words, cwd=state, stdout=file, stderr=file, env=_clean(prefix))
    try:
        until = time.monotonic() + STARTS_WITHIN
        while True:
            with contextlib.suppress(requests.ConnectionError):
                if requests.get(f"{url}/hub/health", timeout=5).ok:
                    break
            if hub.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"the hub did not start:\n{log.read_text()[-3000:]}")
            time.sleep(0.5)
        yield url
    finally:
        hub.terminate()
        try:
            hub.wait(30)
        except subprocess.TimeoutExpired:
            hub.kill()
            hub.wait()


def _clean(prefix: Path) -> dict[str, str]:
    return {"PATH": f"{prefix}/bin:/usr/bin:/bin:/usr/sbin", "LANG": "C.UTF-8", "HOME": "/root"}


def _log_in(person: Person) -> None:
    """Log in by the form, as a browser does, and wait for the server."""
    form = person.web.get(f"{person.url}/hub/login", timeout=30)
    form.raise_for_status()
    token = next(cookie.value for cookie in person.web.cookies if cookie.name == "_xsrf")
    given = {"username": person.name, "password": person.password, "_xsrf": token or ""}
    answer = person.web.post(
        f"{person.url}/hub/login?next=/hub/spawn", given, timeout=STARTS_WITHIN
    )
    answer.raise_for_status()
    until = time.monotonic() + STARTS_WITHIN
    while True:
        answer = person.get("lab")
        if answer.ok and f"/user/{person.name}/lab" in answer.url:
            return
        if time.monotonic() > until:
            raise RuntimeError(f"no server for {person.name}: {answer.status_code} {answer.url}")
        time.sleep(0.5)


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as open_ones:
        sockets = [open_ones.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def _remove(name: str) -> None:
    """End what an account still runs and delete it with its home."""
    try:
        uid = pwd.getpwnam(name).pw_uid
    except KeyError:
        return
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if process.stat().st_uid == uid:
                os.kill(int(process.name), signal.SIGKILL)
    subprocess.run(["userdel", "--remove", "--force", name], capture_output=True, check=False)


def _sh(words: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(words, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)} failed:\n{done.stdout}\n{done.stderr}"[-3000:])
