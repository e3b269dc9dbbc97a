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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put files that drive browsers and kernels first: long ones are not to begin last."""
    ranks: dict[Path, int] = {}
    for item in items:
        rank = 0 if "browser" in item.keywords else 1 if "slow" in item.keywords else 2
        ranks[item.path] = min(rank, ranks.get(item.path, rank))
    items.sort(key=lambda item: ranks[item.path])


@pytest.fixture
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A copy of the tiny lesson that a test may spoil."""
    return Path(shutil.copytree(TINY, tmp_path / TINY.name))
