"""Pictures cross as plain records: what is read of a rebuilt one is what was drawn."""

import copy
import datetime as dt
import json
import math
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course.charts import label_line_ends
from course.engine.crossing import pack, unpack
from course.engine.figures import rebuild, record
from course.feedback.axes import is_drawing, read
from course.press.catalogue import read_catalogue
from course.press.lesson import Lesson, Task, read_lesson

LESSONS = Path(__file__).parents[2] / "course" / "lessons"
HEAT_MAP = "plot_cohort_heatmap"


@pytest.fixture(autouse=True)
def own_pictures() -> Iterator[None]:
    """Leave the style as it was, and no figure open."""
    with mpl.rc_context():
        yield
    plt.close("all")


def plain(value: Any) -> Any:
    """Return a reading in a form in which NaN is NaN."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    if value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return "missing"
    return value


def same(drawing: Axes | Figure) -> Any:
    """Rebuild a drawing, require that it reads the same before and after; return it."""
    before = plain(asdict(read(drawing)))
    again = rebuild(unpack(json.loads(json.dumps(pack(record(drawing))))))
    assert plain(asdict(read(again))) == before
    assert plain(asdict(read(drawing))) == before  # recording changes nothing
    assert isinstance(again, Axes if isinstance(drawing, Axes) else Figure)
    return again


def plot_tasks() -> Iterator[tuple[Lesson, Task]]:
    for folder in sorted(LESSONS.glob("[0-9][0-9]_*")):
        lesson = read_lesson(folder)
        for task in lesson.tasks:
            if any(".draws(" in check.source for check in task.checks):
                yield lesson, task


TASKS = {f"{lesson.name[:2]} {task.slug}": (lesson, task) for lesson, task in plot_tasks()}


def inputs_of_checks(task: Task, names: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return what the checks of a task hand to its function."""
    taken: list[tuple[Any, ...]] = []
    reference = names[task.function]

    def watched(*inputs: Any) -> Any:
        if repr(inputs) not in map(repr, taken):
            taken.append(copy.deepcopy(inputs))
        return reference(*inputs)

    names[task.function] = watched
    for check in task.checks:
        exec(check.source, names)
    return taken


@pytest.mark.parametrize("name", TASKS)
def test_every_answer_in_the_catalogue_reads_the_same(name: str) -> None:
    lesson, task = TASKS[name]
    names: dict[str, Any] = {"__name__": "__main__"}
    for source in (lesson.setup, *(one.answer for one in lesson.tasks)):
        exec(source, names)
    reference = names[task.function]
    inputs = [given for given in inputs_of_checks(task, names) if _draws(reference, given)]
    inputs = [inputs[0], inputs[-1]]  # of the visible and of the hidden check
    sources = [a.source for a in read_catalogue(lesson) if a.slug == task.slug]
    drawn = 0
    for source in (task.answer, *sources):
        exec(source, names)
        answer = names[task.function]
        for given in inputs:
            drawing = answer(*copy.deepcopy(given))
            if is_drawing(drawing):
                again = same(drawing)
                drawn += 1
                if task.function == HEAT_MAP:
                    same_heat_map(names, drawing, again)
            plt.close("all")
    assert drawn >= len(inputs) * (len(sources) - 1)  # one answer returns nothing


def _draws(reference: Callable[..., Any], given: tuple[Any, ...]) -> bool:
    """Whether the input is one to draw, not one to refuse."""
    try:
        return is_drawing(reference(*copy.deepcopy(given)))
    except ValueError:
        return False
    finally:
        plt.close("all")


def same_heat_map(names: dict[str, Any], drawing: Any, again: Any) -> None:
    """Require that the lesson's own helpers read the same table from both pictures."""
    tables = []
    for picture in (drawing, again):
        names[HEAT_MAP] = lambda _, picture=picture: picture
        tables.append(names["heat_map_cells"](None))
    pd.testing.assert_frame_equal(*tables)


