"""The coverage map's links stay inside the book."""

import pytest

from course.site.coverage import coverage_page
from course.site.errors import SiteError

LESSON = "../course/lessons/02_finance_and_regulation/lesson.py"


def test_lessons_become_pages_and_tasks_become_places() -> None:
    page = coverage_page(f"[02]({LESSON}) and [cycle-interest]({LESSON})")
    assert page == (
        "[02](notebooks/02_finance_and_regulation.ipynb) and [cycle-interest](#02-cycle-interest)"
    )


def test_the_chart_goes_and_the_list_stays() -> None:
    page = coverage_page("## What\n\n```mermaid\ngraph LR\n```\n\n- 04 builds on 03\n")
    assert page == "## What\n\n- 04 builds on 03\n"


def test_the_data_dictionary_is_a_download() -> None:
    page = coverage_page("[data dictionary](../course/bank/data/data_dictionary.csv)")
    assert page == "{download}`data dictionary <files/data_dictionary.csv>`"


def test_a_link_out_of_the_book_is_refused() -> None:
    with pytest.raises(SiteError, match=r"\.\./course/errors\.py"):
        coverage_page("[x](../course/errors.py)")
