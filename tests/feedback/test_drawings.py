"""Pictures: many ways to draw the right one, and what is told of a wrong one."""

import matplotlib.pyplot as plt
import pytest

from course.feedback import NotYetRight

PLOT = "import matplotlib.pyplot as plt\n"
WORDS = "ax.set_title('T'); ax.set_xlabel('Month'); ax.set_ylabel('Balance (CNY)')"
GOOD = WORDS + "; ax.legend()"
ASK = "check('f').draws(lines={'paid in full': (_x, _y), 'minimum': (_x, _z)}, y_label='CNY')"
DATA = "_x = [1, 2, 3]; _y = [9.0, 5.0, 0.0]; _z = [9.0, 8.5, 8.1]"
FRAME = "pd.DataFrame({'paid in full': _y, 'minimum': _z}, index=_x)"
TWO_LINES = {
    "ax.plot": "fig, ax = plt.subplots(); ax.plot(_x, _y, label='Paid in full');"
    "ax.plot(_x, _z, label='Minimum only');" + GOOD + "; return ax",
    "figure": "fig, ax = plt.subplots(); ax.plot(_x, _y, label='paid in full');"
    "ax.plot(_x, _z, label='minimum');" + GOOD + "; return fig",
    "plt.plot": "plt.plot(_x, _y); plt.plot(_x, _z); plt.legend(['paid in full', 'minimum']);"
    "ax = plt.gca();" + WORDS + "; return plt.gcf()",
    "step": "ax = plt.gca(); ax.step(_x, _y, where='post'); ax.step(_x, _z);"
    "ax.annotate('paid in full', (1, 9)); ax.text(1, 1, 'minimum');" + WORDS + "; return ax",
    "df.plot": f"ax = {FRAME}.plot();" + GOOD + "; return ax",
    "reversed": "ax = plt.gca(); ax.plot(_x[::-1], _y[::-1], label='paid in full');"
    "ax.plot(_x, _z, label='minimum');" + GOOD + "; return ax",
    "wide frame": "ax = pd.DataFrame({'paid in full': pd.Series(_y, _x), 'minimum': pd.Series("
    "_z, _x), 'longer': pd.Series([1.0] * 5)}).plot();" + GOOD + "; return ax",
    "label and text": "ax = plt.gca(); ax.plot(_x, _y, label='paid in full'); ax.text(3, 0, "
    "'paid in full'); ax.plot(_x, _z); plt.gcf().text(0.5, 0.5, 'Minimum');"
    + WORDS
    + "; return ax",
    "empty twin": "ax = plt.gca(); ax.plot(_x, _y, label='paid in full'); ax.plot(_x, _z, "
    "label='minimum'); ax.twinx().set_yticks([]);" + GOOD + "; return ax",
    "limits": "ax = plt.gca(); ax.plot(_x, _y, label='paid in full'); ax.plot(_x, _z, "
    "label='minimum'); ax.set(xlim=(3, 1), ylim=(0, 9));" + GOOD + "; return ax",
    # pandas pads a shorter line with missing values beyond the limits of the picture.
    "padded ends": "ax = plt.gca(); nan = float('nan'); "
    "ax.plot([0, *_x, 9], [nan, *_y, nan], label='paid in full'); "
    "ax.plot(_x, _z, label='minimum'); ax.set_xlim(1, 3);" + GOOD + "; return ax",
    "two panels": "fig, (ax, b) = plt.subplots(2); ax.plot(_x, _y, label='paid in full');"
    "b.plot(_x, _z, label='minimum'); b.legend();" + GOOD + "; return fig",
    "own figure": "from matplotlib.figure import Figure; ax = Figure().subplots();"
    "ax.plot(_x, _y, label='paid in full'); ax.plot(_x, _z, label='minimum');"
    + GOOD
    + "; return ax",
    "shown": f"ax = {FRAME}.plot();" + GOOD + "; plt.show(); return ax",
}


def drawing(notebook, body: str) -> None:
    notebook.run(PLOT + DATA)
    notebook.run(f"def f():\n    {body}\n")


