"""The kinds of values that cross beside plain ones: figures, random generators, functions."""

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course.engine import figures
from course.engine.crossing import Refused, pack, unpack

# Bit generators that may be named by a message.
BIT_GENERATORS = {"PCG64": np.random.PCG64, "PCG64DXSM": np.random.PCG64DXSM}


def pack_with_figures(value: Any) -> Any:
    """`crossing.pack` for a figure, an Axes or a NumPy Generator."""
    if isinstance(value, (Axes, Figure)):
        return ["figure", pack(figures.record(value))]
    if isinstance(value, np.random.Generator):
        state = value.bit_generator.state
        if state.get("bit_generator") in BIT_GENERATORS:
            return ["generator", pack(state)]
    raise Refused(type(value).__name__)


def unpack_with_figures(kind: str, content: Any) -> Any:
    """`crossing.unpack` for what `pack_with_figures` packed."""
    if kind == "figure":
        try:
            return figures.rebuild(unpack(content))
        except Refused:
            raise
        except Exception as error:
            raise Refused("a damaged figure") from error
    if kind == "generator":
        state = unpack(content)
        generator = np.random.Generator(BIT_GENERATORS[state["bit_generator"]]())
        generator.bit_generator.state = state
        return generator
    raise Refused(f"a value of the unknown kind {kind[:20]!r}")


def parameters_of(function: Callable[..., Any]) -> list[list[Any]] | None:
    """A function's parameters as JSON: name, kind, whether there is a default."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return None
    return [[p.name, int(p.kind), p.default is not p.empty] for p in parameters]


def signature_of(parameters: Any) -> inspect.Signature | None:
    """The signature that `parameters_of` described; None for none, or for nonsense."""
    try:
        return inspect.Signature(
            [
                inspect.Parameter(
                    str(name)[:100],
                    inspect._ParameterKind(kind),
                    default=None if has_default else inspect.Parameter.empty,
                )
                for name, kind, has_default in parameters[:100]
            ]
        )
    except (TypeError, ValueError):
        return None
