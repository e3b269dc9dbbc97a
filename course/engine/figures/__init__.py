"""Matplotlib pictures as plain records, and pictures made again from such records.

A picture that a student's function returns is recorded where it was drawn, crosses as plain data,
and is rebuilt in the process that runs the checks: see `record` and `rebuild`.
"""

from course.engine.figures.rebuild import rebuild
from course.engine.figures.record import record

__all__ = ["rebuild", "record"]