@pytest.mark.parametrize("way", TWO_LINES)
def test_ways_to_draw_two_lines(notebook, way):
    drawing(notebook, TWO_LINES[way])
    notebook.run(ASK)


BASE = "ax = plt.gca(); ax.plot(_x, _y, label='paid in full'); "
WRONG = {
    BASE + GOOD + "; return ax": 'no line with the expected values of "minimum" (1 line in',
    "ax = plt.gca(); return ax": "(0 lines in the picture)",
    BASE + "ax.plot(_x, [9, 8.5, 7], label='minimum');" + GOOD + "; return ax": (
        "The nearest one is at 7.0 for x = 3; 8.1 was expected."
    ),
    BASE + "ax.plot(_x, _z);" + GOOD + "; return ax": 'drew the line "minimum" without its name',
    BASE + "ax.plot(_x, _z, label='minimum');" + WORDS + "; return ax": (
        'labelled the line "paid in full", but a reader cannot see it. Show a legend'
    ),
    BASE + "ax.plot(_x, _z, label='minimum');" + GOOD + ".set_visible(False); return ax": (
        'labelled the line "paid in full", but a reader cannot see it.'
    ),
    BASE + "b = ax.twinx(); b.plot(_x, _z, label='minimum'); b.legend();" + GOOD + "; return ax": (
        "drew lines over each other, each on axes of its own."
    ),
    "ax = plt.gca(); b = ax.twinx(); c = ax.twinx(); b.plot(_x, _y, label='paid in full');"
    "c.plot(_x, _z, label='minimum'); b.legend(); c.legend();" + WORDS + "; return ax": (
        "use one y axis"
    ),
    BASE + "ax.plot(_x, _z, label='minimum'); ax.set_xlim(1, 2);" + GOOD + "; return ax": (
        'drew the line "paid in full", but not all of it can be seen. Do the limits of an axis'
    ),
    BASE + "ax.plot(_x, _z, label='minimum'); ax.set_ylim(0, 8);" + GOOD + "; return ax": (
        "but not all of it can be seen."
    ),
    BASE + "ax.plot(_x, _z, visible=False);" + GOOD + "; return ax": (
        'no line with the expected values of "minimum" (1 line'
    ),
    BASE + "ax.plot(_x, [9.0, float('nan'), 8.1], label='minimum');" + GOOD + "; return ax": (
        'no line with the expected values of "minimum"'
    ),
    "ax = plt.gca(); ax.plot(_x, _y, label='minimum'); ax.plot(_x, _z, label='paid in full');"
    + GOOD
    + "; return ax": 'drew the line "paid in full" with the label of another line',
    BASE + "ax.plot(_x, _z, label='minimum'); ax.legend(); return ax": "without a title",
    BASE + "ax.plot(_x, _z, label='minimum'); ax.legend(); ax.set_title(' '); return ax": (
        "without a title"
    ),
    BASE + "ax.plot(_x, _z, label='minimum'); ax.legend(); ax.set_title('T'); return ax": (
        'y label is missing; it should say "CNY"'
    ),
    BASE + "ax.plot(_x, _z, label='minimum');" + GOOD.replace("CNY", "USD") + "; return ax": (
        'y label does not say "CNY"'
    ),
    "return 5": "returned 5; a picture was expected. Return its Axes or its Figure.",
    "return plt.subplots()": "returned an object of class Figure; a picture was expected",
    "plt.plot(_x, _y)": "returned nothing",
}


@pytest.mark.parametrize("body", WRONG)
def test_what_is_lacking_is_told(notebook, body):
    drawing(notebook, body)
    outcome = notebook.fails(ASK)
    assert type(outcome) is NotYetRight
    assert WRONG[body] in " ".join(outcome.lines)


def test_label_alternatives_and_case(notebook):
    drawing(notebook, TWO_LINES["ax.plot"])
    notebook.run("check('f').draws(y_label=['yuan', 'balance cny'], x_label='month')")
    notebook.fails("check('f').draws(y_label=['yuan', 'rate'])")


