"""`cardpm report` as an instructor runs it: page, tables, JSON, and what may go wrong."""

import datetime
import html
import json
import re
import time
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

from course.cli import main
from tests.reporting.classes import CHECKS, DUE, NAME, make_class, open_gradebook, random_class

VISIBLE = CHECKS[2][0]
SCRIPT = "<script>alert('mine')</script>"
STUDENT = "<img src=x onerror=alert(1)>"


@pytest.fixture
def report(tmp_path: Path, capsys):
    """Run the verb on ``tmp_path/class``; return exit code, page, JSON and what stderr said."""

    def run(*arguments: str, lesson: str | None = "02"):
        out = tmp_path / "out" / "page.html"
        words = ["report", *([lesson] if lesson else []), "--course", str(tmp_path / "class")]
        code = main([*words, "--out", str(out), "--json", *arguments])
        said = capsys.readouterr()
        page = out.read_text(encoding="utf-8") if out.exists() else ""
        return code, page, json.loads(said.out or "{}"), said.err

    return run


def test_the_page_holds_what_the_gradebook_knows(tmp_path: Path, report) -> None:
    late = {"student_0003": 30.0}
    passes = {f"student_{n:04}": {VISIBLE: n % 2 == 0} for n in range(10)}
    make_class(tmp_path / "class", passes, memos={"student_0001": None}, missing=("gone",))
    (tmp_path / "class" / "submitted" / "slow" / NAME).mkdir(parents=True)
    set_late(tmp_path / "class", late)
    code, page, told, _ = report()
    assert code == 0
    (summary,) = told["summary"]
    assert (summary["handed_in"], summary["missing"], summary["late"]) == (10, 1, 1)
    assert (summary["waiting"], summary["not_graded"]) == (1, 1)
    assert told["waiting"] == [
        {"notebook": NAME, "student": "student_0001", "task": "decision-memo"}
    ]
    for words in ("Nothing came from:</strong>\ngone.", "slow.", "student_0001: decision-memo."):
        assert words in page
    assert re.search(r"<td>student_0003</td><td>2026-11-21 18:00</td><td class=\"n\">30</td>", page)


def set_late(root: Path, hours: dict[str, float]) -> None:
    with open_gradebook(root / "gradebook.db") as book:
        for student, late in hours.items():
            submission = book.find_submission(NAME, student)
            submission.timestamp = DUE + datetime.timedelta(hours=late)
        book.db.commit()


def test_json_and_csv_are_the_same_numbers(tmp_path: Path, report) -> None:
    random_class(tmp_path / "class", 30)
    _, page, told, _ = report("--csv", str(tmp_path / "tables"))
    files = sorted(path.stem for path in (tmp_path / "tables").glob("*.csv"))
    assert files == sorted(set(told) - {"page", "csv"})
    tasks = pd.read_csv(tmp_path / "tables" / "tasks.csv")
    assert tasks["mean"].tolist() == pytest.approx([row["mean"] for row in told["tasks"]], rel=1e-5)
    for row in told["tasks"]:
        assert f'class="slug">{row["task"]}</th>' in page and f"{row['mean']:.0%}" in page
    scores = pd.read_csv(tmp_path / "tables" / "scores.csv")
    assert len(scores) == 30 * 4


