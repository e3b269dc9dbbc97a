"""Using everything up, ending what is not one's own, never ending."""

from .corpus import LIBC, WRONG, Attack

ENDLESS = "while True:\n    pass\n"
STUBBORN = """
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
"""
SLEEPS = "import time\ntime.sleep(10_000)\n"
BLOCKED = """
import signal, time
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
time.sleep(9_999)
"""
CALL_ENDLESS = "def double(amounts):\n    while True:\n        pass"
CALL_ENDS = "import os\ndef double(amounts):\n    os._exit(0)"
FORKS = """
import os, time
for _ in range(500):
    try:
        if os.fork() == 0:
            time.sleep(600)
    except OSError:
        pass
    if os.getpid() != 1:
        continue
"""
BOMB = """
import os, time
until = time.monotonic() + 1
while time.monotonic() < until:
    try:
        os.fork()
    except OSError:
        pass
"""
DAEMON = """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        while True:
            time.sleep(0.1)
    os._exit(0)
"""
MEMORY = "held = []\nwhile True:\n    held.append(bytearray(2**26))\n"
# Other processes hold the memory, the last cell counts: no time limit of a cell gets in the way.
HOLDS = """
import os, time
read, write = os.pipe()
for number in range(6):
    if os.fork() == 0:
        hold()
        os.write(write, b"x")
        time.sleep(60)
        os._exit(0)
"""
COUNTS = """
os.set_blocking(read, False)
until = time.monotonic() + 1.5
count = 0
while count < 6 and time.monotonic() < until:
    time.sleep(0.1)
    try:
        count += len(os.read(read, 6))
    except BlockingIOError:
        pass
if count == 6:
    print("HE" "LD 2400 MB")
"""
MANY_PROCESSES = """
def hold():
    globals()["held"] = bytearray(400 * 2**20)
"""
MEMFD = """
def hold():
    part = bytes(2**20)
    for _ in range(2):
        fd = os.memfd_create("held")
        for _ in range(200):
            os.write(fd, part)
"""
SHARED = """
libc.shmat.restype = ctypes.c_void_p
def hold():
    segment = libc.shmget(0, ctypes.c_size_t(400 * 2**20), 0o1600)
    place = libc.shmat(segment, None, 0)
    if segment < 0 or place in (None, 2**64 - 1):
        os._exit(0)
    ctypes.memset(ctypes.c_void_p(place), 1, 400 * 2**20)
    libc.shmdt(ctypes.c_void_p(place))
"""
MOUNTS = """
for folder in ("/scratch", "/dev/shm", "/tmp"):
    if libc.mount(b"none", folder.encode(), b"tmpfs", 0, b"size=20g") == 0:
        print("HE" "LD: a file system of 20 GB at", folder)
"""
FILLS = """
import os
part, total = bytes(2**20), 0
for folder in (".", "/tmp", "/dev/shm", "/scratch"):
    for number in range(100):
        try:
            with open(f"{folder}/{number}", "wb") as file:
                for _ in range(100):
                    total += file.write(part)
        except OSError:
            break
print("filled", total // 2**20, "MB")
if total > 1_000 * 2**20:
    print("HE" "LD", total)
"""
INODES = """
count = 0
try:
    for count in range(200_000):
        open(f"f{count}", "w").close()
except OSError as error:
    print(error)
"""
PRINTS = "for _ in range(1_000):\n    print('x' * 1_000_000)\n"
WRITES = """
import os
for fd in (1, 2):
    for _ in range(1_000):
        os.write(fd, b'x' * 1_000_000)
"""
MANY = "from IPython.display import display\nfor number in range(1_000_000):\n    display(number)\n"
LINES = """
import sys
for number in range(1_000_000):
    sys.stdout.write("x\\n")
    sys.stderr.write("y")
"""
DOUBLES = """
def double(amounts):
    value = [1, 2]
    for _ in range(60):
        value = [value, value]
    return value
"""
CONTAINS = "def double(amounts):\n    value = []\n    value.append(value)\n    return value"
LARGE = "import numpy as np\ndef double(amounts):\n    return np.zeros(200_000_000)"
BIG_INT = "def double(amounts):\n    return [10 ** 10_000_000] * 2"
DEEP = """
import sys
sys.setrecursionlimit(10**9)
def double(amounts):
    return double([amounts])
"""
CRASH = "import ctypes\ndef double(amounts):\n    ctypes.string_at(0)"
THREADS = """
import threading, time
def later():
    while True:
        time.sleep(0.2)
        for name in ("double", "fee", "half"):
            get_ipython().user_ns[name] = None if name == "fee" else (lambda amounts: [])
        print("still here")
threading.Thread(target=later).start()
"""
TAIL_THREADS = """
import threading, time
for _ in range(30):
    threading.Thread(target=time.sleep, args=(10_000,)).start()
"""
KILLS = """
import os, signal
for pid in [os.getppid(), -1, *range(2, 200)]:
    try:
        if pid not in (os.getpid(), 0):
            os.kill(pid, signal.SIGKILL)
            if pid > 0:
                print("KIL" "LED", pid)
    except OSError:
        pass
"""
PTRACE = """
for pid in [os.getppid(), *range(1, 200)]:
    if pid not in (0, os.getpid()) and libc.ptrace(16, pid, None, None) == 0:
        print("TRA" "CED", pid)
"""
LIMITS = """
import resource
for name in dir(resource):
    if name.startswith("RLIMIT_"):
        kind = getattr(resource, name)
        soft, hard = resource.getrlimit(kind)
        if hard != -1:
            try:
                resource.setrlimit(kind, (hard + 1, hard + 1))
                print("RAI" "SED", name)
            except (ValueError, OSError):
                pass
"""
PRIVILEGES = """
for number in (0, 1_000):
    if os.getuid() and libc.setuid(number) == 0:
        print("RAI" "SED: user", number)
if libc.mount(b"none", b"/scratch", b"tmpfs", 0, None) == 0:
    print("RAI" "SED: mounted")
if libc.sethostname(b"x", 1) == 0:
    print("RAI" "SED: renamed")
if libc.unshare(0x10000000) == 0:
    print("RAI" "SED: a namespace with all rights")
"""
# The same by other doors of the kernel: x32 calls, 32-bit calls, clone in the place of unshare.
DOORS = """
import mmap, platform
if platform.machine() == "x86_64":
    if libc.syscall(0x40000000 | 272, 0x10000000) == 0:
        print("RAI" "SED: by an x32 call")
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    # push rbx; mov eax, 310 (unshare); mov ebx, CLONE_NEWUSER; int 0x80; pop rbx; ret
    code.write(bytes.fromhex("53b836010000bb00000010cd805bc3"))
    place = ctypes.addressof(ctypes.c_char.from_buffer(code))
    if ctypes.CFUNCTYPE(ctypes.c_int)(place)() == 0:
        print("RAI" "SED: by a 32-bit call")
    for number, flags in ((56, 0x10000000 | 17), (56, 0x00020000 | 17)):
        child = libc.syscall(number, flags, 0, 0, 0, 0)
        if child == 0:
            os._exit(0)
        if child > 0:
            print("RAI" "SED: by clone")
"""
RANGE = "import pandas as pd\ndef double(amounts):\n    return pd.RangeIndex(10**15)"

