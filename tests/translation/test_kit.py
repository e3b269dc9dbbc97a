"""The Chinese kit: notebooks and guide in Chinese, a font, no secret of a hidden check."""

import shutil
import zipfile
from pathlib import Path

import pytest

from course.press.lesson import read_lesson
from course.publishing.kit import build_kit
from course.publishing.leaks import archive_files, find_leaks, secret_lines
from course.publishing.release import generate, release_folder
from course.translation.catalogue import compiled_files
from course.translation.release import translated_guide

from .test_catalogues import FINISHED, LANGUAGE, ROOT

pytestmark = pytest.mark.slow
NEEDED = ("LICENSE", "LICENSE-TEXT", "README.md", "pyproject.toml")


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The kit of one lesson, packed in a copy of what it is made from."""
    root, folder = tmp_path_factory.mktemp("repository"), FINISHED[0]
    for name in NEEDED:
        shutil.copy(ROOT / name, root)
    for name in ("course", "docs", "requirements"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    made = generate(
        ROOT / "source" / folder.name,
        tmp_path_factory.mktemp("scratch"),
        ROOT / "nbgrader_config.py",
        LANGUAGE,
        ROOT / "course" / "lessons",
    )
    shutil.copytree(made, release_folder(root, LANGUAGE) / folder.name)
    return build_kit(root, [folder.name], tmp_path_factory.mktemp("dist"), LANGUAGE)


def test_the_kit_is_chinese(kit: Path) -> None:
    assert kit.name == "cardpm-student-kit-zh-CN.zip"
    with zipfile.ZipFile(kit) as archive:
        files = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
    assert "从这里开始" in files["START_HERE.md"].decode()
    assert "python3 start.py" in files["START_HERE.md"].decode()
    start = files["start.py"].decode()
    compile(start, "start.py", "exec")
    assert "LANGUAGE = 'zh-CN'" in start and "请重新解压学员包" in start
    pins = files["requirements.txt"].decode()
    assert {"jupyterlab-language-pack-zh-cn", "zhplot", "jupyterlab"} <= {
        line.partition("==")[0] for line in pins.splitlines() if "==" in line
    }


def test_the_kit_and_its_wheel_leak_nothing(kit: Path) -> None:
    files = list(archive_files(kit))
    names = [name for name, _ in files]
    assert "course/language/zh-CN/package.json" in names
    assert [name for name in names if name.endswith((".hidden.json", "answers.py"))] == []
    secrets = set().union(*(secret_lines(read_lesson(folder)) for folder in FINISHED))
    assert list(find_leaks(files, secrets)) == []
    hidden = [
        text for path, text in compiled_files(ROOT, LANGUAGE).items() if "hidden" in path.name
    ]
    said = [
        line.split('": "')[1].rstrip('",') for text in hidden for line in text.splitlines()[1:-1]
    ]
    everything = "\n".join(text for _, text in files)
    assert said
    assert [sentence for sentence in said if f'"{sentence}"' in everything] == []


def test_the_guide_keeps_its_commands() -> None:
    english = (ROOT / "docs" / "START_HERE.md").read_text(encoding="utf-8")
    chinese = translated_guide(ROOT / "docs" / "START_HERE.md", LANGUAGE)
    commands = [line for line in english.splitlines() if line.startswith("    ")]
    assert commands
    assert [line for line in chinese.splitlines() if line.startswith("    ")] == commands
