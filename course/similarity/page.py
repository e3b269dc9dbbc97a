"""One self-contained HTML page: the pairs, and the most telling of them side by side."""

from pathlib import Path

from jinja2 import Environment

from course.language import say, spoken
from course.similarity.pairs import Comparison
from course.similarity.side_by_side import side_by_side
from course.similarity.written import HandedIn

# So many pairs are shown side by side, and so many tasks of each.
PAIRS, TASKS = 20, 6
TEMPLATE = Path(__file__).with_name("page.html.jinja")


def write_page(path: Path, assignment: str, handed_in: HandedIn, found: Comparison) -> None:
    """Write the page; it opens offline and names students, so keep it where grades are kept."""
    shown = [(pair, list(side_by_side(handed_in, pair, TASKS))) for pair in found.pairs[:PAIRS]]
    page = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
        TEMPLATE.read_text("utf-8")
    )
    words = {"say": say, "language": spoken()}
    path.write_text(page.render(assignment=assignment, found=found, shown=shown, **words), "utf-8")
