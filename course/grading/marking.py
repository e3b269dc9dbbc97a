"""Mark a notebook as graded to the end, so that a killed run repeats what it had not finished."""

import hashlib
import json
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor


class MarkGraded(NbGraderPreprocessor):
    """Last of the autograding preprocessors: notes which file was graded."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Mark a notebook (called by the exporter)."""
        about = resources["nbgrader"]
        folder = CourseDirectory(config=self.config)
        path = folder.format_path(folder.submitted_directory, about["student"], about["assignment"])
        submitted = Path(path) / f"{about['notebook']}.ipynb"
        if submitted.is_file():
            nb.metadata.setdefault("cardpm", NotebookNode())["graded"] = digest(submitted)
        return nb, resources


def digest(path: Path) -> str:
    """The fingerprint of a submitted file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def is_graded(submitted: Path, autograded: Path) -> bool:
    """Whether the autograded notebook is the whole result of the submitted one as it is now."""
    try:
        metadata = json.loads(autograded.read_text(encoding="utf-8")).get("metadata", {})
        return bool(metadata.get("cardpm", {}).get("graded") == digest(submitted))
    except (OSError, ValueError, AttributeError):
        return False
