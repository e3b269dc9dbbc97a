"""Run a piece of a test in a process of its own: IPython takes its process over for good."""

import os
import pickle
import traceback
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def apart(act: Callable[[], T]) -> T:
    """Return what `act` returns (it is pickled), or fail with its traceback."""
    listen, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(listen)
        try:
            told = True, act()
        except BaseException:
            told = False, traceback.format_exc()
        with open(tell, "wb") as answer:
            pickle.dump(told, answer)
        os._exit(0)
    os.close(tell)
    with open(listen, "rb") as answer:
        well, value = pickle.load(answer)
    os.waitpid(child, 0)
    assert well, value
    return value