ATTACKS = [
    Attack("resources-blocked", "blocks all signals and sleeps", WRONG, BLOCKED),
    Attack("resources-bomb", "a fork bomb", WRONG, BOMB, needs_walls=True),
    Attack("resources-call-ends", "os._exit in a call", CALL_ENDS),
    Attack("resources-call-endless", "a call without end", CALL_ENDLESS),
    Attack("resources-crash", "a crash of Python", CRASH),
    Attack("resources-daemon", "a process that stays", WRONG, DAEMON, needs_walls=True),
    Attack("resources-deep", "recursion without end", DEEP, needs_walls=True),
    Attack("resources-doubles", "a value of 2**60 parts", DOUBLES, needs_walls=True),
    Attack(
        "resources-doors",
        "a namespace with all rights, by calls that a filter may forget",
        WRONG,
        LIBC + DOORS,
        needs_walls=True,
    ),
    Attack("resources-endless", "a cell without end", WRONG, ENDLESS),
    Attack("resources-fills", "a full disk", WRONG, FILLS, needs_walls=True),
    Attack("resources-forks", "500 sleeping processes", WRONG, FORKS, needs_walls=True),
    Attack("resources-inodes", "200,000 files", WRONG, INODES, needs_walls=True),
    Attack("resources-int", "a number of 10 million digits", BIG_INT),
    Attack("resources-itself", "a list that contains itself", CONTAINS),
    Attack("resources-kills", "SIGKILL for every process", WRONG, KILLS, needs_walls=True),
    Attack("resources-large", "an array of 1.6 GB", LARGE, needs_walls=True),
    Attack("resources-limits", "higher limits", WRONG, LIMITS, needs_walls=True),
    Attack("resources-lines", "a million lines", WRONG, LINES),
    Attack("resources-many", "a million outputs", WRONG, MANY, needs_walls=True),
    Attack(
        "resources-memfd",
        "memory in nameless files",
        WRONG,
        MEMFD + HOLDS,
        COUNTS,
        needs_walls=True,
    ),
    Attack("resources-memory", "all memory", WRONG, MEMORY, needs_walls=True),
    Attack(
        "resources-memory-many",
        "2.4 GB in six processes",
        WRONG,
        MANY_PROCESSES + HOLDS,
        COUNTS,
        needs_walls=True,
    ),
    Attack(
        "resources-memory-shared",
        "2.4 GB of shared memory",
        WRONG,
        LIBC + SHARED + HOLDS,
        COUNTS,
        needs_walls=True,
    ),
    Attack(
        "resources-mounts", "file systems without a limit", WRONG, LIBC + MOUNTS, needs_walls=True
    ),
    Attack("resources-prints", "1 GB by print", WRONG, PRINTS, needs_walls=True),
    Attack(
        "resources-privileges",
        "a user with more rights",
        WRONG,
        LIBC + PRIVILEGES,
        needs_walls=True,
    ),
    Attack(
        "resources-ptrace",
        "another process under a debugger",
        WRONG,
        LIBC + PTRACE,
        needs_walls=True,
    ),
    Attack("resources-range", "a value of 10**15 parts in a few bytes", RANGE, needs_walls=True),
    Attack("resources-sleeps", "sleeps for hours", WRONG, SLEEPS),
    Attack("resources-stubborn", "catches every interrupt", WRONG, STUBBORN),
    Attack("resources-thread", "a thread that redefines answers", WRONG, THREADS),
    Attack("resources-threads", "threads that outlive the cell", WRONG, TAIL_THREADS),
    Attack("resources-writes", "2 GB by os.write", WRONG, WRITES, needs_walls=True),
]
