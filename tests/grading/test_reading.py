"""Whatever bytes come in, a valid notebook comes out, or a stand-in that says why."""

import codecs
import copy
import json
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course.grading.reading import make_ids_unique, read_notebook

NOTEBOOK = new_notebook(
    cells=[
        new_markdown_cell("# 信用卡 café", id="title"),
        new_code_cell("fee = 15", id="answer", metadata={"nbgrader": {"grade_id": "fee"}}),
    ],
    metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
)
TEXT = json.dumps(NOTEBOOK, ensure_ascii=False)


def changed(**changes: Any) -> bytes:
    """The notebook as a file, with top-level keys replaced."""
    return json.dumps(NOTEBOOK | changes).encode()


def with_cell(**changes: Any) -> bytes:
    """The notebook as a file, with keys of its code cell replaced."""
    return changed(cells=[NOTEBOOK.cells[0], NOTEBOOK.cells[1] | changes])


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (TEXT.encode(), None),
        (codecs.BOM_UTF8 + TEXT.encode(), None),
        (TEXT.encode("utf-16"), "saved as UTF-16"),
        (TEXT.replace(" café", "").encode("gb18030"), "saved as GB18030"),
        (TEXT.replace("信用卡 café", "Hé").encode("latin-1"), "saved as LATIN-1"),
        (changed(nbformat_minor=99, new_key={"a": 1}), None),
        (changed(nbformat=5), None),
        (changed(metadata=[]), None),
        (changed(metadata={"language": 3}), None),
        (changed(metadata={"kernelspec": "R"}), None),
        (with_cell(source=["fee ", "= 15"]), None),
        (with_cell(metadata=None), None),
        (with_cell(id="not legal!"), None),
        (with_cell(id="title"), None),
        (with_cell(outputs="none", execution_count="x"), None),
        (with_cell(metadata={"tags": "one", "nbgrader": {"grade_id": "fee"}}), None),
        (with_cell(cell_type="heading"), None),
        (with_cell(cell_type=["code"]), None),
        (with_cell(surplus=1), None),
        (changed(cells=[*NOTEBOOK.cells, "text", None]), "left out (2 times)"),
        (with_cell(source=7), "emptied (1 times)"),
        (with_cell(source=["a", 7]), "emptied (1 times)"),
        (with_cell(source="lone \ud800"), None),
    ],
)
def test_reads_what_can_be_read(raw: bytes, sentence: str | None) -> None:
    reading = read_notebook(raw)
    assert not reading.is_stand_in
    assert [sentence in note for note in reading.notes] == ([True] if sentence else [])
    nbformat.validate(reading.notebook)
    assert "language" not in reading.notebook.metadata
    assert len(reading.notebook.cells) == 2
    nbformat.writes(reading.notebook).encode("utf-8")


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "is empty"),
        (b" \n\t", "is empty"),
        (codecs.BOM_UTF8, "is empty"),
        (b"\0" * 100, "is empty"),
        (TEXT.encode()[:-20], "not JSON"),
        (b"<!DOCTYPE html><html>Log in</html>", "not JSON"),
        (b"PK\x03\x04\xff\xfe\x00\x81", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "holds no notebook"),
        (b"null", "holds no notebook"),
        (b'{"a": 1}', "holds no notebook"),
        (b'{"cells": {}}', "holds no notebook"),
        (b'{"nbformat": 3, "worksheets": 5}', "holds no notebook"),
    ],
)
def test_stand_in_says_what_is_wrong(raw: bytes, sentence: str) -> None:
    reading = read_notebook(raw)
    assert reading.is_stand_in
    assert len(reading.notes) == 1
    assert sentence in reading.notes[0]
    assert [cell.source for cell in reading.notebook.cells] == reading.notes
    nbformat.validate(reading.notebook)


def test_text_survives_every_encoding() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
        assert read_notebook(TEXT.encode(encoding)).notebook.cells[0].source == "# 信用卡 café"


def test_old_format_is_converted() -> None:
    # nbformat converts in place.
    old = json.dumps(nbformat.convert(copy.deepcopy(NOTEBOOK), 3)).encode()
    reading = read_notebook(old)
    assert [cell.source for cell in reading.notebook.cells] == ["# 信用卡 café", "fee = 15"]
    assert reading.notes == ["The notebook was in an old file format (3) and was converted."]


def test_ordinary_cells_are_kept_to_the_letter() -> None:
    cells = read_notebook(TEXT.encode()).notebook.cells
    assert cells == NOTEBOOK.cells


def test_ids_are_unique_and_the_same_every_time() -> None:
    nb = new_notebook()
    nb.cells = [new_code_cell("", id=name) for name in ("a", "a", "cell-1", "a")]
    make_ids_unique(nb)
    assert [cell.id for cell in nb.cells] == ["a", "cell-1", "cell-2", "cell-3"]
