"""Notes about a submission: kept in the autograded notebook, logged once, read by ``attention``."""

from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode
from traitlets.config import LoggingConfigurable

from course.language import packed, unpacked


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
        What an instructor should know. It is kept so that it can be said in any language.
    resources : mapping
        nbconvert's resources; nbgrader puts the student's name there.
    speaker : LoggingConfigurable
        The plug-in whose log takes the line.
    """
    kept = nb.metadata.setdefault("cardpm", NotebookNode()).setdefault("intake", [])
    note = packed(sentence)
    kept.append(note)
    about = resources["nbgrader"]
    speaker.log.warning("%s, %s: %s", about["student"], about["notebook"], unpacked(note))


def read_notes(nb: Mapping[str, Any]) -> list[str]:
    """Return the sentences kept in a notebook (a node or plain JSON), in the language spoken."""
    kept = nb.get("metadata", {}).get("cardpm", {}).get("intake", [])
    return [str(unpacked(note)) for note in kept]
