"""Scripts that would run in the browser of whoever opens the formgrader or a feedback page."""

import copy
from collections.abc import Callable

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_raw_cell

from ..changes import cell
from .corpus import WRONG, Attack

# Marks the page; the tests look at the page after a real browser has shown it.
MARK = "document.documentElement.setAttribute('data-owned','{0}')"
SCRIPTS = (
    "<script>{0}</script>",
    '<img src=x onerror="{0}">',
    '<svg onload="{0}"></svg>',
    '<iframe srcdoc="<script>parent.{0}</script>"></iframe>',
    '<a href="javascript:{0}" autofocus onfocus="{0}">x</a>',
    '<details open ontoggle="{0}"><summary>x</summary></details>',
    '<style onload="{0}"></style>',
    "</pre></div></textarea></title><script>{0}</script>",
)


def _all(where: str) -> str:
    return "\n\n".join(SCRIPTS).replace("{0}", MARK.replace("{0}", where))


def _shows(mime: str, where: str) -> str:
    return (
        "from IPython.display import display\n"
        f"display({{'text/plain': 'x', {mime!r}: {_all(where)!r}}}, raw=True)\n"
    )


def _bundle(**data: str) -> str:
    shown = {mime.replace("_", "/"): value for mime, value in data.items()}
    return f"from IPython.display import display\ndisplay({shown!r}, raw=True)\n"


def _memo(text: str) -> Callable[[NotebookNode], None]:
    def change(nb: NotebookNode) -> None:
        cell(nb, "memo").source = text

    return change


def _adds(new: NotebookNode) -> Callable[[NotebookNode], None]:
    return lambda nb: nb.cells.append(copy.deepcopy(new))


def _metadata(nb: NotebookNode) -> None:
    text = '"><script>' + MARK.format("metadata") + "</script>"
    nb.metadata.update(title=text, authors=[{"name": text}])
    nb.metadata["language_info"] = {"name": "python", "pygments_lexer": text}
    nb.metadata["widgets"] = {
        "application/vnd.jupyter.widget-state+json": {"state": {text: {"model_name": text}}}
    }
    for each in nb.cells:
        each.metadata["tags"] = [text]
        each.metadata["slideshow"] = {"slide_type": text}
        if "nbgrader" in each.metadata:
            each.metadata.nbgrader["comment"] = text


def _attachment(nb: NotebookNode) -> None:
    new = new_markdown_cell("![x](attachment:x.png)")
    kind = 'image/png"onerror="' + MARK.format("attachment") + '" x="'
    new["attachments"] = {"x.png": {kind: "AAAA"}}
    nb.cells.append(new)


STREAM = f"import sys\nprint({_all('stream')!r})\nprint({_all('stderr')!r}, file=sys.stderr)\n"
ERROR = f"""
class Quiet(Exception):
    pass
Quiet.__name__ = {_all("ename")!r}
raise Quiet("\\x1b[31m" + {_all("evalue")!r} + "\\x1b[0m\\x1b]8;;javascript:1\\x07")
"""
CALLED = f"def double(amounts):\n    raise ValueError({_all('called')!r})"
REPR = f"""
class Odd:
    __repr__ = lambda self: {_all("repr")!r}
def double(amounts):
    return Odd()
"""
NAMED = f"def double(amounts):\n    return type({_all('class')!r}, (), {{}})()"
ANSI = f"print('\\x1b[38;2;1;1;1\"onmouseover=x m' + {_all('ansi')!r} + '\\x1b[0m')\n"
PICTURE = 'AAAA" onerror="' + MARK.format("picture")
LATEX = "$\\href{javascript:" + MARK.format("latex") + "}{x}$" + _all("latex")

ATTACKS = [
    Attack("pages-ansi", "colours that carry a script", WRONG, ANSI),
    Attack("pages-attachment", "an attachment's kind", WRONG, change=_attachment),
    Attack("pages-called", "an exception's words in a check", CALLED),
    Attack("pages-class", "a class's name in a check's message", NAMED),
    Attack("pages-error", "an error's name and words", WRONG, last=ERROR),
    Attack("pages-html", "text/html", WRONG, _shows("text/html", "html")),
    Attack("pages-javascript", "JavaScript", WRONG, _bundle(**{"application_javascript": MARK})),
    Attack("pages-latex", "text/latex", WRONG, _bundle(text_latex=LATEX)),
    Attack("pages-markdown", "text/markdown", WRONG, _shows("text/markdown", "markdown")),
    Attack("pages-memo", "a written answer", WRONG, change=_memo(_all("memo"))),
    Attack("pages-metadata", "names, tags, widgets", WRONG, change=_metadata),
    Attack(
        "pages-plain-markdown",
        "a cell of text",
        WRONG,
        change=_adds(new_markdown_cell(_all("cell"))),
    ),
    Attack("pages-png", "a picture's data", WRONG, _bundle(**{"image_png": PICTURE})),
    Attack(
        "pages-raw",
        "a raw cell",
        WRONG,
        change=_adds(new_raw_cell(_all("raw"), metadata={"raw_mimetype": "text/html"})),
    ),
    Attack("pages-repr", "a repr in a check's message", REPR),
    Attack("pages-stream", "what is printed", WRONG, STREAM),
    Attack("pages-svg", "image/svg+xml", WRONG, _shows("image/svg+xml", "svg")),
    Attack(
        "pages-widget",
        "a widget's view",
        WRONG,
        _shows("application/vnd.jupyter.widget-view+json", "widget"),
    ),
]