class Outside(HTMLParser):
    """Collects tags, and what a page would load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loads: list[str] = []
        self.alts: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name.startswith("on") or (name in ("src", "href", "srcset", "action") and value):
                self.loads.append(f"{name}={value}")
        if tag == "img":
            self.alts.append(dict(attrs).get("alt"))


def test_what_students_write_is_shown_and_never_run(tmp_path: Path, report) -> None:
    said = {(STUDENT, VISIBLE): {"kind": "stopped", "error": SCRIPT}}
    make_class(tmp_path / "class", {STUDENT: {VISIBLE: False}}, said, {STUDENT: None})
    _, page, told, _ = report()
    assert told["waiting"][0]["student"] == STUDENT
    seen = Outside()
    seen.feed(page)
    assert "script" not in seen.tags
    assert not [load for load in seen.loads if not load.startswith(("href=#", "src=data:image/"))]
    assert "&lt;script&gt;alert(&#39;mine&#39;)&lt;/script&gt;" in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_the_page_needs_nothing_from_outside(tmp_path: Path, report) -> None:
    random_class(tmp_path / "class", 12)
    _, page, _, _ = report()
    seen = Outside()
    seen.feed(page)
    assert len(seen.alts) == 5 and all(alt and len(alt) > 40 for alt in seen.alts)
    assert not re.search(r"https?://|url\(|@import", page)
    # A planted link is found by the same search.
    assert re.search(r"https?://|url\(|@import", page + '<img src="https://x">')


def test_the_report_speaks_chinese(tmp_path: Path, report) -> None:
    diagnosis = "That is the nominal rate: what if each month's interest earns interest?"
    kept = [
        {"kind": "wrong", "diagnosis": diagnosis},
        {"kind": "wrong", "diagnosis": "Dividing by zero gives inf: which divisor can be zero?"},
        {"kind": "stopped", "error": "KeyError"},
        {"kind": "stopped"},
        {"kind": "not attempted"},
        {"kind": "unknown"},
        {"kind": "other", "diagnosis": "KeyError: 3"},
    ]
    names = [f"s{number:02}" for number in range(len(kept) * len(CHECKS))]
    checks = [check for check, _, _ in CHECKS]
    passes = {name: {checks[n % len(checks)]: False} for n, name in enumerate(names)}
    said = {(s, checks[n % len(checks)]): kept[n % len(kept)] for n, s in enumerate(names)}
    make_class(tmp_path / "class", passes, said, {"s00": None}, ("gone",), {"s01": 5.0})
    _, page, told, err = report("--lang", "zh-CN")
    assert err == "" and any("名义年利率" in row["mistake"] for row in told["mistakes"])
    assert "代码因 KeyError 中断。" in page and "除以零会得到 inf：" in page
    text = html.unescape(
        re.sub(r"<style>.*?</style>|src=\"[^\"]*\"|<[^>]+>", "\n", page, flags=re.S)
    )
    text += "".join(seen_alt or "" for seen_alt in alts(page))
    english = re.findall(r"[A-Za-z']{2,} [A-Za-z']{2,}.*", text)
    codes = ("cardpm", "nbgrader db student import", "long cycle")  # the case is made up
    assert [line for line in english if not line.startswith(codes)] == []


def alts(page: str) -> list[str | None]:
    seen = Outside()
    seen.feed(page)
    return seen.alts


def test_one_student(tmp_path: Path, report) -> None:
    make_class(tmp_path / "class", {"an": {VISIBLE: False}})
    code, page, told, _ = report()
    assert code == 0 and told["summary"][0]["handed_in"] == 1
    assert told["tasks"][0]["discrimination"] is None
    assert "Too few students to tell" in page and "nan" not in page.lower().replace("finance", "")


def test_the_whole_course(tmp_path: Path, report) -> None:
    for name, size in (("01_products_and_market", 12), (NAME, 11)):
        random_class(tmp_path / "class", size, name=name, due=None)
    code, page, told, _ = report(lesson=None)
    assert code == 0 and "The whole course: class report" in page
    assert [row["notebook"] for row in told["summary"]] == ["01_products_and_market", NAME]
    # The checks made up here are notebook 02's, so that is the only competency they grade.
    assert "01" in {row["id"] for row in told["mastery"]}
    assert {row["id"]: row["students"] for row in told["mastery"]}["02"] == 11


def test_a_formula_in_a_name_stays_text_in_a_spreadsheet(tmp_path: Path, report) -> None:
    make_class(tmp_path / "class", {"=1+1": {}})
    report()
    assert "'=1+1" in (tmp_path / "out" / "page" / "scores.csv").read_text(encoding="utf-8-sig")


def test_what_was_graded_before_needs_grading_again(tmp_path: Path, report) -> None:
    make_class(tmp_path / "class", {"an": {VISIBLE: False}, "bo": {}})
    path = tmp_path / "class" / "autograded" / "an" / NAME / f"{NAME}.ipynb"
    path.write_text(path.read_text().replace('"cardpm"', '"other"'))
    code, page, told, _ = report()
    assert code == 0 and told["mistakes"] == [] and told["summary"][0]["outdated"] == 1
    assert "1 submission was graded by an earlier version" in page
    assert "cardpm grade 02 --force" in page


@pytest.mark.parametrize("lesson", ["02", None])
def test_without_a_gradebook_it_says_what_to_do(tmp_path: Path, report, lesson) -> None:
    (tmp_path / "class").mkdir()
    code, page, _, said = report(lesson=lesson)
    assert (code, page) == (2, "") and "there is no gradebook at" in said
    assert "run cardpm grade first" in said
    assert list((tmp_path / "class").iterdir()) == []


def test_other_reasons_to_say_no(tmp_path: Path, report) -> None:
    assert "is no folder" in report()[3]
    make_class(tmp_path / "class", {"an": {}})
    assert "no submission of 03_" in report(lesson="03")[3]
    (tmp_path / "class" / "gradebook.db").write_text("no database")
    assert "the gradebook does not open" in report()[3]


def test_a_place_that_cannot_be_written_to(tmp_path: Path, report) -> None:
    make_class(tmp_path / "class", {"an": {}})
    (tmp_path / "file").write_text("")
    code, _, _, said = report("--csv", str(tmp_path / "file"))
    assert code == 2 and "cannot write" in said


@pytest.mark.slow
def test_two_thousand_students(tmp_path: Path, report) -> None:
    random_class(tmp_path / "class", 2000)
    started = time.process_time()
    code, page, told, _ = report()
    took = time.process_time() - started
    assert code == 0 and told["summary"][0]["handed_in"] == 2000
    assert took < 60, f"{took:.0f} s"
    assert len(page) < 1_000_000 and "see hand_ins.csv" in page
