"""Where a student's notebooks lie, and that nothing of theirs is ever replaced."""

import stat
from pathlib import Path

import pytest

from course.student.place import GUIDE, PlaceError, find_place
from tests.student.small import NAME, write_small


@pytest.fixture
def kit(tmp_path) -> Path:
    folder = tmp_path / "信用卡 kit"
    write_small(folder)
    (folder / GUIDE).write_text("Start here")
    return folder


@pytest.fixture
def clone(tmp_path) -> Path:
    folder = tmp_path / "a clone"
    (folder / "course" / "lessons").mkdir(parents=True)
    write_small(folder / "release")
    write_small(folder / "source")
    return folder


def test_in_a_kit_the_notebook_is_opened_where_it_lies(kit) -> None:
    for inside in (kit, kit / NAME):
        place = find_place(inside)
        assert place.open(place.name("2")) == kit / NAME / f"{NAME}.ipynb"
    assert sorted(path.name for path in kit.iterdir()) == sorted([GUIDE, NAME])


def test_in_a_clone_a_copy_is_opened_and_the_release_stays(clone) -> None:
    released = clone / "release" / NAME / f"{NAME}.ipynb"
    before = released.read_bytes()
    released.chmod(stat.S_IRUSR)
    for inside in (clone, clone / "release", clone / "source" / NAME):
        place = find_place(inside)
        opened = place.open(place.name("02"))
        assert opened == clone / "work" / NAME / f"{NAME}.ipynb"
        assert opened.read_bytes() == before
    assert opened.stat().st_mode & stat.S_IWUSR, "a student can save it"
    assert (clone / "work" / ".gitignore").read_text().endswith("*\n")
    assert not list((clone / "work").rglob("*.part"))


def test_a_students_file_is_never_replaced(clone) -> None:
    opened = find_place(clone).open(NAME)
    opened.write_text("my work")
    (clone / "release" / NAME / "data.csv").write_text("new")
    assert find_place(clone).open(NAME).read_text() == "my work"
    assert (opened.parent / "data.csv").read_text() == "new", "what is missing comes"
    assert find_place(opened.parent).folder == clone / "work", "from inside work/, too"


def test_a_kit_inside_of_a_clone_is_a_kit(clone) -> None:
    inner = clone / "dist" / "kit"
    write_small(inner)
    (inner / GUIDE).write_text("Start here")
    assert find_place(inner).folder == inner


def test_notebooks_fetched_from_an_exchange_are_found(tmp_path) -> None:
    write_small(tmp_path)
    assert find_place(tmp_path).names == (NAME,)


def test_elsewhere_one_sentence_says_what_to_do(tmp_path) -> None:
    with pytest.raises(PlaceError, match=r"cd to the folder of your kit .* or to your clone"):
        find_place(tmp_path)


def test_an_unknown_number_names_those_that_are_there(kit) -> None:
    with pytest.raises(PlaceError, match=f"no notebook '77' here; there are: {NAME}"):
        find_place(kit).name("77")
