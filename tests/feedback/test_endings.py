"""Each ending with right and wrong answers, and what the student reads."""

import re

import numpy as np
import pandas as pd
import pytest

from course.feedback import CodeStopped, NotAttempted, NotYetRight

STUB = "def f(x):\n    '''Stub.'''\n    # YOUR CODE HERE\n    raise NotImplementedError()\n"
ENDINGS = [
    "gives(1)",
    "gives_rows(pd.DataFrame({'a': [1]}), key=['a'])",
    "refuses(Exception, because='it has no answer')",
    "refuses(RuntimeError, because='it has no answer')",
    "refuses((ValueError, NotImplementedError), because='it has no answer')",
    "satisfies(lambda r: True, 'It is true.')",
    "leaves_inputs_alone()",
    "draws(title=True)",
]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("start", ["check('f')", "hidden_check('f').case('any')"])
def test_untouched_stub_is_not_attempted(notebook, start, ending):
    notebook.run(STUB)
    outcome = notebook.fails(f"{start}.on(1).{ending}")
    assert type(outcome) is NotAttempted
    assert str(outcome).startswith("Not attempted: f is not written yet.")


@pytest.mark.parametrize("ending", ENDINGS)
def test_missing_function(notebook, ending):
    outcome = notebook.fails(f"check('f').on(1).{ending}")
    assert type(outcome) is NotAttempted
    assert "f is not defined" in str(outcome) and "run the cell" in str(outcome).casefold()


@pytest.mark.parametrize("ending", ENDINGS)
def test_function_that_returns_nothing_passes_nowhere(notebook, ending):
    notebook.run("def f(x):\n    pass\n")
    outcome = notebook.fails(f"check('f').on(1).{ending}")
    assert type(outcome) is NotYetRight
    assert "return" in str(outcome)


def test_name_that_is_no_function(notebook):
    notebook.run("f = 3")
    assert "no longer a function" in str(notebook.fails("check('f').on(1).gives(3)"))


def test_contract_example(notebook):
    notebook.run("def average_daily_balance(*inputs):\n    return 2095.0\n")
    notebook.run("_postings = pd.DataFrame({'amount': [1, 2, 3]})")
    outcome = notebook.fails(
        "check('average_daily_balance').on(2000.0, _postings, pd.Timestamp('2025-04-01'),"
        " datetime.date(2025, 4, 30)).gives(2342.33, within=0.01, unit='CNY', mistakes=[(2095,"
        "'That is the mean of the opening and the closing balance: for how many days did each'"
        " ' balance stand?')])"
    )
    assert outcome.lines == [
        "Not yet right: average_daily_balance(2000.0, <3 rows>, 2025-04-01, 2025-04-30)",
        "returned 2095.00 CNY; 2342.33 CNY was expected (within 0.01 CNY).",
        "That is the mean of the opening and the closing balance: for how many days did",
        "each balance stand?",
    ]


def test_right_answer_returns_none_and_prints_nothing(notebook, capsys):
    notebook.run("def f(x):\n    return x * 2\n")
    notebook.run("_out = check('f').on(2).gives(4)")
    assert notebook.names["_out"] is None
    assert capsys.readouterr() == ("", "")


def test_days_are_plural(returning):
    assert "3 days; 4 days were expected." in str(
        returning(3).fails("check('f').gives(4, unit='days')")
    )


def test_missing_keys_are_listed(returning):
    told = "without the keys 'b', 'c', 'd', … and with the key 'z', which"
    cell = "check('f').gives(dict.fromkeys('abcde', 1))"
    assert told in " ".join(returning({"a": 1, "z": 2}).fails(cell).lines)


@pytest.mark.parametrize("unit", ["CNY", "USD", "EUR", "days", "months", "rate", ""])
def test_units(returning, unit):
    text = str(returning(3.0).fails(f"check('f').gives(1, unit={unit!r})"))
    assert ("rate" not in text) and (unit in ("rate", "") or unit.rstrip("s") in text)


def test_unknown_unit_is_the_authors_error(returning):
    with pytest.raises(ValueError, match="unit"):
        returning(3).run("check('f').gives(3, unit='yuan')")


def test_mistake_may_be_a_predicate_and_of_another_type(returning):
    book = returning((1.0, 2.0))
    cell = "check('f').gives(3, mistakes=[({}, 'Two parts?'), (lambda r: r[5], 'no')])"
    assert "Two parts?" in str(book.fails(cell.format("(1, 2)")))
    assert "Two parts?" in str(book.fails(cell.format("lambda r: len(r) == 2")))
    assert "Two parts?" not in str(book.fails(cell.format("(1, 3)")))


def test_mistakes_see_copies(returning):
    cell = "check('f').gives(1, mistakes=[(lambda r: r.pop() > 9, 'A'), (lambda r: r == [2], 'B')])"
    assert "B" in returning([2]).fails(cell).lines


