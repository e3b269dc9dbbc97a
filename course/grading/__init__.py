"""Plug-ins that let plain ``nbgrader autograde`` grade every submission of a class.

Grading goes in three steps, each replaceable on its own: *heal* (``reading``, ``healing``),
*execute* (``execution``, ``scoring``; knows neither gradebook nor course folder) and *record*
(nbgrader's own). ``attention`` reads afterwards what an instructor should look at.
"""

from course.grading.attention import attention
from course.grading.configuration import configure

__all__ = ["attention", "configure"]
