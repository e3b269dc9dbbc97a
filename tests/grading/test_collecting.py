"""Downloads of Canvas and Moodle: whose is what, nothing is lost, one line for each oddity."""

import io
import json
import shutil
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory

from course.cli import main
from course.lms.downloads import read_sender
from course.lms.intake import Intake, Taken, plan
from course.lms.marks import Person
from course.lms.roster import Roster, RosterError

from .course_of_malformed import nbgrader
from .small_class import LESSON, autograded_path, cardpm, course_config, db_url, hand_in, scores

NOTEBOOK = "02_finance_and_regulation.ipynb"
STEM = "02_finance_and_regulation"
OTHERS = ["03_data_analysis_and_market_research.ipynb"]
CLASS = [
    Person("ada", "Ada", "Lovelace", "ada@example.edu", "12345"),
    Person("bob", "Bob", "van Dyke", "bob@example.edu"),
    Person("liwei1", "Wei", "Li", "liwei1@example.edu", "777"),
    Person("liwei2", "Wei", "Li", "liwei2@example.edu", "778"),
    Person("wang", "小明", "王", "wang@example.edu", "90001"),
]
MOODLE = "assignsubmission_file"


def planned(folder: Path, names: Iterable[str], said: Mapping[str, str] | None = None) -> Intake:
    for name in names:
        path = folder / "extracted" / "submissions" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return plan(folder / "extracted", Roster(CLASS, said or {}), [NOTEBOOK], OTHERS)


def takers(intake: Intake, root: Path) -> dict[str, str]:
    """Student → what was taken from them."""
    top = root / "extracted" / "submissions"
    assert all(taken.name == NOTEBOOK for taken in intake.taken.values())
    found = {
        taken.student: path.relative_to(top).as_posix() for path, taken in intake.taken.items()
    }
    assert len(found) == len(intake.taken)
    return found


@pytest.mark.parametrize(
    ("name", "student"),
    [
        (f"lovelaceada_12345_67890_{NOTEBOOK}", "ada"),
        (f"lovelaceada_LATE_12345_67890_{NOTEBOOK}", "ada"),
        (f"lovelaceada_late_12345_67890_{STEM}-1.ipynb", "ada"),
        (f"anothername_12345_67890_{STEM} (2).ipynb", "ada"),
        (f"vandykebob_55_67890_{STEM}-Copy1.ipynb", "bob"),
        (f"王小明_90001_67890_{STEM} - 副本.ipynb", "wang"),
        (f"liwei_778_67890_{NOTEBOOK}", "liwei2"),
        (f"lovelaceada_12345_67890_handin/{NOTEBOOK}", "ada"),
        (f"Ada Lovelace_4711_{MOODLE}/{NOTEBOOK}", "ada"),
        (f"Ada Lovelace_4711_{MOODLE}/work/{NOTEBOOK}", "ada"),
        (f"Ada Lovelace_4711_{MOODLE}_{NOTEBOOK}", "ada"),
        (f"Bob van Dyke_4712_{MOODLE}/{NOTEBOOK}", "bob"),
        (f"王小明_4713_{MOODLE}/{NOTEBOOK}", "wang"),
        (f"小明 王_4713_{MOODLE}/{NOTEBOOK}", "wang"),
        (f"ada/{NOTEBOOK}", "ada"),
        (f"{STEM}_ada_attempt_2026-11-24-08-00-00_{NOTEBOOK}", "ada"),
    ],
)
def test_a_name_finds_its_student(tmp_path: Path, name: str, student: str) -> None:
    intake = planned(tmp_path, [name])
    assert takers(intake, tmp_path) == {student: name}
    assert intake.lost == []


@pytest.mark.parametrize(
    ("name", "label", "sentence"),
    [
        (f"stranger_99_1_{NOTEBOOK}", "stranger_99", "no student of the gradebook"),
        # The name is Ada's, but the number says that this is another one.
        (f"lovelaceada_99_1_{NOTEBOOK}", "lovelaceada_99", "no student of the gradebook"),
        (f"anon_x7_99_1_{NOTEBOOK}", "anon_x7_99", "no student of the gradebook"),
        (f"Wei Li_7_{MOODLE}/{NOTEBOOK}", "Wei Li_7", "liwei1, liwei2 are called so"),
        (f"Participant_8_{MOODLE}/{NOTEBOOK}", "Participant_8", "no student"),
        ("my homework.ipynb", "my homework.ipynb", "no student can be read"),
        ("lovelaceada_12345_67890_report.pdf", "lovelaceada_12345", "no notebook of this lesson"),
        (f"lovelaceada_12345_1_{OTHERS[0]}", "lovelaceada_12345", f"lesson: {OTHERS[0]}"),
        ("lovelaceada_12345_1_work.zip", "lovelaceada_12345", "cannot be opened: work.zip"),
    ],
)
def test_who_cannot_be_found_gets_one_line(
    tmp_path: Path, name: str, label: str, sentence: str
) -> None:
    intake = planned(tmp_path, [name, f"vandykebob_5_6_{NOTEBOOK}"])
    assert list(takers(intake, tmp_path)) == ["bob"], "the others are taken all the same"
    assert [about for about, _ in intake.told] == [label] == intake.lost
    assert sentence in intake.told[0][1]


