"""Shared places and a tiny lesson for tests."""

import os
import shutil
import sys
from pathlib import Path

import pytest

# nbgrader calls its tools by name: they are found without activating the environment, too.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])

ROOT = Path(__file__).parent.parent
TINY = Path(__file__).parent / "tiny_lesson" / "97_tiny_lesson"


@pytest.fixture
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A copy of the tiny lesson that a test may spoil."""
    return Path(shutil.copytree(TINY, tmp_path / TINY.name))