def test_a_line_across_the_axes_is_never_cut_off(notebook):
    drawing(notebook, "ax = plt.gca(); ax.plot(_x, _y); ax.axhline(5); return ax")
    notebook.run("check('f').draws(lines={'': ([0, 1], [5, 5])}, title=False)")


def test_one_line_may_be_named_by_the_axis(notebook):
    drawing(notebook, "ax = plt.gca(); ax.plot(_x, _y);" + GOOD + "; return ax")
    notebook.run("check('f').draws(lines={'balance': (_x, _y)})")
    notebook.run("check('f').draws(lines={'': (_x, _y)})")
    notebook.fails("check('f').draws(lines={'rate': (_x, _y)})")
    notebook.run("check('f').draws(lines={'': (_x, [9.0, 5.004, 0])}, within=0.01)")
    notebook.fails("check('f').draws(lines={'': (_x, [9.0, 5.02, 0])}, within=0.01)")


DATES = "_d = pd.date_range('2025-01-31', periods=3, freq='ME')"


@pytest.mark.parametrize(
    "body",
    [
        "ax = plt.gca(); ax.plot(_d, _y)",
        "ax = plt.gca(); ax.plot([d.date() for d in _d], _y)",
        "ax = plt.gca(); ax.plot(_d.to_numpy(), _y)",
        "ax = pd.Series(_y, index=_d).plot()",  # pandas draws periods
        "ax = pd.Series(_y, index=_d.to_period()).plot()",
        "ax = pd.Series(_y, index=_d).plot(x_compat=True)",
        "ax = pd.DataFrame({'d': _d, 'y': _y}).plot(x='d', y='y')",
    ],
)
def test_dates_on_the_x_axis(notebook, body):
    notebook.run(DATES)
    drawing(notebook, f"{body}; return ax")
    notebook.run("check('f').draws(lines={'': (_d, _y)}, title=False)")
    notebook.fails("check('f').draws(lines={'': (_d + pd.Timedelta('40D'), _y)}, title=False)")


@pytest.mark.parametrize(
    "body",
    [
        "ax = plt.gca(); ax.plot(['a', 'b', 'c'], _y)",
        "ax = pd.Series(_y, index=['a', 'b', 'c']).plot()",
        "ax = plt.gca(); ax.plot(_x, _y); ax.set_xticks(_x, ['a', 'b', 'c'])",
    ],
)
def test_categories_on_the_x_axis(notebook, body):
    drawing(notebook, f"{body}; return ax")
    notebook.run("check('f').draws(lines={'': (['a', 'b', 'c'], _y)}, title=False)")
    notebook.fails("check('f').draws(lines={'': (['a', 'c', 'b'], _y)}, title=False)")


@pytest.mark.parametrize(
    "body",
    [
        "ax = plt.gca(); ax.bar(['fee', 'rate', 'fx'], _y)",
        "ax = plt.gca(); ax.barh(['fee', 'rate', 'fx'], _y)",
        "ax = plt.gca(); ax.barh(['fx', 'rate', 'fee'], _y[::-1])",
        "ax = pd.Series(_y, index=['fee', 'rate', 'fx']).plot.bar()",
        "ax = pd.Series(_y, index=['fee', 'rate', 'fx']).plot.barh()",
        "ax = plt.gca(); [ax.bar(n, h, color='C3') for n, h in zip(['fee', 'rate', 'fx'], _y)]",
    ],
)
def test_bars(notebook, body):
    drawing(notebook, f"{body}; return ax")
    notebook.run("check('f').draws(bars={'fee': 9, 'rate': 5, 'fx': 0}, title=False)")
    notebook.run("check('f').draws(bars=[9, 5, 0], title=False)")
    cells = {
        "[5, 9, 0]": "no bars with the expected values (3 bars in the picture)",
        "[9, 5]": "no bars",
        "{'fee': 9, 'rate': 5, 'points': 0}": 'the bar "points" without its name',
    }
    for bars, told in cells.items():
        outcome = notebook.fails(f"check('f').draws(bars={bars}, title=False)")
        assert told in " ".join(outcome.lines)


