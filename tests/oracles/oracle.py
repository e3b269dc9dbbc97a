"""An oracle: an opinion on a task's function that its reference solution had no part in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Function = Callable[..., Any]


@dataclass(frozen=True)
class Oracle:
    """One judgement of one task's function, and a wrong answer that it must refuse.

    Parameters
    ----------
    task
        The task's slug.
    judge
        Called with the function; raises AssertionError when the function is wrong.
    fault
        A plausible wrong answer. The oracle is worth something only if it refuses it.
    """

    task: str
    judge: Callable[[Function], None]
    fault: Function

    @property
    def name(self) -> str:
        """For test ids: the slug and the judgement."""
        return f"{self.task}: {self.judge.__name__}"


def refuses(function: Function, *args: object, **kwargs: object) -> bool:
    """Tell whether a call raises ValueError; any other exception goes through."""
    try:
        function(*args, **kwargs)
    except ValueError:
        return True
    return False
