"""The style of the course's pictures and the few plot functions that lessons share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_rgb
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter
from matplotlib.transforms import Affine2D, Transform
from matplotlib.typing import ColorType

from course.language import spoken

STYLE = Path(__file__).with_name("cardpm.mplstyle")
# The style sheet's colours by name, for a picture whose colours mean something. On white, all make
# lines that can be seen (3:1), and the first three also text that can be read (4.5:1).
BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, BLACK = (
    "#0072B2",
    "#B04C00",
    "#00845F",
    "#CC79A7",
    "#C68900",
    "#4A9DCC",
    "#000000",
)
QUIET = "#949494"  # for what a picture shows only as background; text on it is black

_LABEL_GAP = 6  # points from a line's end to its label
# Noto Sans SC under the SIL Open Font License, as the package zhplot brings it.
_CHINESE_FONT = "zhplot", "fonts/NotoSansSC-Regular.ttf"


def use_course_style() -> None:
    """Apply the course's style sheet to all pictures that follow.

    Also fixes the date that Matplotlib writes into SVG and PDF files, so that the same picture
    gives the same bytes. An existing ``SOURCE_DATE_EPOCH`` is kept.
    """
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    plt.rcdefaults()
    plt.style.use(STYLE)
    if chinese := _chinese_font():
        # Matplotlib takes a character from the next font where the first one lacks it.
        plt.rcParams["font.family"] = [*plt.rcParams["font.family"], chinese]


@contextmanager
def course_style() -> Iterator[None]:
    """Apply the course's style sheet to the pictures of a block."""
    with plt.rc_context():
        use_course_style()
        yield


def cny_axis(ax: Axes, which: Literal["x", "y"] = "y") -> None:
    """Write an axis in CNY: ¥850, ¥12,000, ¥1.5 m (millions from ¥1,000,000 on; ¥150 万)."""
    _axis(ax, which).set_major_formatter(FuncFormatter(lambda value, _: _cny(value)))


def percent_axis(ax: Axes, which: Literal["x", "y"] = "y") -> None:
    """Write an axis of fractions in percent: 0.18 as 18%, 0.1825 as 18.25%."""
    _axis(ax, which).set_major_formatter(FuncFormatter(lambda value, _: _percent(value)))


def label_line_ends(ax: Axes) -> None:
    """Write each labelled line's label at its last point, in its colour, instead of a legend.

    Labels that would overlap are moved apart up and down. They find their places whenever the
    picture is drawn, so later changes of limits, scale or size do no harm. Lines without a label
    of their own are left alone.
    """
    lines = [line for line in ax.get_lines() if _has_label(line) and len(_points(line))]
    if legend := ax.get_legend():
        legend.remove()
    for number, line in enumerate(lines):
        ax.annotate(
            str(line.get_label()),
            xy=(0, 0),
            xytext=(0, 0),
            textcoords=partial(_place, ax, lines, number),
            va="center",
            color=readable(line.get_color()),
            fontweight="bold",
            annotation_clip=False,
            parse_math=False,  # a label may speak of dollars
        )


def readable(color: ColorType) -> tuple[float, ...]:
    """Darken a colour until text in it can be read on white (WCAG contrast of at least 4.5)."""
    rgb = np.array(to_rgb(color))
    while 1.05 / (_luminance(rgb) + 0.05) < 4.5:
        rgb = rgb * 0.97
    return tuple(rgb)


def spread(wanted: np.ndarray, gap: float) -> np.ndarray:
    """Move positions as little as needed to stand at least `gap` apart, in the same order.

    Least squares: neighbours that collide form a block around their common mean, and blocks that
    collide join (pool adjacent violators on ``position − rank · gap``).
    """
    order = np.argsort(wanted, kind="stable")
    ranks = gap * np.arange(len(wanted))
    blocks: list[tuple[float, int]] = []  # mean, size
    for target in wanted[order] - ranks:
        mean, size = float(target), 1
        while blocks and blocks[-1][0] > mean:
            left, weight = blocks.pop()
            mean, size = (left * weight + mean * size) / (weight + size), weight + size
        blocks.append((mean, size))
    placed = np.empty(len(wanted))
    placed[order] = [mean for mean, size in blocks for _ in range(size)] + ranks
    return placed


def _axis(ax: Axes, which: str) -> Axis:
    if which not in ("x", "y"):
        raise ValueError(f"an axis is 'x' or 'y', not {which!r}")
    return ax.xaxis if which == "x" else ax.yaxis


@cache
def _chinese_font() -> str:
    """Register the Chinese font and return its name; empty where its package is not installed."""
    package, file = _CHINESE_FONT
    found = find_spec(package)  # without an import: the package changes Matplotlib's settings
    if found is None or found.origin is None:
        return ""
    path = Path(found.origin).parent / file
    if not path.is_file():
        return ""
    fontManager.addfont(path)
    name = FontProperties(fname=str(path)).get_name()
    regular = next(font for font in fontManager.ttflist if font.name == name)
    # It has one weight: said here, or Matplotlib warns at each bold title.
    fontManager.ttflist.append(replace(regular, weight=700))
    return name


def _cny(value: float) -> str:
    sign, size = ("−" if value < 0 else ""), abs(value)
    if size >= 1_000_000:
        units = ((1e8, "亿"), (1e4, "万")) if spoken() == "zh-CN" else ((1e6, "m"),)
        unit, name = next((unit, name) for unit, name in units if size >= unit)
        # Four digits, and never 1e+04.
        return f"{sign}¥{float(f'{size / unit:.4g}'):,.10g} {name}"
    return f"{sign}¥{size:,.0f}" if size >= 10 or size == round(size) else f"{sign}¥{size:.2f}"


def _place(ax: Axes, lines: list[Line2D], number: int, renderer: RendererBase) -> Transform:
    """Find the place of one line's label among all: the transform from its anchor to pixels."""
    ends = ax.transData.transform([_points(line)[-1] for line in lines])
    point = float(renderer.points_to_pixels(1.0))  # type: ignore[arg-type]
    y = spread(ends[:, 1], 1.25 * plt.rcParams["font.size"] * point)[number]
    return Affine2D().translate(ends[number, 0] + _LABEL_GAP * point, y)


def _luminance(rgb: np.ndarray) -> float:
    """Relative luminance of an sRGB colour (WCAG 2)."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def _percent(value: float) -> str:
    return f"{100 * value:.6g}%".replace("-", "−")


def _has_label(line: Line2D) -> bool:
    return line.get_visible() and not str(line.get_label()).startswith("_")


def _points(line: Line2D) -> np.ndarray:
    """Return the points of a line that are numbers, in the axes' own units, shape (n, 2)."""
    x = np.asarray(line.get_xdata(orig=False), dtype=float)
    y = np.asarray(line.get_ydata(orig=False), dtype=float)
    points = np.column_stack([x, y])
    return points[np.isfinite(points).all(axis=1)]