DAYS = pd.date_range("2025-01-31", periods=3, freq="ME")
NAN = float("nan")
GRID = np.array([[0.1, 0.5, NAN], [0.2, 0.0, 1.0]])
THREE = pd.Series([9.0, 5.0, 0.0], index=DAYS)
WAYS: dict[str, Callable[[Axes], Any]] = {
    "nothing": lambda ax: None,
    "line": lambda ax: ax.plot([1, 2, 3], [9, NAN, 0], "s--", label="a", alpha=0.5, zorder=7),
    "empty line": lambda ax: ax.plot([], []),
    "masked line": lambda ax: ax.plot(np.ma.masked_equal([1, 2, 3], 2), label="a"),
    "hidden line": lambda ax: ax.plot([1, 2], visible=False),
    "steps": lambda ax: ax.step([1, 2], [3, 4], where="post"),
    "markers": lambda ax: ax.plot([1, 2], [3, 4], "o", linestyle=" "),
    "strange marker and dashes": lambda ax: ax.plot([1, 2], marker="$x$", linestyle=(0, (1, 9))),
    "dates": lambda ax: ax.plot(DAYS, [1, 2, 3]),
    "dates as objects": lambda ax: ax.plot([dt.date(2025, 1, 1), dt.date(2025, 2, 1)], [1, 2]),
    "dates of NumPy": lambda ax: ax.plot(DAYS.to_numpy().astype("datetime64[D]"), [1, 2, 3]),
    "missing date": lambda ax: ax.plot(pd.DatetimeIndex([DAYS[0], None, DAYS[2]]), [1, 2, 3]),
    "dates upwards": lambda ax: ax.plot([1, 2, 3], DAYS),
    "dates of pandas": lambda ax: THREE.plot(ax=ax),
    "periods of pandas": lambda ax: THREE.to_period().plot(ax=ax),
    "dates kept by pandas": lambda ax: THREE.plot(ax=ax, x_compat=True),
    "bars of pandas": lambda ax: THREE.plot.bar(ax=ax),
    "categories": lambda ax: ax.plot(["c", "a", "b"], [1, 2, 3]),
    "categories again": lambda ax: (ax.plot(["c", "a"], [1, 2]), ax.plot(["a", "z"], [1, 2])),
    "numbers as names": lambda ax: ax.plot(["10", "2"], ["1", "0"]),
    "across the axes": lambda ax: (ax.axhline(3), ax.axvline(DAYS[0]), ax.axvspan(1, 2)),
    "sloping": lambda ax: ax.axline((0, 0), slope=1),
    "bars": lambda ax: ax.bar(["x", "y"], [3, -4], label="b", yerr=[1, 1]),
    "bars by date": lambda ax: ax.bar(DAYS, [1, NAN, 3], width=20),
    "level bars": lambda ax: ax.barh(["x", "y"], [3, 4], left=[1, 1]),
    "stacked": lambda ax: (
        ax.bar([0, 1], [1, 2], label="a"),
        ax.bar([0, 1], [3, 4], bottom=[1, 2]),
    ),
    "histogram": lambda ax: ax.hist([1, 1, 2, 5], bins=3),
    "outline": lambda ax: ax.hist([1, 1, 2, 5], bins=3, histtype="step"),
    "stairs": lambda ax: ax.stairs([1, 2, 3]),
    "pie": lambda ax: ax.pie([1, 2], labels=["a", "b"], autopct="%d"),
    "arrow": lambda ax: ax.arrow(0, 0, 1, 1),
    "error bars": lambda ax: ax.errorbar([1, 2], [3, 4], yerr=0.5, xerr=1, capsize=3, label="e"),
    "error bars alone": lambda ax: ax.errorbar([1, 2], [3, 4], yerr=0.5, fmt="none"),
    "stems": lambda ax: ax.stem([1, 2], [3, 4], label="s"),
    "points": lambda ax: ax.scatter([1, 2], [3, NAN], s=[1, 20], c=[0.1, 0.9], label="p"),
    "hollow points": lambda ax: ax.scatter(DAYS, [1, 2, 3], facecolor="none", edgecolor="C1"),
    "points on names": lambda ax: ax.scatter(["a", "b"], ["c", "d"]),
    "band": lambda ax: ax.fill_between([1, 2, 3], [1, 2, 1], [3, 3, 3], label="f", alpha=0.3),
    "stack": lambda ax: ax.stackplot([1, 2], [[1, 2], [3, 4]], labels=["a", "b"]),
    "hexagons": lambda ax: ax.hexbin([1, 2, 3], [1, 2, 3], gridsize=4),
    "contours": lambda ax: (ax.contour(np.eye(4)), ax.contourf(np.eye(4))),
    "boxes": lambda ax: (ax.boxplot([1, 2, 9]), ax.violinplot([1, 2, 9])),
    "events": lambda ax: (ax.eventplot([1, 2]), ax.vlines([1, 2], 0, 1), ax.quiver([1], [2])),
    "image": lambda ax: ax.imshow(GRID, origin="lower", extent=(0, 3, 0, 2), vmin=0, vmax=2),
    "photo": lambda ax: ax.imshow(np.zeros((2, 2, 3), np.uint8)),
    "matrix": lambda ax: ax.matshow(np.ma.masked_invalid(GRID)),
    "mesh": lambda ax: ax.figure.colorbar(ax.pcolormesh(GRID, cmap="Blues")),
    "polygons": lambda ax: ax.pcolor(GRID),
    "log": lambda ax: (ax.plot([1, 10, 1000]), ax.set_yscale("log", base=2)),
    "symlog": lambda ax: (ax.plot([-100, 0, 100]), ax.set_yscale("symlog", linthresh=2)),
    "logit": lambda ax: (ax.plot([0.1, 0.5, 0.9]), ax.set_yscale("logit")),
    "large": lambda ax: ax.plot([1e9, 1e9 + 1]),
    "turned round": lambda ax: (ax.plot([1, 2]), ax.invert_yaxis(), ax.set_xlim(2, 0)),
    "square": lambda ax: (ax.plot([1, 2]), ax.set_aspect("equal"), ax.set_anchor((0.2, 0.3))),
    "no axis": lambda ax: (ax.plot([1, 2]), ax.axis("off")),
    "words": lambda ax: (ax.text(0.5, 0.5, "in", transform=ax.transAxes), ax.text(NAN, 1, "x")),
    "text by date": lambda ax: (ax.plot(DAYS, [1, 2, 3]), ax.text(DAYS[1], 2, "here")),
    "note": lambda ax: ax.annotate("n", (1, 1), (9, 9), textcoords="offset points"),
    "note with arrow": lambda ax: ax.annotate("n", (0, 0), (1, 1), arrowprops={"width": 2}),
    "labels at the ends": lambda ax: (ax.plot([1, 2], label="l"), label_line_ends(ax)),
    "labels of bars": lambda ax: ax.bar_label(ax.bar([1, 2], [3, 4])),
    "titles": lambda ax: [ax.set_title(side, loc=side) for side in ("left", "center", "right")],
    "legend": lambda ax: (ax.plot([1], label="a"), ax.legend(title="t", loc="upper left")),
    "legend outside": lambda ax: (ax.bar([1], [1], label="a"), ax.legend(bbox_to_anchor=(1, 1))),
    "legend of all": lambda ax: (
        *(ax.scatter([1], [1], label="a"), ax.errorbar([1], [1], 1, label="b")),
        *(ax.fill_between([1], [1], label="c"), ax.figure.legend(), ax.legend().set_visible(False)),
    ),
    "two legends": lambda ax: (
        ax.plot([1], label="_a"),
        ax.add_artist(ax.legend(["first"])),
        ax.legend(["second"]),
    ),
    "twin": lambda ax: (ax.plot([1, 2]), ax.twinx().plot([50, 80], label="t"), ax.twiny()),
    "second axis of pandas": lambda ax: (
        THREE.plot(ax=ax),
        (3 * THREE).plot(ax=ax, secondary_y=True),
    ),
    "overlay": lambda ax: ax.figure.add_axes(ax.get_position()).plot([1, 2]),
    "inset": lambda ax: ax.inset_axes((0.5, 0.5, 0.4, 0.4)).plot([1, 2]),
    "some ticks": lambda ax: (ax.plot([1, 2]), plt.setp(ax.get_xticklabels()[::2], visible=False)),
    "ticks above": lambda ax: (ax.plot([1, 2]), ax.xaxis.tick_top(), ax.tick_params(rotation=45)),
    "own ticks": lambda ax: (ax.plot([1, 2]), ax.set_xticks([0, 1], ["none", "one"], minor=False)),
    "figure words": lambda ax: (
        *(ax.figure.suptitle("s"), ax.figure.supxlabel("x"), ax.figure.supylabel("y")),
        ax.figure.text(0.5, 0.5, "t"),
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_each_way_to_draw_reads_the_same(way: str) -> None:
    figure, ax = plt.subplots(layout="constrained")
    WAYS[way](ax)
    again = same(ax).figure
    for one, other in zip(figure.axes, again.axes, strict=True):
        assert other.get_xlim() == one.get_xlim() and other.get_ylim() == one.get_ylim()
        for kind in ("lines", "patches", "collections", "images", "texts", "containers"):
            drawn, redrawn = getattr(one, kind), getattr(other, kind)
            assert [a.get_label() for a in drawn] == [a.get_label() for a in redrawn]
            if kind != "containers":
                assert [a.get_zorder() for a in drawn] == [a.get_zorder() for a in redrawn]
    again.savefig("/dev/null", format="png")


def test_panels_that_share_axes() -> None:
    figure, axes = plt.subplots(2, 2, sharex=True, sharey="row")
    axes[1, 1].plot([1, 2], [3, 4])
    again = same(figure)
    assert again.axes[0].get_xlim() == axes[1, 1].get_xlim()
    again.axes[0].set_xlim(0, 9)
    assert again.axes[3].get_xlim() == (0, 9)
    assert rebuild(record(axes[1, 0])) is not None
    assert record(axes[1, 0])["which"] == 2


def test_a_part_of_a_figure() -> None:
    left, right = plt.figure(layout="constrained").subfigures(1, 2)
    left.suptitle("left")
    ax = left.subplots()
    ax.plot([1, 2], label="a")
    right.subplots().plot([3, 4])
    assert same(ax).figure.get_suptitle() == "left"
    whole = rebuild(record(left.figure))
    assert [text.get_text() for text in whole.texts] == ["left"]  # type: ignore[union-attr]
    lefts = [panel.get_position().x0 for panel in whole.axes]  # type: ignore[union-attr]
    assert lefts[0] < 0.5 < lefts[1]


def test_a_line_keeps_its_look() -> None:
    _, ax = plt.subplots()
    (line,) = ax.step(
        *([1, 2], [3, 4]),
        where="mid",
        color="C1",
        linestyle=":",
        linewidth=3,
        marker="^",
        alpha=0.4,
    )
    again = same(ax).lines[0]
    for one in ("color", "linestyle", "linewidth", "marker", "alpha", "drawstyle", "markersize"):
        drawn, redrawn = getattr(line, f"get_{one}")(), getattr(again, f"get_{one}")()
        assert mpl.colors.same_color(drawn, redrawn) if one == "color" else drawn == redrawn
    across = same(plt.subplots()[1].axhline(2).axes).lines[0]
    assert across.get_transform() is across.axes.get_yaxis_transform()


def test_bars_points_and_bands_keep_their_looks() -> None:
    _, ax = plt.subplots()
    bars = ax.barh(["a", "b"], [1, 2], color=["C0", "C1"], edgecolor="none", alpha=0.5, xerr=0.1)
    cloud = ax.scatter([1, 2], [3, 4], s=[9, 16], c=["red", "blue"], marker="s")
    again = same(ax)
    assert again.containers[1].errorbar is again.containers[0]
    assert again.containers[1].orientation == "horizontal"
    for bar, other in zip(bars, again.containers[1].patches, strict=True):
        assert (bar.get_facecolor(), bar.get_width()) == (other.get_facecolor(), other.get_width())
        assert other.get_edgecolor()[3] == 0
    points = again.collections[-1]
    assert points.get_sizes().tolist() == [9, 16]
    assert np.array_equal(points.get_facecolor(), cloud.get_facecolor())
    assert again.yaxis.convert_units("b") == 1


def test_an_axis_of_dates_still_counts_days() -> None:
    _, ax = plt.subplots()
    ax.plot(DAYS, [1, 2, 3])
    again = same(ax)
    assert again.xaxis.convert_units(DAYS[0]) == ax.xaxis.convert_units(DAYS[0])


def test_dates_with_a_time_zone_become_the_numbers_of_matplotlib() -> None:
    _, ax = plt.subplots()
    ax.plot(DAYS.tz_localize("Asia/Shanghai"), [1, 2, 3])
    again = rebuild(record(ax))
    assert np.array_equal(again.lines[0].get_xdata(), ax.lines[0].get_xdata(orig=False))


def test_pyplot_does_not_know_a_rebuilt_picture() -> None:
    kept = record(plt.figure())
    plt.close("all")
    rebuild(kept)
    assert plt.get_fignums() == []


def test_a_scale_of_another_kind_becomes_linear() -> None:
    _, ax = plt.subplots()
    ax.plot([0.1, 0.5])
    ax.set_xscale("function", functions=(np.sqrt, np.square))
    assert record(ax)["axes"][0]["x"]["scale"] == "function"
    assert same(ax).get_xscale() == "linear"


@pytest.mark.parametrize("thing", [5, None, "Axes", plt.Line2D([], [])])
def test_other_things_are_no_picture(thing: Any) -> None:
    with pytest.raises(ValueError, match="Only an Axes"):
        record(thing)


def test_three_dimensions_are_refused() -> None:
    with pytest.raises(ValueError, match="three dimensions"):
        record(plt.figure().add_subplot(projection="3d"))


class Evil(str):
    """A str that is not quite one."""


def changed(*keys: Any, to: Any) -> dict[str, Any]:
    """Return the record of a full picture with one value changed."""
    figure, ax = plt.subplots()
    ax.plot([1, 2], [3, 4])
    ax.bar(["a", "b"], [1, 2])
    ax.scatter([1], [2])
    ax.annotate("n", (1, 2))
    ax.legend(["a"])
    ax.imshow(GRID)
    figure.text(0, 0, "t")
    whole = record(figure)
    plt.close(figure)
    inner: Any = whole
    for key in keys[:-1]:
        inner = inner[key]
    inner[keys[-1]] = to
    return whole


ARTIST = ("axes", 0, "artists")
HOSTILE: dict[str, tuple[Any, ...]] = {
    "no list of axes": ("axes", 7),
    "another which": ("which", 1),
    "which is a bool": ("which", True),
    "huge figure": ("size", [1e6, 1e6]),
    "no size": ("size", [NAN, 1.0]),
    "negative size": ("size", [-1.0, 1.0]),
    "many dots": ("dpi", 1e9),
    "object": ("face", object()),
    "class": ("dpi", Evil),
    "subclass": ("dpi", Evil("1")),
    "function": ("dpi", print),
    "objects in an array": (*ARTIST, 0, "x", np.array([1, print], object)),
    "key that is a number": ("face", {1: 2}),
    "colour out of range": ("face", [2.0, 0.0, 0.0, 1.0]),
    "unknown kind": (*ARTIST, 0, "kind", "os.system"),
    "lengths differ": (*ARTIST, 0, "x", np.zeros(3)),
    "given lengths differ": (*ARTIST, 0, "x given", ["a"]),
    "x in two dimensions": (*ARTIST, 0, "x", np.zeros((2, 1))),
    "x of texts": (*ARTIST, 0, "x", np.array(["a", "b"])),
    "x is a list": (*ARTIST, 0, "x", [1, 2]),
    "marker of mathematics": (*ARTIST, 0, "marker", "$x$"),
    "unknown place": (*ARTIST, 0, "place", ["moon", None]),
    "matrix of NaN": (*ARTIST, 0, "place", ["near", np.full((3, 3), NAN)]),
    "label is a number": (*ARTIST, 0, "label", 5),
    "visible is a number": (*ARTIST, 0, "visible", 1),
    "zorder is endless": (*ARTIST, 0, "zorder", float("inf")),
    "too many axes": ("axes", [{}] * 101),
    "artist is None": (*ARTIST, 0, None),
    "artist without values": (*ARTIST, 0, {"kind": "image"}),
    "limits of NaN": ("axes", 0, "x", "limits", [NAN, 1.0]),
    "log of a negative number": ("axes", 0, "x", "scale", "log"),
    "ticks without a text": ("axes", 0, "x", "major", "places", np.zeros(99)),
    "tick at NaN": ("axes", 0, "x", "minor", "places", np.array([NAN])),
    "unknown frequency": ("axes", 0, "frequency", "__import__('os')"),
    "shared with none": ("axes", 0, "x", "shared", 4),
    "container of another kind": ("axes", 0, "containers", 0, "kind", "stems"),
    "bars that are none": ("axes", 0, "containers", 0, "artists", [[0]]),
    "bars that are not there": ("axes", 0, "containers", 0, "artists", [[99]]),
    "too many artists": (*ARTIST, [None] * 5_001),
    "too many ticks": ("axes", 0, "x", "major", "texts", [""] * 5_001),
    "too many numbers": (*ARTIST, 0, "x", np.zeros(2_000_000)),
    "too long": ("texts", 0, "text", "x" * 2_000_000),
    "unknown coordinates": (*ARTIST, 4, "point in", ["polar", "data"]),
    "unknown arrow": (*ARTIST, 4, "arrow", "->,head_width=1e9"),
    "weight": (*ARTIST, 4, "style", "weight", 5_000),
    "font size": (*ARTIST, 4, "style", "size", 1e9),
    "image of texts": (*ARTIST, 5, "values", np.array([["a"]])),
    "image of one dimension": (*ARTIST, 5, "values", np.zeros(4)),
    "image of four dimensions": (*ARTIST, 5, "values", np.zeros((1, 1, 1, 1))),
    "image nowhere": (*ARTIST, 5, "extent", [NAN] * 4),
    "path of strange codes": (*ARTIST, 3, "paths", [[np.zeros((2, 2)), np.array([1, 77])]]),
    "path that starts nowhere": (*ARTIST, 3, "paths", [[np.zeros((2, 2)), np.array([2, 2])]]),
    "path in one dimension": (*ARTIST, 3, "paths", [[np.zeros(2), None]]),
    "more handles than texts": ("axes", 0, "legends", 0, "handles", [None] * 9),
    "legend's text": ("axes", 0, "legends", 0, "texts", [["a"]]),
    "legend's corner": ("axes", 0, "legends", 0, "corner", -5),
    "role": ("texts", 0, "role", "savefig"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_records_are_refused(case: str) -> None:
    *keys, to = HOSTILE[case]
    with pytest.raises(ValueError) as told:
        rebuild(changed(*keys, to=to))
    assert len(str(told.value)) < 100


def test_the_record_that_is_not_changed_is_fine() -> None:
    assert isinstance(rebuild(changed("which", to=0)), Axes)


def test_what_contains_itself_and_what_is_no_dict_are_refused() -> None:
    loop: list[Any] = []
    loop.append(loop)
    for one in ({"axes": loop}, [], None, 5, {}):
        with pytest.raises(ValueError):
            rebuild(one)  # type: ignore[arg-type]


@pytest.mark.slow
@pytest.mark.parametrize("junk", [None, -1, 1e308, "x", [], {}, np.zeros(0), ["a", 1], True])
def test_any_value_may_be_junk(junk: Any) -> None:
    """Put junk in every place of a record, one at a time: it is rebuilt or refused, no more."""
    whole = changed("which", to=0)
    for place in list(places(whole)):
        spoiled = copy.deepcopy(whole)
        inner: Any = spoiled
        for key in place[:-1]:
            inner = inner[key]
        inner[place[-1]] = junk
        try:
            again = rebuild(spoiled)
        except ValueError as error:
            assert len(str(error)) < 100
            continue
        if "frequency" not in place:  # what pandas makes of a word is left to `read`
            read(again)


def places(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the keys that lead to each value of a record."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in inside:
        yield (*above, key)
        if isinstance(part, dict | list):
            yield from places(part, (*above, key))
