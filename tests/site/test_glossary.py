"""One glossary out of eleven."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course.site.errors import SiteError
from course.site.glossary import Entry, glossary_page, read_glossary
from course.site.pages import read_release
from tests.site.built import ROOT

TABLE = "## Glossary\n\n| English | 中文 | Meaning |\n|---|---|---|\n| fee | 费用 | a price |\n"


def test_rows_are_read_to_the_end_of_the_table() -> None:
    cells = [new_code_cell("1"), new_markdown_cell(TABLE + "\n**Sources**\n\n| a | b |\n")]
    assert read_glossary(new_notebook(cells=cells), "97_tiny") == [
        Entry("fee", "费用", "a price", "97_tiny")
    ]


def test_a_notebook_without_glossary_is_named() -> None:
    with pytest.raises(SiteError, match="97_tiny has no glossary"):
        read_glossary(new_notebook(cells=[new_markdown_cell("## Sources")]), "97_tiny")


def test_a_broken_row_is_named() -> None:
    broken = new_markdown_cell(TABLE + "| rate | 利率 |\n")
    with pytest.raises(SiteError, match="needs 3 columns"):
        read_glossary(new_notebook(cells=[broken]), "97_tiny")


def test_a_term_of_two_notebooks_is_one_row() -> None:
    entries = [
        Entry("rate", "利率", "price of money", "02_b"),
        Entry("fee", "费用", "a price", "01_a"),
        Entry("Fee", "费", "a price", "02_b"),
    ]
    page = glossary_page(entries)
    rows = [line for line in page.splitlines() if line.startswith("| ")][1:]
    assert rows == [
        "| fee | 费用、费 | a price ([01](notebooks/01_a.ipynb), [02](notebooks/02_b.ipynb)) |",
        "| rate | 利率 | price of money ([02](notebooks/02_b.ipynb)) |",
    ]
    assert "The 2 entries" in page


def test_every_released_notebook_has_terms_with_chinese() -> None:
    for each in read_release(ROOT):
        entries = read_glossary(each.notebook, each.name)
        assert len(entries) >= 5
        for entry in entries:
            assert entry.english and entry.meaning
            assert any("一" <= sign <= "鿿" for sign in entry.chinese), entry
