"""Leaving something behind for whoever is graded next (each pair: one leaves, the next looks)."""

from .corpus import LIBC, TELL, WRONG, Attack

LEAVES = """
import os
for folder in (".", "/tmp", "/scratch", "/dev/shm", "/var/tmp", os.path.expanduser("~"), "@ROOT@",
               "@ROOT@/autograded", "/font-cache", "/course-package/course", "/scratch/.ipython",
               os.environ.get("MPLCONFIGDIR", "/tmp")):
    try:
        with open(folder + "/left-behind.txt", "w") as file:
            file.write("CAN" "ARYleft1")
    except OSError:
        pass
"""
LOOKS = (
    TELL
    + """
import os
for folder in (".", "/tmp", "/scratch", "/dev/shm", "/var/tmp", os.path.expanduser("~"), "@ROOT@",
               "@ROOT@/autograded", "/font-cache", "/scratch/.ipython"):
    try:
        tell(open(folder + "/left-behind.txt").read())
    except OSError:
        pass
"""
)
UNDER = "for folder in (b'/scratch', b'/dev/shm', b'/tmp'):\n    libc.umount2(folder, 2)\n"
POISON = """
for folder in ("/scratch", "/tmp", "/dev/shm", "."):
    for module in ("colorsys", "this", "antigravity"):
        try:
            with open(f"{folder}/{module}.py", "w") as file:
                file.write("import builtins\\nbuiltins.POISON = 1\\n")
        except OSError:
            pass
"""
IMPORTS = """
import sys
for module in ("this", "antigravity", "colorsys"):
    where = sys.modules[module].__file__ if module in sys.modules else ""
    try:
        where = where or __import__("importlib").util.find_spec(module).origin
    except Exception:
        continue
    if "/lib/python" not in where:
        print("POISON" "ED", where)
"""
CACHES = """
import course, numpy, sys, sysconfig
for file in (course.__file__, numpy.__file__, sysconfig.__file__, sys.executable,
             course.__file__.replace("__init__.py", "x.py")):
    try:
        open(file, "a").close()
        print("WRO" "TE", file)
    except OSError:
        pass
"""
ZYGOTE = """
import builtins, course.feedback, numpy, pandas, sys, random
builtins.round = lambda *a: 0
builtins.len = lambda thing: 2
numpy.float64.__module__
pandas.DataFrame.equals = lambda *a: True
pandas.testing.assert_frame_equal = lambda *a, **k: None
course.feedback.check = None
sys.modules["colorsys"] = None
random.seed = numpy.random.seed = lambda *a: None
sys.path.insert(0, "/scratch")
"""
NEXT = """
import builtins, course.feedback, pandas, random, sys
if len([1]) != 1 or course.feedback.check is None or random.seed.__name__ == "<lambda>":
    print("POISON" "ED")
"""
FREED = """
import ctypes, sys
# Small ints and interned words are shared by everything in one process.
ctypes.memmove(id(4) + 24, id(5) + 24, 4)
ctypes.memmove(id(2.0) + 16, id(3.0) + 16, 8)
"""
KEYS = """
for ring in (-3, -4, -5):
    libc.syscall(248, b"user", b"cardpm", b"CANARY" b"left2", 11, ring)
"""
FINDS_KEYS = (
    TELL
    + """
for ring in (-3, -4, -5):
    key = libc.syscall(250, 10, ring, b"user", b"cardpm", 0)
    if key > 0:
        kept = ctypes.create_string_buffer(50)
        libc.syscall(250, 11, key, kept, 50)
        tell(kept.value.decode(errors="ignore"))
"""
)
FD_LEAVES = """
import os, stat
for fd in range(3, 256):
    try:
        if stat.S_ISREG(os.fstat(fd).st_mode):
            os.pwrite(fd, b"CANARY" b"left3", 200_000)
    except OSError:
        pass
"""
FD_FINDS = (
    TELL
    + """
import os, stat
for fd in range(3, 256):
    try:
        if stat.S_ISREG(os.fstat(fd).st_mode):
            tell(os.pread(fd, 20, 200_000))
    except OSError:
        pass
"""
)

ATTACKS = [
    Attack("persistence-a1-leaves", "files for the next student", WRONG, LEAVES, needs_walls=True),
    Attack("persistence-a2-looks", "files of the student before", WRONG, LOOKS),
    Attack(
        "persistence-b1-leaves-under",
        "files below the walls",
        WRONG,
        LIBC + UNDER + LEAVES,
        needs_walls=True,
    ),
    Attack(
        "persistence-b2-looks-under",
        "files below the walls",
        WRONG,
        LIBC + UNDER + LOOKS,
        needs_walls=True,
    ),
    Attack(
        "persistence-c1-poison",
        "modules that the trusted process imports",
        WRONG,
        LIBC + UNDER + POISON,
        needs_walls=True,
    ),
    Attack("persistence-c2-imports", "whether a module is poisoned", WRONG, IMPORTS),
    Attack("persistence-d-caches", "changes of installed files", WRONG, CACHES, needs_walls=True),
    Attack("persistence-e1-zygote", "changed modules for all who follow", WRONG, ZYGOTE),
    Attack("persistence-e2-next", "whether modules are changed", WRONG, NEXT),
    Attack("persistence-e3-memory", "overwrites the numbers 4 and 2.0", WRONG, FREED),
    Attack(
        "persistence-f1-keys",
        "a key in the kernel's key ring",
        WRONG,
        LIBC + KEYS,
        needs_walls=True,
    ),
    Attack(
        "persistence-f2-finds",
        "the key of the student before",
        WRONG,
        LIBC + FINDS_KEYS,
        needs_walls=True,
    ),
    Attack(
        "persistence-g1-open",
        "a file that every process has open",
        WRONG,
        FD_LEAVES,
        needs_walls=True,
    ),
    Attack(
        "persistence-g2-finds",
        "what the student before wrote there",
        WRONG,
        FD_FINDS,
        needs_walls=True,
    ),
]