def test_message_stays_within_six_lines(notebook):
    name = "a_function_with_" + "a_long_name_" * 12
    notebook.run(f"def {name}(x):\n    return {{'a' * 27: 'b' * 27}}\n")
    outcome = notebook.fails(
        f"check({name!r}).case('c ' * 30).on(1).gives({{'a' * 27: 'd' * 27}},"
        f" mistakes=[(lambda r: True, {'word ' * 45!r})])"
    )
    assert len(outcome.lines) == 6 and outcome.lines[2].endswith("…")
    assert " ".join(outcome.lines).count("word") == 45


def test_mistake_has_the_same_tolerance(returning):
    cell = "check('f').gives(1.0, within=0.01, mistakes=[(2.005, 'Twice?')])"
    assert "Twice?" in str(returning(2.0).fails(cell))
    assert "Twice?" not in str(returning(2.02).fails(cell))


def test_long_author_sentence_is_never_cut(returning):
    sentence = "word " * 45
    outcome = returning(2).fails(f"check('f').gives(1, mistakes=[(2, {sentence!r})])")
    assert " ".join(outcome.lines).count("word") == 45
    with pytest.raises(ValueError, match="at most"):
        returning(2).run(f"check('f').gives(2, mistakes=[(3, {'word ' * 60!r})])")


@pytest.mark.parametrize(
    ("value", "expected", "told"),
    [
        (float("nan"), 1.0, "NaN means"),
        (float("inf"), 1.0, "divisor"),
        (1 + 2j, 1.0, "complex number"),
        (-5.0, 5.0, "sign"),
        (5.0, 0.05, "factor of 100"),
        (60.0, 5.0, "factor of 12"),
        (100.1, 100.0, "Close"),
        ("5", 5, "returned a text ('5'); a number was expected."),
        (True, 1, "True or False"),
        ([1, 2], 1, "a list or array"),
    ],
)
def test_general_diagnoses(returning, value, expected, told):
    text = " ".join(returning(value).fails(f"check('f').gives({expected!r})").lines)
    assert told in text


def test_a_factor_of_100_in_money_may_be_fen(returning):
    for unit, told in [("CNY", "yuan or fen"), ("rate", "per cent or fraction? (5")]:
        outcome = returning(5.0).fails(f"check('f').gives(0.05, unit={unit!r})")
        assert told in " ".join(outcome.lines)


def test_expected_none(returning):
    returning(None).run("check('f').gives(None)")
    told = "returned a number (2); nothing (None) was expected."
    assert told in " ".join(returning(2).fails("check('f').gives(None)").lines)


def test_within_of_an_unknown_key_is_the_authors_error(returning):
    with pytest.raises(ValueError, match="intrest"):
        returning({"interest": 1}).run("check('f').gives({'interest': 1}, within={'intrest': 1})")


ROWS = "pd.DataFrame({'id': [1, 2], 'apr': [0.1, 0.2]})"


def test_rows_in_any_order_columns_in_any_order_any_index(returning):
    table = pd.DataFrame({"apr": [0.2, 0.1], "id": [2, 1]}, index=["x", "y"])
    returning(table).run(f"check('f').gives_rows({ROWS}, key=['id'])")
    returning(table).run(f"check('f').gives_rows({ROWS}, key='id')")
    returning(table).fails(f"check('f').gives({ROWS})")


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (
            pd.DataFrame({"id": [1, 2], "apr": [0.1, 0.3]}),
            "0.3 in column 'apr' in the row with id = 2",
        ),
        (pd.DataFrame({"id": [1, 3], "apr": [0.1, 0.2]}), "no row with id = 2"),
        (
            pd.DataFrame({"id": [1, 1], "apr": [0.1, 0.2]}),
            "the same row twice in the row with id = 1",
        ),
        (pd.DataFrame({"id": [1], "apr": [0.1]}), "returned 1 row; 2 were expected"),
        (pd.DataFrame({"id": [1, 2]}), "without the column 'apr'"),
        (pd.DataFrame({"id": [1, 2], "apr": [0.1, 0.2], "z": 0}), "with the column 'z'"),
        (pd.DataFrame({"apr": [0.1, 0.2]}, pd.Index([1, 2], name="id")), "reset_index"),
        ([1, 2], "a table (DataFrame) was expected"),
    ],
)
def test_wrong_rows(returning, table, told):
    text = " ".join(returning(table).fails(f"check('f').gives_rows({ROWS}, key=['id'])").lines)
    assert told in text


def test_rows_need_a_key_that_tells_rows_apart(returning):
    book = returning(1)
    with pytest.raises(ValueError, match="more columns"):
        book.run("check('f').gives_rows(pd.DataFrame({'a': [1, 1]}), key=['a'])")
    with pytest.raises(ValueError, match="not among"):
        book.run("check('f').gives_rows(pd.DataFrame({'a': [1, 1]}), key=['b'])")


