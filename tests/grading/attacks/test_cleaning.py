"""Students' Markdown on the pages: pictures that are attached stay, whatever the text says."""

from typing import Any

import pytest

from course.grading.pages import safe_markdown

PICTURE = {"image/png": "iVBORw0KGgo="}


def html(source: str, **attachments: Any) -> str:
    cell = {"attachments": attachments}
    return safe_markdown({"cell": cell}, source)  # type: ignore[arg-type]


def test_attached_picture_is_shown() -> None:
    assert 'src="data:image/png;base64,iVBORw0KGgo="' in html("![x](attachment:x)", x=PICTURE)


@pytest.mark.parametrize("attached", [{}, {"x": {}}, {"x": {"image/png": None}}, {"x": 5}])
def test_damaged_attachment_leaves_a_page(attached: dict[str, Any]) -> None:
    assert "<script" not in html("<script>1</script>\n\n![x](attachment:x)", **attached)


def test_vector_picture_with_a_script_is_not_shown() -> None:
    assert "data:image/svg" not in html("![x](attachment:x)", x={"image/svg+xml": "AAAA"})
