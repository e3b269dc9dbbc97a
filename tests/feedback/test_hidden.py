"""A hidden check shows the case and a diagnosis, never an input or an expected value."""

import pytest

from course.feedback import CodeStopped, NotYetRight

CANARY = "canary"
ASKED = "hidden_check('f').case('a quiet month').on('canary', 7171.0, key={'canary': 7171})"
# what f does, and the ending; every value is a canary
WRONG = {
    "return 7171.5": "gives(7171.0)",
    "return 'canary'": "gives(7171.0)",
    "return 'canary 2'": "gives('canary')",
    "return None": "gives(7171.0)",
    "return 7171.0": "gives(None)",
    "return [7171, 2]": "gives([7171])",
    "return [7171, 'canary']": "gives([7171, 7171])",
    "return {'canary': 1}": "gives({'canary_7171': 1})",
    "return {'canary': 7171}": "gives({'canary': 2})",
    "return pd.DataFrame({'canary': [7171]})": "gives(pd.DataFrame({'canary': [2]}))",
    "return pd.DataFrame({'canary_2': [7171]})": "gives_rows(_rows, 'canary')",
    "return pd.DataFrame({'canary': [7171]}) ": "gives_rows(_rows, 'canary')",
    "return pd.Series({'canary': 7171}) ": "satisfies(lambda r: False, 'It should hold.')",
    "raise KeyError(x)": "gives(7171.0)",
    "raise KeyError(x) ": "refuses(ValueError, because='it never pays off')",
    "raise ValueError(x)": "refuses(ValueError, because='it never pays off', about='7171')",
    "return x": "refuses(ValueError, because='it never pays off')",
    "return x ": "draws(lines={'canary': ([7171], [7171])})",
    "key['canary'] = 2; return 1": "leaves_inputs_alone()",
    "return plt.figure()": "draws(lines={'canary': ([7171], [7171])})",
    "return plt.gca()": "draws(bars={'canary': 7171}, x_label='canary')",
    "return plt.gca() ": "draws(points={'canary': ([7171], [7171])})",
    "plt.title('t'); return plt.gca()": "draws(y_label='canary')",
    "plt.title('t'); plt.ylabel('t'); return plt.gca()": "draws(y_label='canary')",
    "plt.plot([7171], [2]); return plt.gca()": "draws(lines={'canary': ([7171], [7171])})",
    "plt.plot([7171], [7171]); return plt.gca()": "draws(lines={'canary': ([7171], [7171])})",
}


@pytest.mark.parametrize("body", WRONG)
def test_no_value_leaks(notebook, body):
    notebook.run(f"def f(x, y, key):\n    {body.replace('canary', chr(39) + '+_c+' + chr(39))}\n")
    notebook.run("import matplotlib.pyplot as plt\n_rows = pd.DataFrame({'canary': [2]})")
    notebook.names["_c"] = CANARY  # so that the student's own line does not hold the word
    outcome = notebook.fails(f"{ASKED}.{WRONG[body]}")
    text = " ".join(line for line in outcome.lines if not line.startswith("In line"))
    assert CANARY not in text and "7171" not in text
    assert 'in the hidden case "a quiet month"' in text


def test_the_canary_would_be_seen(notebook):
    """The same wrong answer under a visible check does show the values."""
    notebook.run("def f(*args, **kwargs):\n    return 'canary 2'\n")
    text = str(notebook.fails("check('f').on('canary').gives('canary')"))
    assert text.count("canary") == 3


def test_stop_names_class_and_line_only(notebook):
    notebook.run("def f(x):\n    return {}[x]\n")
    outcome = notebook.fails("hidden_check('f').case('no postings').on('canary').gives(1)")
    assert type(outcome) is CodeStopped
    assert outcome.lines == [
        'Your code stopped: f in the hidden case "no postings" raised KeyError.',
        "In line 2 of your cell: return {}[x]",
    ]


def test_recognised_mistake_is_told(notebook):
    notebook.run("def f(x):\n    return 2\n")
    cell = "hidden_check('f').case('leap year').on(1).gives(1, mistakes=[({}, 'And day 366?')])"
    known = notebook.fails(cell.format(2))
    assert type(known) is NotYetRight and "And day 366?" in known.lines
    other = notebook.fails(cell.format(3))
    assert "And day 366?" not in other.lines and "special about this case" in str(other)


TABLE = "gives_rows(pd.DataFrame({'k': [1, 2], 'v': [3, 4]}), key=['k'])"
LABELS = {  # what f does: the ending, and what is said of it
    "return {'a': 1}": ("gives({'a': 1, 'b': 2})", "without keys that the task asks for"),
    "return {'a': 1, 'c': 3}": ("gives({'a': 1})", "with keys that the task does not ask for"),
    "return {'a': 1, 'c': 3} ": (
        "gives({'a': 1, 'b': 2})",
        "without keys that the task asks for and with keys that the task does not ask for",
    ),
    "return pd.Series([1, 1], ['a', 'a'])": ("gives({'a': 1})", "the same key twice"),
    "return pd.DataFrame({'k': [1, 2]})": (TABLE, "without columns that the task asks for"),
    "return pd.DataFrame({'k': [1, 2], 'v': [3, 4], 'w': 5})": (
        TABLE,
        "with columns that the task does not ask for",
    ),
    "return pd.DataFrame({'v': [3, 4]}, pd.Index([1, 2], name='k'))": (
        TABLE,
        "is it in the index?",
    ),
    "return pd.DataFrame({'k': [1, 1], 'v': [3, 4]})": (TABLE, "the same row twice"),
}


@pytest.mark.parametrize("body", LABELS)
def test_missing_and_surplus_labels_are_told_apart(notebook, body):
    ending, words = LABELS[body]
    notebook.run(f"def f():\n    {body}\n")
    text = " ".join(notebook.fails(f"hidden_check('f').case('odd').on().{ending}").lines)
    assert f"{words} " in text or f"{words}." in text
    assert ("without" in text) == ("without" in words or "index" in words)
    assert ("does not ask" in text) == ("does not ask" in words)


def test_hidden_check_needs_a_case(notebook):
    notebook.run("def f(x):\n    return 1\n")
    with pytest.raises(ValueError, match="case"):
        notebook.run("hidden_check('f').on(1).gives(1)")
    with pytest.raises(ValueError, match="at most"):
        notebook.run("hidden_check('f').case('x' * 61).on(1).gives(1)")


def test_right_answer_passes(notebook):
    notebook.run("def f(x):\n    return x + 1\n")
    notebook.run("hidden_check('f').case('zero').on(0).gives(1)")
