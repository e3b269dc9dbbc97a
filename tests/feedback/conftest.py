"""A notebook in miniature: cells are compiled as IPython does it, in one namespace."""

import itertools
import linecache
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from course.feedback import Outcome

SETUP = """
import datetime, decimal, math, sys, warnings
import numpy as np
import pandas as pd
from course.feedback import check, hidden_check
"""


class Notebook:
    """Runs cells; `fails` runs a check cell that has to fail and returns the outcome."""

    numbers = itertools.count()

    def __init__(self) -> None:
        self.names: dict[str, Any] = {"__name__": "__main__"}
        self.run(SETUP)

    def run(self, source: str, known: bool = True) -> None:
        name = f"/tmp/cell_{next(self.numbers)}.py"
        if known:
            linecache.cache[name] = (len(source), None, source.splitlines(True), name)
        exec(compile(source, name, "exec"), self.names)

    def fails(self, source: str) -> Outcome:
        with pytest.raises(Outcome) as caught:
            self.run(source)
        outcome = caught.value
        assert outcome.__cause__ is None and outcome.__context__ is None
        assert outcome.__suppress_context__  # in case the cell itself handles an exception
        assert 1 <= len(outcome.lines) <= 6
        assert all(len(line) <= 79 for line in outcome.lines)
        return outcome


@pytest.fixture
def notebook() -> Notebook:
    return Notebook()


@pytest.fixture
def returning() -> Callable[[Any], Notebook]:
    """Make a notebook whose function `f` returns the given value, whatever the inputs."""

    def make(value: Any) -> Notebook:
        book = Notebook()
        book.names["_value"] = value
        book.run("def f(*args, **kwargs):\n    return _value\n")
        return book

    return make


@pytest.fixture(autouse=True)
def no_open_figures() -> Iterator[None]:
    """A check leaves no figure open; what other tests of this process left does not count."""
    import matplotlib.pyplot as plt

    plt.close("all")
    yield
    left = plt.get_fignums()
    plt.close("all")
    assert left == []
