"""The grading engine: run a notebook's student cells in a sandbox and its checks outside of it.

Read in this order: ``session`` (one notebook, cell by cell), ``students`` and ``examination`` (its
open and its locked cells), ``student`` and ``examiner`` (the processes behind these), ``crossing``
(what may pass between them), ``verdicts`` and ``memory`` (what is not done twice), ``zygote``
(where all processes are forked from), ``sandbox`` (what they cannot reach). Nothing here knows
nbgrader or cards.
"""
