"""docs/coverage.md as a page: its links lead to the book's own pages and tasks."""

import re

from course.site.errors import SiteError

# The chart needs a script from outside; the list below it in coverage.md says the same.
CHART = re.compile(r"^```mermaid\n.*?^```\n+", re.MULTILINE | re.DOTALL)
LESSON_LINK = re.compile(r"\[([^\]]+)\]\(\.\./course/lessons/((\d\d)_\w+)/lesson\.py\)")
DICTIONARY_LINK = re.compile(r"\[([^\]]+)\]\(\.\./course/bank/data/data_dictionary\.csv\)")


def coverage_page(text: str) -> str:
    """Return the page of a coverage map.

    Raises
    ------
    SiteError
        When a link would still lead out of the book.
    """
    page = LESSON_LINK.sub(_to_notebook, CHART.sub("", text))
    page = DICTIONARY_LINK.sub(r"{download}`\1 <files/data_dictionary.csv>`", page)
    outside = re.search(r"\]\(\.\./[^)]*\)", page)
    if outside:
        raise SiteError(f"docs/coverage.md links to {outside[0][2:-1]}, which the site lacks.")
    return page


def _to_notebook(link: re.Match[str]) -> str:
    label, name, number = link.groups()
    if label == number:
        return f"[{label}](notebooks/{name}.ipynb)"
    return f"[{label}](#{number}-{label})"
