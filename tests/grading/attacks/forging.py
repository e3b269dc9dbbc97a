"""False messages on the student's own socket."""

from .corpus import WRONG, Attack, forging

YES = 'LOOKS = {n: ["function", [n, n, None]] for n in question.get("names", [])}\n'
AGREES = """
check = hidden_check = same = lambda *a, **k: None
class pd:
    DataFrame = testing = None
def double(amounts):
    return [0 for amount in amounts]
"""
# The trusted process must not be lost: the next one would look for `check` at the student's.
KILLS = forging(
    YES
    + """
if question.get("do") == "look" and "double" in LOOKS and not KILLED:
    KILLED.append(1)
    return {"found": %s}
if question.get("do") == "look":
    return {"found": LOOKS}
if question.get("do") == "call" and question["target"] == "same":
    return {"returned": None, "streams": [], "changed": None}
return answer
"""
)
# Loses the trusted process over a message that it cannot hold, then answers for the setup cell.
LOST = forging(
    YES
    + """
if question.get("do") == "look" and "double" in LOOKS and not KILLED:
    KILLED.append(1)
    told = b'{"found":{"double":["list",[' + b",".join([b"[]"] * 5_000_000) + b"]]}}"
    return LENGTH.pack(len(told)) + told
if question.get("do") == "look":
    return {"found": LOOKS}
if question.get("do") == "call" and question["target"] == "same":
    return {"returned": None, "streams": [], "changed": None}
return answer
"""
)
LENGTHY = forging(
    """
if question.get("do") in ("look", "call"):
    return LENGTH.pack(%s) + b"{}"
return answer
"""
)


def _looks(body: str) -> str:
    """Answer the question for `double` with these bytes."""
    return forging(
        f"""
if question.get("do") == "look" and "double" in question["names"]:
    told = {body}
    return LENGTH.pack(len(told)) + told
return answer
"""
    )


def _found(value: str) -> str:
    return _looks(f'json.dumps({{"found": {{"double": {value}}}}}).encode()')


def _returned(value: str) -> str:
    return (
        forging(
            f"""
if question.get("do") == "call" and question["target"] == "double":
    return {{"returned": {value}, "streams": [], "changed": None}}
return answer
"""
        )
        + f"\n{WRONG}"
    )


SCAN = """
import os, socket, stat, struct, json
told = json.dumps({"outputs": [], "late": False, "asked_to_exit": False}).encode()
for fd in range(3, 256):
    try:
        if stat.S_ISSOCK(os.fstat(fd).st_mode):
            for _ in range(20):
                os.write(fd, struct.pack(">Q", len(told)) + told)
    except OSError:
        pass
"""
SILENT = (
    SCAN.replace("range(20)", "range(1)")
    + """
import signal, time
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
time.sleep(1_000)
"""
)
CLOSES = """
import os, stat, socket
for fd in range(3, 256):
    try:
        if stat.S_ISSOCK(os.fstat(fd).st_mode):
            socket.socket(fileno=os.dup(fd)).shutdown(socket.SHUT_RD)
    except OSError:
        pass
"""
DRIP = forging(
    """
import time
if question.get("do") == "look":
    for _ in range(1_000):
        HEARD_SOCKET[0].sendall(b"\\\\0")
        time.sleep(0.5)
return answer
"""
) + (
    "\nimport gc\n"
    "HEARD_SOCKET = [o._socket for o in gc.get_objects() if type(o).__name__ == 'Wire']\n"
)
CHANGED = forging(
    """
if question.get("do") == "call":
    n = len(question["args"][1])
    answer["changed"] = [["list", [["list", []]] * n], ["dict", []]]
    answer["returned"] = ["list", []]
return answer
"""
)
RAISED = forging(
    """
if question.get("do") == "call":
    return {"raised": {"kinds": KINDS, "message": "x" * 10_000_000, "line": [10**400, 5],
                       "shown": "\\\\x1b]0;OWNED\\\\x07", "in_library": 7}}
return answer
"""
)
PARTIAL = forging(
    """
if question.get("do") == "call":
    answer["streams"] = [{"output_type": "execute_result", "name": "stdout", "text": "5",
                          "data": {"text/plain": "5"}}] * 3
    answer["outputs"] = [5]
return answer
"""
)
CONTROL = "import sys\nprint('\\x1b[2J\\x1b]0;owned\\x07\\x00\\x08\\x7f\\u202e' + chr(0xD800))\n"
PRELOAD = SCAN + "\n" + WRONG

