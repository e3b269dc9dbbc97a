"""Attacks that are not stopped yet, and why: the tests expect them to succeed.

Delete a line when its hole is closed; the strict tests fail until that is done.
"""

OPEN: dict[str, str] = {}