def test_satisfies(returning):
    cell = "check('f').satisfies(lambda r: sum(r) == 1, 'The shares add up to 1.')"
    returning([0.5, 0.5]).run(cell)
    assert "add up to 1" in str(returning([0.5, 0.6]).fails(cell))
    assert "add up to 1" in str(returning(3).fails(cell))  # the predicate cannot take it


def test_predicate_sees_a_copy(notebook):
    notebook.run("_kept = [1, 2]\ndef f():\n    return _kept\n")
    notebook.run("check('f').satisfies(lambda r: r.pop() == 2, 'It ends in 2.')")
    assert notebook.names["_kept"] == [1, 2]


CHANGES = {
    "frame['b'] = 1": "frame",
    "frame.loc[0, 'a'] = 9": "frame",
    "frame.sort_values('a', ascending=False, inplace=True)": "frame",
    "frame.index = [5, 6]": "frame",
    "frame.loc[0, 'o'].append(1)": "frame",
    "frame.rename(columns={'a': 'z'}, inplace=True)": "frame",
    "frame['a'] = frame['a'].astype(float)": "frame",
    "parts.reverse()": "parts",
    "parts[1]['x'] = 2": "parts",
    "parts[1]['y'] = 2": "parts",
    "parts[1].clear()": "parts",
    "frame.index.name = 'n'": "frame",
    "array[0] = 7": "array",
}


@pytest.mark.parametrize("change", [*CHANGES, "pass"])
def test_leaves_inputs_alone(notebook, change):
    notebook.run(f"def f(frame, parts, array=None):\n    {change}\n    return 1\n")
    notebook.run("_frame = pd.DataFrame({'a': [1, 2], 'o': [[1], [2]]}); _parts = [1, {'x': 1}]")
    cell = "check('f').on(_frame, _parts, array=np.array([1.0, np.nan])).leaves_inputs_alone()"
    if change == "pass":
        notebook.run(cell)
    else:
        assert f"changed its input ({CHANGES[change]})" in " ".join(notebook.fails(cell).lines)
    assert notebook.names["_frame"].equals(pd.DataFrame({"a": [1, 2], "o": [[1], [2]]}))
    assert notebook.names["_parts"] == [1, {"x": 1}]


REFUSALS = {
    "raise ValueError('the interest is larger')": None,
    "raise UnicodeError('Interest!')": None,  # a subclass counts
    "raise ValueError('no')": 'the word "interest" is missing',
    "raise KeyError('interest')": "raised KeyError in line 2 of your cell; a ValueError",
    "return 5.0": "returned 5.0; a ValueError was expected.",
    "return None": "returned None; a ValueError was expected.",
    "return object()": "an object of class object; a ValueError",
}


@pytest.mark.parametrize("body", REFUSALS)
def test_refuses(notebook, body):
    notebook.run(f"def f(x):\n    {body}\n")
    cell = "check('f').on(1).refuses(ValueError, because='it never pays off', about='interest')"
    told = REFUSALS[body]
    if told is None:
        notebook.run(cell)
        return
    outcome = notebook.fails(cell)
    assert type(outcome) is NotYetRight
    assert told in " ".join(outcome.lines)
    assert told.startswith("the word") or "Why: it never pays off." in outcome.lines


@pytest.mark.parametrize(
    "body", ["return f(x)", "sys.exit()", "while True: pass", "raise KeyboardInterrupt"]
)
def test_accident_is_no_refusal(notebook, body, monkeypatch):
    monkeypatch.setattr("course.feedback.calls.TIME_LIMIT", 0.2)
    notebook.run(f"def f(x):\n    {body}\n")
    outcome = notebook.fails("check('f').on(1).refuses(Exception, because='it never pays off')")
    assert type(outcome) is CodeStopped


def test_wrong_parameters_are_no_refusal(notebook):
    notebook.run("def f(x):\n    return 1\n")
    outcome = notebook.fails("check('f').on(1, 2).refuses(TypeError, because='no')")
    assert type(outcome) is CodeStopped and "parameters" in str(outcome)
    notebook.run("def f(x):\n    raise TypeError('x')\n")
    notebook.run("check('f').on(1).refuses(TypeError, because='no')")


def test_case_of_a_visible_check_is_told(returning):
    text = str(returning(1).fails("check('f').case('paid one day late').on(3).gives(2)"))
    assert re.search(r"f\(3\) \(paid one day late\) returned 1; 2 was\s+expected", text)


def test_inputs_are_copied(notebook):
    notebook.run("def f(x):\n    x.append(1)\n    return len(x)\n")
    notebook.run("_x = [0]\nfor _n in range(2):\n    check('f').on(_x).gives(2)\nassert _x == [0]")


def test_random_generator_starts_alike_in_every_call(notebook):
    notebook.run("def f(rng):\n    return rng.random()\n")
    notebook.names["_first"] = np.random.default_rng(1).random()
    notebook.run(
        "_rng = np.random.default_rng(1)\nfor _ in '12': check('f').on(_rng).gives(_first)"
    )