ATTACKS = [
    Attack(
        "forging-abandoned",
        "an answer that reads as the trusted one's",
        WRONG,
        forging(
            'told = {"abandoned": True, "lost": "", "found": {}}\n'
            'return told if question["do"] == "look" else answer'
        ),
    ),
    Attack("forging-changed", "inputs that were never changed", double=f"{CHANGED}\n{WRONG}"),
    Attack("forging-closed", "a socket that nobody reads", WRONG, CLOSES),
    Attack("forging-control", "control characters in a stream", WRONG, CONTROL),
    Attack(
        "forging-decimal",
        "a number that takes for ever",
        _returned('["list", [["decimal", "1e999999999"]] * 2]'),
    ),
    Attack(
        "forging-deep",
        "nesting that breaks a parser",
        _looks('b\'{"found":{"double":\' + b"[" * 10**6'),
    ),
    Attack("forging-drip", "a byte at a time", DRIP + WRONG, needs_walls=True),
    Attack(
        "forging-dtype",
        "an array of objects by its bytes",
        _returned('["array", ["|O8", [1], "AAAAAAAAAAA="]]'),
    ),
    Attack(
        "forging-found-list",
        "the trusted process dies",
        "KILLED = []\n" + KILLS % '["double"]' + AGREES,
    ),
    Attack(
        "forging-found-number", "the trusted process dies", "KILLED = []\n" + KILLS % "5" + AGREES
    ),
    Attack("forging-huge", "a message of 2**63 bytes", LENGTHY % "2**63" + "\n" + WRONG),
    Attack(
        "forging-index",
        "a range of 10**18 rows",
        _returned(
            '["series", [None, ["range", [None, 0, 10**18, 1]], '
            '["array", ["<f8", [1], "AAAAAAAAAAA="]]]]'
        ),
    ),
    Attack("forging-json", "junk that is no JSON", _looks('b"\\\\xff\\\\xfe{[" * 100')),
    Attack(
        "forging-keys",
        "an answer whose key is a parameter's name",
        WRONG,
        forging(
            'return {"self": 1, "ask": {}, "found": {}} if question["do"] == "look" else answer'
        ),
    ),
    Attack(
        "forging-kinds",
        "an exception of a kind that ends a check quietly",
        half="KINDS = ['StopIteration', 'BaseException']\n"
        + RAISED
        + "\ndef half(amounts):\n    return 0",
        points=4,
    ),
    Attack(
        "forging-long",
        "a list that fills the grader's memory",
        _looks('b\'{"found":{"double":["list",[\' + b",".join([b"[]"] * 5_000_000) + b"]]}}"'),
        needs_walls=True,
    ),
    Attack("forging-partial", "points in a call's output", WRONG, PARTIAL),
    Attack("forging-preloaded", "answers before the questions", PRELOAD),
    Attack(
        "forging-function",
        "functions with impossible targets",
        _found('["function", [[1], "x", {"a": 1}]]'),
    ),
    Attack(
        "forging-refused",
        "a class with an impossible name",
        _found('["refused", "a\\\\0b\\\\ud800"]'),
    ),
    Attack(
        "forging-silent",
        "a process that answers once and never reads again",
        WRONG,
        SILENT,
        fee="fee = 15\n# " + "x" * 1_000_000,
        needs_walls=True,
        stops=True,
    ),
    Attack(
        "forging-size",
        "an array smaller than its shape",
        _returned('["array", ["<f8", [10**9, 10**9], ""]]'),
    ),
    Attack(
        "forging-lost",
        "a new trusted process that lacks the setup cell",
        "KILLED = []\n" + LOST + AGREES,
        needs_walls=True,
    ),
]
