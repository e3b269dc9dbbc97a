"""Students' HTML and Markdown on a teacher's page: shown, but never run.

nbconvert's own filters of the same names trust the notebook; these, by bleach (Mozilla's cleaner of
HTML, which nbconvert brings), take their place in feedback pages and in the formgrader.
"""

import re
from html import escape

import bleach
from bleach.css_sanitizer import CSSSanitizer
from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

TAGS = {
    *bleach.ALLOWED_TAGS,
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "img", "div", "span", "pre", "code"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
    *("sup", "sub", "del", "dl", "dt", "dd"),
}
PICTURES = ("data:image/png;", "data:image/jpeg;", "data:image/gif;", "https:", "http:")
# A table of pandas brings a style sheet of its own, which the page does not need.
STYLE_SHEET = re.compile(r"<style\b.*?(</style\s*>|\Z)", re.IGNORECASE | re.DOTALL)


def clean_html(element: str | bytes) -> str:
    """Return HTML without anything that runs: scripts, handlers, frames, forms, style sheets."""
    text = element.decode(errors="replace") if isinstance(element, bytes) else str(element)
    cleaned: str = bleach.clean(
        STYLE_SHEET.sub("", text),
        tags=TAGS,
        attributes=_is_kept,
        protocols={"http", "https", "mailto", "data"},
        css_sanitizer=CSSSanitizer(),
        strip=True,
    )
    return cleaned


@pass_context
def safe_markdown(context: Context, source: str) -> str:
    """Return the HTML of Markdown, cleaned, with the pictures that are attached to its cell."""
    attached = context.get("cell", {}).get("attachments", {})
    try:
        renderer = IPythonRenderer(escape=False, attachments=attached)
        return clean_html(MarkdownWithMath(renderer=renderer).render(source))
    except Exception:  # an attachment that is not there, or whatever else odd text leads to
        return f"<pre>{escape(source)}</pre>"


def _is_kept(tag: str, name: str, value: str) -> bool:
    if tag == "img" and name == "src":
        return value.lower().startswith(PICTURES)
    if tag == "a" and name in ("href", "title"):
        return not value.lower().strip().startswith("data:")
    if tag == "img" and name in ("alt", "width", "height"):
        return True
    return name in ("class", "id", "align", "style", "colspan", "rowspan", "border", "scope")
