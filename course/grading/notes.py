"""Notes about a submission: kept in the autograded notebook, logged once, read by ``attention``."""

from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode
from traitlets.config import LoggingConfigurable


def clear_notes(nb: NotebookNode) -> None:
    """Forget notes that came with the submission: only grading writes them."""
    nb.metadata.pop("cardpm", None)


def add_note(
    nb: NotebookNode, sentence: str, resources: Mapping[str, Any], speaker: LoggingConfigurable
) -> None:
    """Keep a sentence in the notebook's metadata and log it as one warning line.

    Parameters
    ----------
    nb : NotebookNode
        Changed in place.
    sentence : str
        What an instructor should know.
    resources : mapping
        nbconvert's resources; nbgrader puts the student's name there.
    speaker : LoggingConfigurable
        The plug-in whose log takes the line.
    """
    kept = nb.metadata.setdefault("cardpm", NotebookNode()).setdefault("intake", [])
    kept.append(sentence)
    about = resources["nbgrader"]
    speaker.log.warning("%s, %s: %s", about["student"], about["notebook"], sentence)


def read_notes(nb: Mapping[str, Any]) -> list[str]:
    """Return the sentences kept in a notebook (a node or plain JSON)."""
    return list(nb.get("metadata", {}).get("cardpm", {}).get("intake", []))
