"""The exporter that nbgrader reads submissions with."""

from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode

from course.grading.reading import read_notebook, refused_link

# Where the reading travels to the healing preprocessor, among nbconvert's resources.
READING = "cardpm_reading"
RAW = "cardpm_raw"


class ForgivingExporter(NotebookExporter):
    """Reads any file as a notebook; the file itself is never changed.

    nbgrader uses it twice for each notebook: submitted → autograded (healing), then
    autograded → autograded (running). A notebook that the first pass wrote is read as it is.
    """

    def from_file(
        self, file_stream: Any, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Convert an open notebook file (called by nbconvert's ``from_filename``)."""
        # The bytes below the text layer: the file may be in any encoding.
        content = getattr(file_stream, "buffer", file_stream).read()
        raw = content.encode("utf-8") if isinstance(content, str) else content
        reading = refused_link() if _is_linked(file_stream) else read_notebook(raw)
        resources = {} if resources is None else resources
        resources[READING], resources[RAW] = reading, raw
        converted: tuple[NotebookNode, dict[str, Any]] = self.from_notebook_node(
            reading.notebook, resources=resources, **kw
        )
        return converted


def _is_linked(file_stream: Any) -> bool:
    """Whether a hand-in is a link, which may lead to a solution or to another student's work."""
    path = Path(str(getattr(file_stream, "name", "")))
    return any(place.is_symlink() for place in (path, *list(path.parents)[:2]))