def test_series_of_bars(notebook):
    drawing(notebook, f"return {FRAME}.plot.bar()")
    notebook.run("check('f').draws(bars={'paid in full': _y, 'minimum': _z}, title=False)")
    notebook.fails("check('f').draws(bars={'paid in full': _y, 'other': _z}, title=False)")
    notebook.fails("check('f').draws(bars={'paid in full': _y, 'minimum': _x}, title=False)")


@pytest.mark.parametrize(
    "body",
    [
        "ax = plt.gca(); ax.scatter(_x, _y, s=[1, 20, 30])",
        "ax = plt.gca(); ax.scatter(_x[::-1], _y[::-1])",
        "ax = plt.gca(); ax.plot(_x, _y, 'o')",
        "ax = plt.gca(); [ax.scatter(x, y) for x, y in zip(_x, _y)]",
        f"ax = {FRAME}.reset_index().plot.scatter('index', 'paid in full')",
    ],
)
def test_points_in_any_order(notebook, body):
    drawing(notebook, f"{body}; return ax")
    notebook.run("check('f').draws(points={'': (_x, _y)}, title=False)")
    assert "3 points in" in str(
        notebook.fails("check('f').draws(points={'': (_x, _z)}, title=False)")
    )
    notebook.fails("check('f').draws(lines={'': (_x, _y)}, title=False)")


def test_bars_and_points_without_a_name_that_is_seen(notebook):
    drawing(notebook, "ax = plt.gca(); ax.bar(_x, _y, label='one'); ax.bar(_x, _z); return ax")
    told = notebook.fails("check('f').draws(bars={'one': _y, 'two': _z}, title=False)")
    assert 'drew the bars "one" without their name' in " ".join(told.lines)
    drawing(
        notebook, "ax = plt.gca(); ax.scatter(_x, _y, label='one'); ax.plot(_x, _z, 'o'); return ax"
    )
    told = notebook.fails(
        "check('f').draws(points={'one': (_x, _y), 'two': (_x, _z)}, title=False)"
    )
    assert 'drew the points "one" without their name' in " ".join(told.lines)


def test_a_hidden_picture_tells_what_is_lacking_without_a_name(notebook):
    cells = {
        "ax.plot(_x, _z, label='minimum')": "labelled the line, but a reader cannot see it.",
        "ax.legend(); b = ax.twinx(); b.plot(_x, _z, label='minimum'); b.legend()": "one y axis",
        "ax.plot(_x, _z, label='minimum'); ax.set_xlim(1, 2)": "not all of it can be seen",
    }
    for body, told in cells.items():
        drawing(notebook, f"{BASE}{body}; return ax")
        outcome = notebook.fails(
            "hidden_check('f').case('two').on().draws("
            "lines={'paid in full': (_x, _y), 'minimum': (_x, _z)}, title=False)"
        )
        assert told in " ".join(outcome.lines) and "minimum" not in str(outcome)


def test_open_pictures_are_neither_drawn_on_nor_closed(notebook):
    mine = plt.figure()
    try:
        drawing(notebook, "plt.plot(_x, _y); return plt.gca()")
        notebook.run("check('f').draws(lines={'': (_x, _y)}, title=False)")
        assert plt.get_fignums() == [mine.number] and mine.axes == []
    finally:
        plt.close(mine)


def test_figures_of_other_endings_are_closed(notebook):
    drawing(notebook, "plt.plot(_x, _y); return 1")
    notebook.run("check('f').gives(1)")


@pytest.mark.parametrize(
    "wish",
    [
        "title=False",
        "lines={'': ([1], [1, 2])}",
        "bars=[]",
        "lines={'': ([], [])}",
        "lines={'': ([1], [float('nan')])}",
    ],
)
def test_wish_that_no_picture_can_fail_is_the_authors_error(notebook, wish):
    drawing(notebook, "return plt.gca()")
    with pytest.raises(ValueError):
        notebook.run(f"check('f').draws({wish})")
