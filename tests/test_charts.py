"""The style sheet, the axis formats, and labels that stand at the ends of their lines."""

import io
import itertools

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.colors import to_rgb

from course import charts

mpl.use("Agg")
import matplotlib.pyplot as plt


@pytest.fixture(autouse=True)
def style(monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    with mpl.rc_context():
        charts.use_course_style()
        yield
    plt.close("all")


def labels_at(ax) -> dict[str, tuple[float, float, float]]:
    """Text → pixels (left, bottom, top), as drawn."""
    ax.figure.canvas.draw()
    boxes = {text.get_text(): text.get_window_extent() for text in ax.texts}
    return {text: (box.x0, box.y0, box.y1) for text, box in boxes.items()}


def tick_texts(axis, values) -> list[str]:
    return [axis.get_major_formatter()(value) for value in values]


# The style.


def test_the_style_is_calm() -> None:
    _, ax = plt.subplots()
    assert not ax.spines["top"].get_visible()
    assert not ax.spines["right"].get_visible()
    assert mpl.rcParams["axes.grid"]
    assert min(mpl.rcParams[f"{a}tick.labelsize"] for a in "xy") >= 10


def test_the_style_starts_from_the_defaults() -> None:
    mpl.rcParams["lines.dashed_pattern"] = [1, 1]
    charts.use_course_style()
    assert mpl.rcParams["lines.dashed_pattern"] == mpl.rcParamsDefault["lines.dashed_pattern"]


def test_the_font_ships_with_matplotlib() -> None:
    from matplotlib.font_manager import findfont

    found = findfont(mpl.rcParams["font.family"][0], fallback_to_default=False)
    assert found.startswith(mpl.get_data_path())


# What an eye without red or green cones sees of linear RGB: Viénot, Brettel & Mollon 1999,
# "Digital video colourmaps for checking the legibility of displays by dichromats", in the rounded
# matrices of libDaltonLens.
BLINDNESS = {
    "protanopia": [[0.11238, 0.88762, 0.0], [0.11238, 0.88762, 0.0], [0.00401, -0.00401, 1.0]],
    "deuteranopia": [[0.29275, 0.70725, 0.0], [0.29275, 0.70725, 0.0], [-0.02234, 0.02234, 1.0]],
}


def seen(color: str, blindness: str | None) -> np.ndarray:
    """CIELAB of a colour as seen with a colour blindness."""
    rgb = np.array(to_rgb(color))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    if blindness:
        linear = np.clip(np.array(BLINDNESS[blindness]) @ linear, 0, 1)
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    x, y, z = np.cbrt(np.array(to_xyz) @ linear / [0.9505, 1.0, 1.089])
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def closest(colors: list[str], blindness: str | None) -> float:
    labs = [seen(color, blindness) for color in colors]
    return min(float(np.linalg.norm(a - b)) for a, b in itertools.combinations(labs, 2))


@pytest.mark.parametrize("blindness", [None, *BLINDNESS])
def test_the_palette_can_be_told_apart(blindness: str | None) -> None:
    colors = mpl.rcParams["axes.prop_cycle"].by_key()["color"]
    assert len(colors) == 7
    assert closest(colors, blindness) > 10


def test_a_bad_palette_is_noticed() -> None:
    """Two colours that differ for most eyes and not for those without green cones."""
    rivals = ["#D55E00", "#849A00"]
    assert closest(rivals, None) > 10
    assert closest(rivals, "deuteranopia") < 10


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_the_same_picture_gives_the_same_bytes(form: str) -> None:
    def picture() -> bytes:
        _, ax = plt.subplots()
        ax.plot([1, 2], [3, 5], label="balance")
        charts.label_line_ends(ax)
        out = io.BytesIO()
        ax.figure.savefig(out, format=form)
        return out.getvalue()

    assert picture() == picture()
    assert b"<dc:date>20" not in picture()  # SVG carries no time of drawing


# Axes.


def test_cny_axis() -> None:
    _, ax = plt.subplots()
    charts.cny_axis(ax)
    assert tick_texts(ax.yaxis, [0, 0.25, 850, 12_000, 999_999, 1_500_000, -2_000, 1e10]) == [
        *("¥0", "¥0.25", "¥850", "¥12,000", "¥999,999", "¥1.5 m", "−¥2,000", "¥10,000 m"),
    ]
    assert tick_texts(ax.xaxis, [12_000.0]) != ["¥12,000"]


def test_percent_axis() -> None:
    _, ax = plt.subplots()
    charts.percent_axis(ax, "x")
    assert tick_texts(ax.xaxis, [0, 0.0005, 0.18, 0.1825, 1, -0.1, 0.1 + 0.2]) == [
        *("0%", "0.05%", "18%", "18.25%", "100%", "−10%", "30%"),
    ]


def test_an_unknown_axis_is_refused() -> None:
    _, ax = plt.subplots()
    with pytest.raises(ValueError, match="'x' or 'y', not 'z'"):
        charts.cny_axis(ax, "z")  # type: ignore[arg-type]


# Labels at line ends.


def test_labels_stand_right_of_their_ends_in_the_colour_of_the_line() -> None:
    _, ax = plt.subplots()
    (low,) = ax.plot([1, 2, 3], [1, 1, 1], label="low")
    ax.plot([1, 2, 3], [1, 5, 9], label="high")
    ax.legend()
    charts.label_line_ends(ax)
    at = labels_at(ax)
    assert set(at) == {"low", "high"}
    for text, end in (("low", (3, 1)), ("high", (3, 9))):
        x, y = ax.transData.transform(end)
        left, bottom, top = at[text]
        assert 0 < left - x < 15
        assert (bottom + top) / 2 == pytest.approx(y, abs=3)
    assert ax.texts[0].get_color() == charts.readable(low.get_color())
    assert ax.get_legend() is None


def test_labels_follow_later_changes() -> None:
    _, ax = plt.subplots()
    ax.plot([1, 2], [1, 2], label="low")
    ax.plot([1, 2], [1, 90], label="high")
    charts.label_line_ends(ax)
    ax.set(yscale="log", xlim=(0, 5), title="A later title")
    at = labels_at(ax)
    assert (at["high"][1] + at["high"][2]) / 2 == pytest.approx(
        ax.transData.transform((2, 90))[1], abs=3
    )


def test_labels_of_close_ends_do_not_overlap() -> None:
    _, ax = plt.subplots()
    for number in range(5):
        ax.plot([0, 1], [0, 1 + number / 1000], label=f"card {number}")
    charts.label_line_ends(ax)
    spans = sorted((bottom, top) for _, bottom, top in labels_at(ax).values())
    assert all(below[1] <= above[0] for below, above in itertools.pairwise(spans))


def test_lines_without_label_or_points_get_none() -> None:
    _, ax = plt.subplots()
    ax.plot([1, 2], [1, 2])
    ax.plot([], [], label="nothing")
    ax.plot([1, 2], [np.nan, np.nan], label="gap")
    ax.plot([1, 2, 3], [4, 5, np.nan], label="ends early")
    charts.label_line_ends(ax)
    at = labels_at(ax)
    assert set(at) == {"ends early"}
    assert at["ends early"][0] == pytest.approx(ax.transData.transform((2, 5))[0], abs=15)


def test_dates_are_fine() -> None:
    _, ax = plt.subplots()
    ax.plot(np.array(["2025-01-01", "2025-06-01"], "M8[D]"), [1, 2], label="spend")
    charts.label_line_ends(ax)
    assert set(labels_at(ax)) == {"spend"}


@pytest.mark.parametrize(
    ("wanted", "placed"),
    [
        ([], []),
        ([3.0], [3.0]),
        ([0.0, 30.0], [0.0, 30.0]),
        ([0.0, 0.0], [-5.0, 5.0]),
        ([30.0, 0.0, 2.0], [30.0, -4.0, 6.0]),
        ([0.0, 0.0, 12.0], [-6.0, 4.0, 14.0]),
    ],
)
def test_spread(wanted: list[float], placed: list[float]) -> None:
    assert charts.spread(np.array(wanted), 10.0) == pytest.approx(placed)


def contrast_on_white(color) -> float:
    rgb = np.array(to_rgb(color))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def test_label_colours_can_be_read_on_white() -> None:
    colors = mpl.rcParams["axes.prop_cycle"].by_key()["color"]
    assert min(map(contrast_on_white, colors)) < 4.5  # not all lines' own colours would do
    assert all(contrast_on_white(charts.readable(color)) >= 4.5 for color in colors)
    assert charts.readable("#000000") == (0, 0, 0)


def test_dollars_in_a_label_are_dollars() -> None:
    _, ax = plt.subplots()
    ax.plot([1, 2], [1, 2], label="from $8 to $30")
    charts.label_line_ends(ax)
    assert not ax.texts[0].get_parse_math()
