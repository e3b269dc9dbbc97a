"""The grading engine: run a notebook's student cells in a sandbox and its checks outside of it.

Read in this order: ``session`` (one notebook, cell by cell), ``student`` and ``examiner`` (the two
processes behind it), ``crossing`` (what may pass between them), ``zygote`` (where both are forked
from), ``sandbox`` (what they cannot reach). Nothing here knows nbgrader or cards.
"""
