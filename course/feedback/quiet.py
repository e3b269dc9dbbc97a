"""Keep a check cell without outputs: nbgrader scores a cell that wrote to stderr with zero."""

import contextlib
import io
import logging
import sys
import warnings
from collections.abc import Iterator


@contextlib.contextmanager
def quiet(hidden: bool = False) -> Iterator[None]:
    """Silence warnings, stderr and logging, and close the figures that are opened meanwhile.

    Parameters
    ----------
    hidden : bool
        Silence stdout too, or a `print` in the student's function would show a hidden input.
    """
    before = logging.root.manager.disable
    with figures_closed(), contextlib.ExitStack() as stack:
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        stack.enter_context(contextlib.redirect_stderr(io.StringIO()))
        if hidden:
            stack.enter_context(contextlib.redirect_stdout(io.StringIO()))
        stack.enter_context(_no_show())
        logging.disable(logging.CRITICAL)
        try:
            yield
        finally:
            logging.disable(before)


@contextlib.contextmanager
def figures_closed() -> Iterator[None]:
    """Close the figures that the block opened and left."""
    before = _open_figures()
    try:
        yield
    finally:
        for number in _open_figures() - before:
            sys.modules["matplotlib.pyplot"].close(number)


def _open_figures() -> set[int]:
    pyplot = sys.modules.get("matplotlib.pyplot")
    return set(pyplot.get_fignums()) if pyplot else set()


@contextlib.contextmanager
def _no_show() -> Iterator[None]:
    """Make ``plt.show()`` do nothing, or the picture would become an output of the check cell."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None:
        yield
        return
    shown = pyplot.show
    pyplot.show = lambda *args, **kwargs: None  # type: ignore[attr-defined]
    try:
        yield
    finally:
        pyplot.show = shown  # type: ignore[attr-defined]
