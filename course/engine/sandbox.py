"""What a student's process cannot reach: the walls, from the kernel's own means.

The outer wall is bubblewrap (Debian's package ``bubblewrap``, by the Flatpak project): the zygote
and all that it forks see Python, this package and nothing else of the disk, no network, no process
outside. The inner wall stands around each fork: namespaces of its own, so that it sees no sibling,
an empty folder of its own in memory that vanishes with it, no ``/proc``, no capabilities, no system
calls but those of ordinary programs (`syscalls`), and limits on memory, processes and files.
"""

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

from course.engine import syscalls
from course.errors import CourseError
from course.language import say

MEMORY = 2 * 2**30
PROCESSES = 64
OPEN_FILES = 256
SCRATCH = 256 * 2**20
CPU_SECONDS = 600
# Who the zygote becomes when an instructor grades as root: nobody.
NOBODY = 65_534

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_RDONLY, MS_REC, MS_PRIVATE = 2, 4, 8, 1, 16384, 1 << 18
PR_SET_PDEATHSIG, PR_SET_DUMPABLE = 1, 4

# The parts of this package that run inside; lessons and graders' code stay out.
INSIDE = (
    *("__init__.py", "bank", "cardpm.mplstyle", "charts.py", "engine", "errors.py", "feedback"),
    "language",
)
# The one folder that a process can write to; each has its own.
HOME = "/scratch"
# Where the zygote finds the grader's own Matplotlib cache.
FONT_CACHE = "/font-cache"


class NoSandboxError(CourseError):
    """This machine cannot wall off a student's process; the message says what to do."""


def command(python: list[str]) -> list[str]:
    """Return the command that runs Python inside the outer wall.

    Raises
    ------
    NoSandboxError
        Where there is no bubblewrap.
    """
    bwrap = shutil.which("bwrap")
    if not sys.platform.startswith("linux") or bwrap is None:
        raise NoSandboxError(
            say(
                "Students' code needs a sandbox, and bubblewrap is not installed here. On Debian "
                "and Ubuntu: sudo apt-get install bubblewrap. Elsewhere: grade on a Linux machine, "
                "or set c.SandboxedExecute.allow_unsandboxed = True if you trust every student."
            )
        )
    if not syscalls.known():
        raise NoSandboxError(
            say(
                "The sandbox knows x86-64 and ARM64 machines, not {machine}: grade on one.",
                machine=os.uname().machine,
            )
        )
    package = Path(__file__).parents[1]
    walls = [bwrap, "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
    walls += ["--die-with-parent", "--new-session", "--hostname", "grader", "--clearenv"]
    if os.geteuid() == 0:
        # No user namespace, or the limit on processes would not bind: root has none.
        walls += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        walls += ["--unshare-user"]
    walls += ["--proc", "/proc", "--dev", "/dev", "--perms", "1777", "--tmpfs", HOME]
    if not any(folder.startswith("/tmp/") for folder in [*_readable(), str(package)]):
        walls += ["--symlink", HOME, "/tmp"]
    for folder in _readable():
        walls += _bound(folder, folder)
    for name in ("bin", "lib", "lib64", "sbin"):
        target = Path("/", name)
        if target.is_symlink():
            walls += ["--symlink", os.readlink(target), f"/{name}"]
        elif target.is_dir():
            walls += ["--ro-bind", f"/{name}", f"/{name}"]
    for name in INSIDE:
        walls += _bound(str(package / name), f"/course-package/course/{name}")
    # Looking through all fonts takes Matplotlib seconds; it keeps what it found.
    fonts = Path(os.environ.get("MPLCONFIGDIR") or Path.home() / ".cache" / "matplotlib")
    if fonts.is_dir():
        walls += _bound(str(fonts), FONT_CACHE)
    for name, value in environment().items():
        walls += ["--setenv", name, value]
    walls += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", HOME]
    return [*walls, "--", *python]


def _bound(source: str, target: str) -> list[str]:
    """Show a folder or file inside, read-only, in folders that everybody may pass through."""
    parents = [str(parent) for parent in reversed(Path(target).parents) if parent.name]
    made = [word for parent in parents for word in ("--perms", "0755", "--dir", parent)]
    return [*made, "--ro-bind", source, target]


def settings() -> dict[str, str]:
    """What the zygote's Python needs told, within walls or without."""
    single = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL")}
    return {
        **single,
        "LANG": "C.UTF-8",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "TZ": "UTC",
    }


def environment() -> dict[str, str]:
    """The environment of the zygote within walls: nothing of the grader's own."""
    return {
        **settings(),
        "HOME": HOME,
        "IPYTHONDIR": f"{HOME}/.ipython",
        "MPLCONFIGDIR": f"{HOME}/.matplotlib",
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": "/course-package",
        "TMPDIR": HOME,
    }


def _readable() -> list[str]:
    """Folders that Python needs, without those inside another."""
    wanted = {"/usr", sys.prefix, sys.base_prefix, "/etc/fonts", "/etc/ssl"}
    real = sorted({str(Path(folder).resolve()) for folder in wanted if Path(folder).is_dir()})
    return [f for f in real if not any(f.startswith(f"{other}/") for other in real if other != f)]


def become_nobody() -> None:
    """Give up root for good, when the grader is root."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        # A change of user hides a process's own /proc from it, which `enclose` needs.
        syscalls.call("prctl", PR_SET_DUMPABLE, 1, 0, 0, 0)


def enclose() -> int:
    """Put the inner wall around this process's next child (called before that fork).

    Returns
    -------
    int
        A file descriptor of the ``/proc`` outside, by which `memory_of` can watch that child.
    """
    processes = os.open("/proc", os.O_PATH | os.O_DIRECTORY)
    user, group = os.geteuid(), os.getegid()
    spaces = CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWNET
    syscalls.call("unshare", spaces | CLONE_NEWUTS)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    safe = MS_NOSUID | MS_NODEV
    syscalls.call("mount", b"none", b"/", None, MS_REC | MS_PRIVATE, None)
    syscalls.call(
        "mount", b"tmpfs", HOME.encode(), b"tmpfs", safe, f"size={SCRATCH},nr_inodes=4096".encode()
    )
    syscalls.call("mount", b"tmpfs", b"/dev/shm", b"tmpfs", safe, b"size=64m,nr_inodes=256")
    syscalls.call("mount", b"tmpfs", b"/proc", b"tmpfs", safe | MS_NOEXEC | MS_RDONLY, b"size=4k")
    os.chdir(HOME)
    return processes


def memory_of(pid: int, processes: int) -> int:
    """Bytes that a process and its descendants hold; what a fork shares counts for each."""
    try:
        held = int(_read(f"{pid}/statm", processes).split()[1]) * resource.getpagesize()
        children = _read(f"{pid}/task/{pid}/children", processes).split()
    except (OSError, IndexError):
        return 0  # it has just ended
    return held + sum(memory_of(int(child), processes) for child in children)


def _read(name: str, folder: int) -> str:
    with open(os.open(name, os.O_RDONLY, dir_fd=folder)) as file:
        return file.read()


def limit() -> None:
    """Bind this process and its children to limits that they cannot lift."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_NPROC, PROCESSES),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_FSIZE, SCRATCH),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    syscalls.give_up()


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent ends."""
    syscalls.call("prctl", PR_SET_PDEATHSIG, 9, 0, 0, 0)


def reason(process: "subprocess.Popen[bytes]") -> str:
    """What the zygote said before it ended."""
    said = process.stderr.read().decode(errors="replace").strip() if process.stderr else ""
    return said.splitlines()[-1] if said else "it gave no reason"
