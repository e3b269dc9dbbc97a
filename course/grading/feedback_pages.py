"""Feedback pages whose own words, which are nbgrader's, are in the language of the release too."""

import re
from html import escape
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode

from course.grading.languages import read_language
from course.language import ENGLISH, mark, say, speaking, spoken

# What nbgrader's template for feedback says, each as it stands between its tags. A student who
# writes the same tags and words gets them translated as well, which does no harm.
LABELS = (
    mark("Test cell"),
    mark("Coding free-response"),
    mark("Written response"),
    mark("Comment"),
    mark("Comments:"),
    mark("No response."),
    mark("Student's answer"),
    mark("(Top)"),
)
GRADE_CELL, SCORE = mark("Grade cell:"), mark("Score:")
LATE = mark("Late submission penalty")


class FeedbackExporter(HTMLExporter):
    """nbgrader's page for a student, in the language that the notebook speaks."""

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Write a page (called by ``nbgrader generate_feedback``)."""
        page, resources = super().from_notebook_node(nb, resources, **kw)
        with speaking(read_language(nb)):
            return in_its_words(page), resources


def in_its_words(page: str) -> str:
    """Return a page with nbgrader's words in the language spoken."""
    if spoken() == ENGLISH:
        return page
    page = page.replace("<html>", f'<html lang="{spoken()}">', 1)
    for label in LABELS:
        page = page.replace(f">{label}</", f">{escape(say(label))}</")
    page = page.replace(f">{GRADE_CELL} <code>", f">{say(GRADE_CELL)}<code>")
    page = page.replace(f">{LATE} ({SCORE} ", f">{say(LATE)} ({SCORE} ")
    return re.sub(rf"(\(|<span class=\"pull-right\">\s+){SCORE} (?=-?\d)", rf"\1{say(SCORE)}", page)
