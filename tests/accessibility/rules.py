"""A lint of notebooks' text, rule by rule as jupyterlab-a11y-checker 0.2.9 names them.

That tool's command line has to be built from its repository; its package holds the extension of
JupyterLab only. See docs/accessibility.md.
"""

import itertools
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode

# Words that say nothing of where a link leads, when a screen reader lists a page's links.
VAGUE = {"here", "click here", "link", "this link", "this", "more", "read more", "see here", "page"}


def faults(notebook: NotebookNode) -> list[str]:
    """Return what a reader with a screen reader would stumble over, ``rule: what`` each."""
    pages = [_rendered(cell) for cell in notebook.cells if cell.cell_type == "markdown"]
    headings = [
        (int(tag.name[1]), tag.get_text(" ", strip=True))
        for page in pages
        for tag in page.find_all(["h1", "h2", "h3", "h4", "h5", "h6"])
    ]
    return [
        *_heading_faults(headings),
        *(fault for page in pages for fault in _image_faults(page)),
        *(fault for page in pages for fault in _table_faults(page)),
        *(fault for page in pages for fault in _link_faults(page)),
    ]


def _rendered(cell: NotebookNode) -> BeautifulSoup:
    renderer = IPythonRenderer(escape=False, exclude_anchor_links=True)
    html = MarkdownWithMath(renderer=renderer).render(cell.source)
    return BeautifulSoup(html, "html.parser")


def _heading_faults(headings: list[tuple[int, str]]) -> Iterator[str]:
    titles = [text for level, text in headings if level == 1]
    sections = [text.lower() for level, text in headings if level == 2]
    if not headings or headings[0][0] != 1:
        yield "heading-missing-h1: a notebook opens with its title"
    if len(titles) > 1:
        yield f"heading-multiple-h1: {titles[1:]}"
    for name in {name for name in sections if sections.count(name) > 1}:
        yield f"heading-duplicate-h2: {name}"
    for name in {title.lower() for title in titles} & set(sections):
        yield f"heading-duplicate-h1-h2: {name}"
    for (above, _), (level, text) in itertools.pairwise(headings):
        if level > above + 1:
            yield f"heading-wrong-order: {text}"
    if not all(text for _, text in headings):
        yield "heading-empty: a heading without words"


def _image_faults(page: BeautifulSoup) -> Iterator[str]:
    for image in page.find_all("img"):
        if not str(image.get("alt") or "").strip():
            yield f"image-missing-alt: {image.get('src')}"


def _table_faults(page: BeautifulSoup) -> Iterator[str]:
    for table in page.find_all("table"):
        heads = table.find_all("th")
        if not heads:
            yield f"table-missing-header: {table.get_text(' ', strip=True)[:60]}"
        for head in heads:
            if not head.get_text(strip=True):
                yield f"table-empty-header: {table.get_text(' ', strip=True)[:60]}"


def _link_faults(page: BeautifulSoup) -> Iterator[str]:
    for link in page.find_all("a", href=True):
        words = str(link.get("aria-label") or link.get_text(" ", strip=True)).strip()
        if not words or words.lower().strip(" .…") in VAGUE:
            yield f"link-discernible-text: {words or link['href']}"
        elif words.startswith(("http://", "https://", "www.")) and not _is_cited(link, words):
            yield f"link-discernible-text: {words}"


def _is_cited(link: Tag, address: str) -> bool:
    """Whether an address stands in a citation, whose words say where it leads (WCAG 2.4.4)."""
    block = link.find_parent(["li", "p", "td"])
    return block is not None and len(block.get_text().replace(address, "").split()) >= 3