def test_the_instructor_can_say_who_it_is(tmp_path: Path) -> None:
    names = [f"Wei Li_7_{MOODLE}/{NOTEBOOK}", f"stranger_99_1_{NOTEBOOK}", "my homework.ipynb"]
    said = {"Wei Li_7": "liwei2", "stranger_99": "liwei1", "my homework.ipynb": "bob"}
    assert set(takers(planned(tmp_path, names, said), tmp_path)) == {"liwei1", "liwei2", "bob"}
    with pytest.raises(RosterError, match="no student nobody"):
        Roster(CLASS, {"Wei Li_7": "nobody"})


@pytest.mark.parametrize(
    "versions",
    [
        # Canvas numbers files as they come; the newest has the smaller copy number here.
        [f"lovelaceada_12345_100_{STEM}-2.ipynb", f"lovelaceada_LATE_12345_200_{STEM}-1.ipynb"],
        [f"lovelaceada_12345_99_{NOTEBOOK}", f"lovelaceada_12345_100_{NOTEBOOK}"],
        [f"Ada Lovelace_7_{MOODLE}/{NOTEBOOK}", f"Ada Lovelace_7_{MOODLE}/{STEM} (1).ipynb"],
        [
            f"{STEM}_ada_attempt_2026-11-24-08-00-00_{NOTEBOOK}",
            f"{STEM}_ada_attempt_2026-11-24-09-00-00_{NOTEBOOK}",
        ],
    ],
)
def test_the_newest_version_counts(tmp_path: Path, versions: list[str]) -> None:
    intake = planned(tmp_path, reversed(versions))
    assert takers(intake, tmp_path) == {"ada": versions[-1]}
    assert sum("an older version of ada's" in sentence for _, sentence in intake.told) == 1


def test_another_name_is_taken_and_told(tmp_path: Path) -> None:
    names = ["lovelaceada_12345_5_final.ipynb", f"vandykebob_5_6_{NOTEBOOK}"]
    intake = planned(tmp_path, [*names, "vandykebob_5_7_scratch.ipynb"])
    assert takers(intake, tmp_path) == {"ada": names[0], "bob": names[1]}
    assert [about for about, _ in intake.told] == ["final.ipynb", "scratch.ipynb"]


def test_late_is_told_and_only_a_students_own_archive_has_a_time(tmp_path: Path) -> None:
    attempt = f"{STEM}_bob_attempt_2026-11-24-08-00-00_{NOTEBOOK}"
    intake = planned(tmp_path, [f"lovelaceada_LATE_12345_1_{NOTEBOOK}", attempt])
    assert intake.told == [("lovelaceada_12345", "ada was late, says Canvas.")]
    assert set(intake.taken.values()) == {
        Taken("ada", NOTEBOOK),
        Taken("bob", NOTEBOOK, "2026-11-24 08:00:00 UTC"),
    }


def test_what_systems_leave_behind_is_nobodys(tmp_path: Path) -> None:
    names = ["__MACOSX/ada/._x.ipynb", "ada/.ipynb_checkpoints/x.ipynb", f"ada/._{NOTEBOOK}"]
    intake = planned(tmp_path, [*names, f"ada/{NOTEBOOK}"])
    assert takers(intake, tmp_path) == {"ada": f"ada/{NOTEBOOK}"}
    assert intake.told == []


def test_a_name_in_any_spelling() -> None:
    """Zips of Ruby hold UTF-8 without saying so; macOS takes letters apart."""
    plain = read_sender(f"Zoé 王_1_{MOODLE}")
    assert plain is not None and plain.name == "Zoé 王"
    assert read_sender(f"Zoé 王_1_{MOODLE}".encode().decode("cp437")) == plain
    assert read_sender(unicodedata.normalize("NFD", f"Zoé 王_1_{MOODLE}")) == plain


