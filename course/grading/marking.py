"""Mark a notebook as graded to the end, so that a killed run repeats what it had not finished."""

import hashlib
import json
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor


def note_handed_in(nb: NotebookNode, raw: bytes) -> None:
    """Keep which file is being graded: it may be replaced while that goes on."""
    nb.metadata.setdefault("cardpm", NotebookNode())["handed_in"] = _digest(raw)


class MarkGraded(NbGraderPreprocessor):
    """Last of the autograding preprocessors: notes that the file was graded."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Mark a notebook (called by the exporter)."""
        kept = nb.metadata.setdefault("cardpm", NotebookNode())
        kept["graded"] = kept.pop("handed_in", "")
        return nb, resources


def is_graded(submitted: Path, autograded: Path) -> bool:
    """Whether the autograded notebook is the whole result of the submitted one as it is now."""
    try:
        metadata = json.loads(autograded.read_text(encoding="utf-8")).get("metadata", {})
        return bool(metadata.get("cardpm", {}).get("graded") == _digest(submitted.read_bytes()))
    except (OSError, ValueError, AttributeError):
        return False


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
