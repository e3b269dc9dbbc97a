"""What cardpm says goes through `say`, is in the catalogue, and is Chinese where that is read."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from course.cli import COMMANDS, main
from course.language import preferred, spoken
from course.translation.package import package_passages

COURSE = Path(__file__).parents[2] / "course"
SPEAKING = [
    *(COURSE / "cli.py", COURSE / "demo" / "table.py", COURSE / "proof" / "report.py"),
    *sorted((COURSE / "commands").glob("*.py")),
    *sorted((COURSE / "student").glob("*.py")),
    COURSE / "publishing" / "start.py",
]
SHOWN_BY = {"print", "status", "update", "add_task", "add_column", "add_row", "Table"}
SHOWN_AS = {"help", "description", "epilog", "title", "caption", "metavar"}
# A word, not `NN` or `{name}: {size}`; what is no language: commands, paths, Rich's styles.
WORD = re.compile(r"[A-Za-z]{4,}")
NO_WORDS = re.compile(r"\(?\S*[/._]\S*\)?|cardpm|COMMAND|underline")
STYLES = {"style", "justify", "overflow", "box", "markup", "title_justify", "total", "file"}


def unsaid(source: str) -> list[str]:
    """Texts that are shown, by what they are handed to, without having been said."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            shown: list[ast.expr] = list(node.exc.args)
        elif isinstance(node, ast.Call):
            named = getattr(node.func, "attr", getattr(node.func, "id", ""))
            shown = list(node.args) if named in SHOWN_BY else []
            keywords = [k for k in node.keywords if k.arg not in STYLES]
            shown += [k.value for k in keywords if named in SHOWN_BY or k.arg in SHOWN_AS]
        else:
            continue
        found += [text for part in shown for text in _texts(part) if _is_words(text)]
    return found


def _texts(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call):
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if called in ("say", "mark", "dumps", "get", "add_option"):
            return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    for child in ast.iter_child_nodes(node):
        yield from _texts(child)


def _is_words(text: str) -> bool:
    plain = re.sub(r"\[/?\w+\]", "", text)  # Rich's marks
    return bool(WORD.search(plain)) and not NO_WORDS.fullmatch(plain.strip(" \n:"))


def test_whatever_is_shown_is_said() -> None:
    found = {path.name: unsaid(path.read_text(encoding="utf-8")) for path in SPEAKING}
    assert {name: texts for name, texts in found.items() if texts} == {}


@pytest.mark.parametrize(
    "planted",
    [
        'print(f"Opening {notebook}")',
        'command.add_argument("lesson", help="a lesson, such as 02")',
        'raise PlaceError("There are no notebooks here.")',
        'table.add_column("competency")',
        'console.print(x, f"{name}: {len(done)} graded", markup=False)',
    ],
)
def test_a_planted_text_is_found(planted: str) -> None:
    assert unsaid(planted)


def test_sentences_of_grading_and_lms_are_said() -> None:
    """A constant of a sentences module is used by `say`, or handed on to where it is said."""
    for part in ("grading", "lms"):
        for path in (COURSE / part).glob("*.py"):
            source = path.read_text(encoding="utf-8")
            assert not re.search(r"sentences\.[A-Z_]+\.format|Error\(sentences\.", source), path


def test_what_is_said_is_in_the_catalogue() -> None:
    known = json.loads((COURSE / "language" / "zh-CN" / "package.json").read_text("utf-8"))
    missing = {
        passage.text
        for passage in package_passages(COURSE.parent)
        if passage.kind == "sentence" and passage.text not in known
    }
    assert missing == set()
    assert {sentence for sentence in COMMANDS.values() if sentence not in known} == set()


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh-CN"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "zh_TW"}, "zh-CN"),
        ({"LANG": "zh_CN.UTF-8", "CARDPM_LANGUAGE": "en"}, "en"),
        ({"LANG": "de_DE", "CARDPM_LANGUAGE": "zh-CN"}, "zh-CN"),
        ({"LANG": "", "CARDPM_LANGUAGE": "../.."}, "en"),
    ],
)
def test_the_environment_chooses(environment: dict[str, str], language: str) -> None:
    assert preferred(environment) == language


@pytest.mark.parametrize("verb", COMMANDS)
def test_help_is_chinese(verb: str, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setenv("CARDPM_LANGUAGE", "zh-CN")
    monkeypatch.setenv("COLUMNS", "200")
    with pytest.raises(SystemExit):
        main([verb, "--help"])
    told = capsys.readouterr().out
    # argparse's own words stay as they are.
    for own in ("positional arguments:", "show this help message and exit", "options:"):
        told = told.replace(own, "")
    lines = [line for line in told.splitlines() if line.strip() and "usage:" not in line]
    english = re.compile(r"[a-z]{2,} [a-z']{2,} [a-z']{2,}")
    assert [line for line in lines[1:] if english.search(line)] == []
    assert re.search("[\u4e00-\u9fff]", told)
    assert spoken() == "en"


def test_a_told_error_is_chinese(monkeypatch: pytest.MonkeyPatch, capsys, tmp_path: Path) -> None:
    monkeypatch.setenv("CARDPM_LANGUAGE", "zh-CN")
    monkeypatch.chdir(tmp_path)
    assert main(["progress"]) == 2
    assert capsys.readouterr().err.startswith("cardpm progress: 这里没有笔记本：")
