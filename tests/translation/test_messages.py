"""What checks tell of every catalogued answer is Chinese from the first word to the last."""

import json
import re
from pathlib import Path

import pytest

from course.press.catalogue import read_catalogue
from course.press.lesson import read_lesson
from course.proof.bench import run_trials
from course.proof.judge import plan, warm_cells

from .test_catalogues import FINISHED, LANGUAGE

# Names, code and what the student's own code says stay as they are.
QUOTED = re.compile(r"`[^`]*`|“[^”]*”|\"[^\"]*\"|'[^']*'")
OWN_CODE = re.compile(r"(引发了\s*\w+：|在您的单元格).*", re.DOTALL)
ENGLISH = re.compile(r"[A-Za-z']+(?:[ ,]+[A-Za-z']+){2,}")


def english_in(message: str) -> list[str]:
    """Three English words in a row, apart from quotations."""
    return ENGLISH.findall(QUOTED.sub("", OWN_CODE.sub("", message)))


@pytest.mark.slow
@pytest.mark.parametrize("folder", FINISHED, ids=lambda folder: folder.name)
def test_no_message_is_left_in_english(folder: Path) -> None:
    lesson = read_lesson(folder)
    hidden = json.loads((folder / f"{LANGUAGE}.hidden.json").read_text(encoding="utf-8"))
    speak = f"from course.language import speak\nspeak({LANGUAGE!r}, {hidden!r})"
    answers = read_catalogue(lesson)
    trials = [trial for task in lesson.tasks for trial, _ in plan(task, answers, mutate=False)]
    told = [
        result.message
        for _, results in run_trials([speak, *warm_cells(lesson)], trials, jobs=1)
        for result in results
        if not result.passed
    ]
    assert len(told) > 100
    assert [message for message in told if english_in(message)] == []


def test_english_is_seen() -> None:
    assert english_in("还不对：f(1) 返回 2。\nThat is a share.\n")
    assert not english_in(
        "您的代码中断了：f(1) 引发了\nValueError：no such plan\n在您的单元格第 9 行：a b c d"
    )