# --- the real commands --------------------------------------------------------------------------

ROSTER = [
    {"id": "ada", "first_name": "Ada", "last_name": "Lovelace", "lms_user_id": "12345"},
    {"id": "wang", "first_name": "小明", "last_name": "王", "lms_user_id": "90001"},
    {"id": "liwei1", "first_name": "Wei", "last_name": "Li", "lms_user_id": "777"},
    {"id": "liwei2", "first_name": "Wei", "last_name": "Li", "lms_user_id": "778"},
]


@pytest.fixture
def course(small_course: Path) -> Path:
    with Gradebook(db_url(small_course)) as gradebook:
        for person in ROSTER:
            gradebook.add_student(person["id"], **{k: v for k, v in person.items() if k != "id"})
    return small_course


@pytest.fixture
def work(course: Path) -> dict[str, bytes]:
    """Notebooks as `hand_in` makes them: all right, one task wrong, both wrong."""
    made = {}
    for name, kind in (("right", 0), ("half", 1), ("wrong", 3)):
        hand_in(course, "nobody", kind)
        folder = course / "submitted" / "nobody"
        made[name] = (folder / LESSON / f"{LESSON}.ipynb").read_bytes()
        shutil.rmtree(folder)
    return made


def pack(path: Path, files: Mapping[str, bytes], says_utf8: bool = True) -> Path:
    """Write a zip; Canvas's (by Ruby) holds UTF-8 without the flag that says so."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    if not says_utf8:
        raw = bytearray(path.read_bytes())
        for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            at = raw.find(signature)
            while at >= 0:
                raw[at + flags + 1] &= ~0x08
                at = raw.find(signature, at + 1)
        path.write_bytes(raw)
    return path


def submitted(course: Path) -> dict[str, bytes]:
    """Student → the collected notebook; no other file is in submitted/."""
    paths = [path for path in (course / "submitted").rglob("*") if path.is_file()]
    assert {path.name for path in paths} <= {f"{LESSON}.ipynb", "timestamp.txt"}
    return {p.parent.parent.name: p.read_bytes() for p in paths if p.suffix == ".ipynb"}


Ran = tuple[int, str, str]


@pytest.fixture
def collect(
    course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ran]:
    """`cardpm collect 01 …` in the course's folder: exit code, what it printed, errors."""

    def run(*arguments: str) -> Ran:
        monkeypatch.chdir(course)
        code = main(["collect", "01", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def zipped(content: bytes, name: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(name, content)
    return held.getvalue()


@pytest.mark.slow
def test_a_canvas_download_is_collected_and_graded(course: Path, work: dict[str, bytes]) -> None:
    download = pack(
        course.parent / "canvas submissions.zip",
        {
            f"lovelaceada_12345_100_{LESSON}.ipynb": work["wrong"],
            f"lovelaceada_LATE_12345_200_{LESSON}-1.ipynb": work["right"],
            f"王小明_90001_150_{LESSON}.ipynb": work["half"],
            "liwei_777_151_work.zip": zipped(work["right"], f"{LESSON}.ipynb"),
            "liwei_778_152_work.zip": b"PK, but broken",
            f"stranger_4_153_{LESSON}.ipynb": work["right"],
        },
        says_utf8=False,
    )
    done = cardpm(course, "collect", "01", str(download))
    assert done.returncode == 1, done.stderr
    assert "3 collected (0 of them again), 0 unchanged, 2 not taken" in done.stdout
    wanted = {"ada": work["right"], "wang": work["half"], "liwei1": work["right"]}
    assert submitted(course) == wanted
    assert not list((course / "submitted").rglob("timestamp.txt")), "Canvas tells no time"
    for line in ("stranger_4: no student", "liwei_778: liwei2 handed in an arch", "ada was late"):
        assert line in done.stdout
    graded = cardpm(course, "grade", "01")
    assert graded.returncode == 0, graded.stdout + graded.stderr
    assert all(autograded_path(course, student).is_file() for student in wanted)
    earned = {who: sum(v or 0 for v in got.values()) for who, got in scores(db_url(course)).items()}
    assert earned == {"ada": 10, "wang": 5, "liwei1": 10}


@pytest.mark.slow
def test_a_moodle_download_again_and_again(
    course: Path, work: dict[str, bytes], collect: Callable[..., Ran]
) -> None:
    """Twice the same, then newer; who handed in by the exchange keeps what they had."""
    hand_in(course, "ada", 3)
    before = {
        path.name: path.read_bytes() for path in (course / "submitted" / "ada" / LESSON).iterdir()
    }
    files = {
        f"王小明_4713_{MOODLE}/{LESSON}.ipynb": work["half"],
        f"Wei Li_4714_{MOODLE}/{LESSON}.ipynb": work["right"],
        f"Wei Li_4715_{MOODLE}/{LESSON}.ipynb": work["half"],
    }
    download = pack(course.parent / "CARD-01-99.zip", files)
    who = ("--as", "Wei Li_4714=liwei1", "--as", "Wei Li_4715=liwei2", "--json")
    first = json.loads(collect(str(download), *who)[1])
    assert first["taken"] == ["liwei1", "liwei2", "wang"]
    assert submitted(course)["ada"] == before[f"{LESSON}.ipynb"]
    again = json.loads(collect(str(download), *who)[1])
    assert (again["taken"], again["same"]) == ([], ["liwei1", "liwei2", "wang"])

    folder = course.parent / "unpacked"
    newer = folder / f"Ada Lovelace_4716_{MOODLE}" / f"{LESSON} (1).ipynb"
    newer.parent.mkdir(parents=True)
    newer.write_bytes(work["right"])
    code, out, _ = collect(str(folder), "--json")
    told = json.loads(out)
    assert (code, told["replaced"]) == (0, ["ada"])
    assert submitted(course)["ada"] == work["right"]
    kept = course / told["kept"] / "replaced" / "ada"
    assert {path.name: path.read_bytes() for path in kept.iterdir()} == before
    assert newer.read_bytes() == work["right"]


@pytest.mark.slow
def test_nbgraders_own_command_uses_the_same_plug_ins(course: Path, work: dict[str, bytes]) -> None:
    archive = course / "downloaded" / LESSON / "archive"
    archive.mkdir(parents=True)
    attempt = f"{LESSON}_ada_attempt_2025-03-01-10-00-00"
    pack(archive / f"{attempt}.zip", {f"{attempt}_{LESSON}.ipynb": work["right"]})
    pack(archive / "canvas.zip", {f"王小明_90001_1_{LESSON}.ipynb": work["half"], "x.ipynb": b"{}"})
    done = nbgrader(course, "zip_collect", LESSON)
    assert done.returncode == 0, done.stderr
    assert "x.ipynb: no student can be read from this name" in done.stderr
    assert submitted(course) == {"ada": work["right"], "wang": work["half"]}
    stamp = course / "submitted" / "ada" / LESSON / "timestamp.txt"
    assert stamp.read_text() == "2025-03-01 10:00:00"


@pytest.mark.slow
@pytest.mark.parametrize("plugged", [True, False])
def test_feedback_returns_though_others_handed_in_elsewhere(course: Path, plugged: bool) -> None:
    """nbgrader's own (the planted fault) stops at the first who is not in the exchange."""
    for student in ("ada", "wang", "zoe"):
        folder = course / "feedback" / student / LESSON
        folder.mkdir(parents=True)
        (folder / f"{LESSON}.html").write_text(student)
    for name in ("timestamp.txt", "submission_secret.txt"):
        (folder / name).write_text("2025-03-01 10:00:00 UTC")
    config = course_config(course)
    config.Exchange.root = str(course.parent / "exchange")
    (course.parent / "exchange").mkdir(mode=0o777)
    if not plugged:
        del config.ExchangeFactory["release_feedback"]
    api = NbGraderAPI(coursedir=CourseDirectory(config=config), config=config)
    done = api.release_feedback(LESSON)
    returned = [path.read_text() for path in (course.parent / "exchange").rglob("*.html")]
    if plugged:
        assert done["success"] and returned == ["zoe"]
        assert "they handed in another way: ada, wang. Give them" in done["log"]
    else:
        assert not done["success"]


@pytest.mark.slow
def test_what_cannot_be_read_is_one_sentence(course: Path, collect: Callable[..., Ran]) -> None:
    broken = course.parent / "broken.zip"
    broken.write_bytes(b"PK\x03\x04 and no more")
    empty = course.parent / "empty"
    empty.mkdir()
    for arguments, sentence in (
        ([str(broken)], "is no zip that can be opened: download it again."),
        (["missing.zip"], "missing.zip is not there"),
        ([str(empty), "--as", "nobody"], "--as nobody says nobody: write NAME=STUDENT."),
        ([str(empty), "--as", "x=eve"], "The gradebook has no student eve: add them"),
    ):
        code, out, err = collect(*arguments)
        assert (code, out) == (2, "")
        assert sentence in err and err.count("\n") == 1
    assert not (course / "submitted").exists()
