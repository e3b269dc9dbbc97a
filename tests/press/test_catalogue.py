"""The answer catalogue: what it must hold."""

import pytest

from course.press.catalogue import read_catalogue, read_survivors
from course.press.errors import LessonError
from course.press.lesson import read_lesson


def test_reads_wrong_and_right_answers(tiny) -> None:
    answers = read_catalogue(read_lesson(tiny))
    assert sum(answer.right for answer in answers) == 4
    assert sum(not answer.right for answer in answers) == 8
    first = answers[0]
    assert (first.slug, first.name, first.told) == ("monthly-rate", "daily rate", "a daily rate")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('told="a daily rate"', "", "needs told"),
        ('name="multiplied"', 'name="summed"', "share a name"),
        ('# %% right="late-fee" name="sorted"', "# %%", "2 are needed"),
        ('# %% wrong="late-fee" name="uncapped"', '# %% wrong="fee" name="uncapped"', "no task"),
        ('wrong="monthly-rate" name="daily rate"', 'wrong="late-fee" name="x"', "order"),
    ],
)
def test_refuses_a_broken_catalogue(tiny, old: str, new: str, says: str) -> None:
    path = tiny / "answers.py"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(LessonError, match=says):
        read_catalogue(read_lesson(tiny))


def test_survivors_need_their_four_keys(tiny) -> None:
    assert read_survivors(read_lesson(tiny)) == []
    (tiny / "survivors.toml").write_text('[[survivor]]\ntask = "late-fee"\n')
    with pytest.raises(LessonError, match="four keys"):
        read_survivors(read_lesson(tiny))
