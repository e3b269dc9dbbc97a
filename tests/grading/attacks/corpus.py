"""What an attack is, and which pieces many of them share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from nbformat import NotebookNode

# Every secret of the course starts so; no attack may show one. The number is a hidden input.
SECRET = r"CANARY[a-z]+\d|741147|1482294"
# An attack that reached what it should not says one of these.
BOASTS = ("LEAKED", "WROTE", "CONNECTED", "KILLED", "RAISED", "POISONED", "TRACED", "HELD")
# What an honest student earns: fee 2, table 2, double 5, half 5; an attack answers `double`.
FULL, OTHERS = 14, 9


@dataclass(frozen=True)
class Attack:
    """A hand-in by a student who does not play fair.

    Attributes
    ----------
    name : str
        Sorts among the students: nbgrader grades in this order.
    goal : str
        What would be won.
    double, fee, half, table : str or None
        The answers; None is the honest one, and for `double` a wrong one.
    first, last : str
        Plain cells before the first answer and after the last check (``@ROOT@`` is the course).
    points : int
        What its honest cells earn.
    change : callable, optional
        Changes the notebook itself: cells, metadata.
    files : mapping
        Other files of the hand-in.
    links : mapping
        Symbolic links of the hand-in, and where they lead.
    needs_walls : bool
        Never run without a sandbox: it would reach beyond its own course, or use the machine up.
    stops : bool
        If it succeeds, no other student is graded: it runs in a class of its own.
    """

    name: str
    goal: str
    double: str | None = None
    first: str = ""
    last: str = ""
    points: int = OTHERS
    fee: str | None = None
    half: str | None = None
    table: str | None = None
    change: Callable[[NotebookNode], object] | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    needs_walls: bool = False
    stops: bool = False


WRONG = "def double(amounts):\n    return [0 for amount in amounts]"

# Prints every secret in a text that an attack got hold of.
TELL = """
import re
def tell(text):
    for word in sorted(set(re.findall("CAN" "ARY[a-z]+[0-9]|7411" "47|14822" "94", str(text)))):
        print("LEA" "KED:" + word)
"""

# Stands between the student's process and its socket: `forge(question, answer)` decides.
WIRE = """
import json
try:
    from course.engine.wire import LENGTH, Wire
    receive, HEARD = Wire.receive, []
    def _receive(self, seconds=None):
        HEARD.append(receive(self, seconds))
        return dict(HEARD[-1])
    def _send(self, message):
        told = forge(HEARD[-1], message)
        if isinstance(told, dict):
            told = json.dumps(told).encode()
            told = LENGTH.pack(len(told)) + told
        self._socket.sendall(told)
    Wire.receive, Wire.send = _receive, _send
except ImportError:
    pass
def forge(question, answer):
    return answer
"""

LIBC = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
"""


def forging(body: str) -> str:
    """A cell that puts `forge(question, answer)` in the place of honest answers."""
    return f"{WIRE}\ndef forge(question, answer):\n" + "\n".join(
        f"    {line}" for line in body.strip().splitlines()
    )
