"""Rebuild a picture from its record, which may come from a hostile process."""

import warnings
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.container import BarContainer, Container, ErrorbarContainer, StemContainer
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import FixedFormatter, FixedLocator
from matplotlib.transforms import Bbox

from course.engine.figures import parts
from course.engine.figures.rebuilt import rebuilt, restyle
from course.engine.figures.trust import Damaged, Part, measure


def rebuild(record: dict[str, Any]) -> Axes | Figure:
    """Return the picture that a record describes; pyplot knows nothing of it.

    Raises
    ------
    Damaged
        A ValueError with a short sentence, if the record is not as `record` makes it or is of a
        picture that is too large.
    """
    measure(record)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _rebuild(Part(record, "the picture"))
    except Damaged:
        raise
    except Exception as error:  # something that only Matplotlib finds out
        raise Damaged(f"The record makes no picture: {type(error).__name__}.") from None


def _rebuild(part: Part) -> Axes | Figure:
    _count_artists(part)
    width, height = part.list_of("size", 2, 0.01, parts.LONGEST_SIDE)
    figure = Figure((width, height), dpi=part.number("dpi", 1, parts.HIGHEST_DPI), layout="none")  # type: ignore[arg-type]
    FigureCanvasAgg(figure)
    figure.set_facecolor(part.colour("face"))
    recorded = [Part(one, "axes") for one in part.sequence("axes", parts.MOST_AXES)]
    panels = [figure.add_axes(_bounds(one)) for one in recorded]
    for panel, one in zip(panels, recorded, strict=True):
        _set_up(panel, one, panels)
    for panel, one in zip(panels, recorded, strict=True):
        _fill(panel, one)
    for panel, one in zip(panels, recorded, strict=True):  # after all that could change limits
        for name in ("x", "y"):
            _limit(panel, name, one.part(name))
    for one in part.parts("texts"):
        _write(figure, one)
    for one in part.parts("legends"):
        figure.legends.append(_legend(figure, one))
    which = part.maybe("which", part.whole, len(panels))
    return figure if which is None else panels[which]


def _count_artists(part: Part) -> None:
    count = sum(len(part.sequence(key)) for key in ("texts", "legends", "axes"))
    for panel in part.parts("axes"):
        count += sum(len(panel.sequence(key)) for key in ("artists", "containers", "legends"))
        count += sum(len(one.sequence("texts")) for one in panel.parts("legends"))
        for axis in (panel.part("x"), panel.part("y")):
            count += sum(len(axis.part(key).sequence("texts")) for key in ("major", "minor"))
            count += len(axis.maybe("names", axis.sequence) or ())
    count += sum(len(one.sequence("texts")) for one in part.parts("legends"))
    if count > parts.MOST_ARTISTS:
        raise Damaged(f"The picture has {count:,} parts, more than {parts.MOST_ARTISTS:,}.")


def _bounds(part: Part) -> tuple[float, float, float, float]:
    left, bottom, right, top = part.list_of("position", 4, -100, 100)
    return left, bottom, right - left, top - bottom


def _set_up(panel: Axes, part: Part, panels: list[Axes]) -> None:
    """Set all that belongs to the axes themselves, but for their limits."""
    part.text("projection")  # kept in the record only: all axes become rectangular
    frequency = part.maybe("frequency", part.text)
    if frequency is not None:
        if len(frequency) > 20 or not frequency.replace("-", "").isalnum():
            raise Damaged("The record has periods of a length that pandas does not know.")
        panel.freq = frequency  # type: ignore[attr-defined]
    titles = list(part.parts("titles"))
    for side, title in zip(("left", "center", "right"), titles, strict=True):
        written = panel.set_title(title.text("text"), loc=side)  # type: ignore[arg-type]
        restyle(written, title.part("style"))
    _shape(panel, part)
    panel.set_visible(part.flag("visible"))
    panel.set_zorder(part.number("zorder"))
    panel.set_facecolor(part.colour("face"))
    panel.patch.set_visible(part.flag("filled"))
    panel.grid(False)
    if not part.flag("framed"):
        panel.set_axis_off()
    spines = part.part("spines")
    for side in panel.spines:
        panel.spines[side].set_visible(spines.flag(side))
    for name in ("x", "y"):
        _axis(panel, name, part.part(name), panels)


def _shape(panel: Any, part: Part) -> None:
    """Set where the axes stand and how high they are for their width."""
    panel.set_position(Bbox.from_extents(*part.list_of("position", 4, -100, 100)))
    aspect = part.raw("aspect")
    panel.set_aspect("auto" if aspect == "auto" else part.number("aspect", 1e-9))
    panel.set_box_aspect(part.maybe("box aspect", part.number, 1e-9))
    panel.set_adjustable(part.choice("adjustable", ("box", "datalim")))
    worded = type(part.raw("anchor")) is str
    corner = part.choice("anchor", parts.ANCHORS) if worded else part.list_of("anchor", 2, -9, 9)
    panel.set_anchor(corner if worded else tuple(corner))


def _axis(panel: Any, name: str, part: Part, panels: list[Axes]) -> None:
    axis: Any = panel.xaxis if name == "x" else panel.yaxis
    other = panels[part.whole("shared", len(panels))]
    if other is not panel:
        (panel.sharex if name == "x" else panel.sharey)(other)
    names = part.maybe("names", part.texts)
    if names:
        axis.update_units(names)
    elif part.flag("dates"):
        axis.axis_date()
    scale = part.text("scale")
    if scale in parts.SCALES:  # any other becomes linear
        keys = parts.SCALES[scale]
        values = part.list_of("scale values", len(keys), 1e-300, 1e300)
        axis._set_axes_scale(scale, **dict(zip(keys, values, strict=True)))
    _ticks(axis, part.part("major"), False)
    _ticks(axis, part.part("minor"), True)
    axis.set_label_text(part.text("label"))
    restyle(axis.label, part.part("label style"))
    axis.set_label_position(
        part.choice("label side", ("bottom", "top") if name == "x" else ("left", "right"))
    )
    axis.set_visible(part.flag("visible"))


def _ticks(axis: Any, part: Part, minor: bool) -> None:
    texts = part.texts("texts")
    places = part.array("places", (len(texts),), True)
    shown = part.flags("shown", (len(texts), 4))
    words = FixedFormatter(texts)
    words.set_offset_string(part.text("offset"))
    if minor:
        axis.set_minor_locator(FixedLocator(places.tolist()))
        axis.set_minor_formatter(words)
    else:
        axis.set_major_locator(FixedLocator(places.tolist()))
        axis.set_major_formatter(words)
    axis.remove_overlapping_locs = False
    ticks = axis.get_minor_ticks(len(texts)) if minor else axis.get_major_ticks(len(texts))
    look = part.maybe("style", part.part)
    for tick, visible in zip(ticks, shown.tolist(), strict=True):
        signs = (tick.tick1line, tick.tick2line, tick.label1, tick.label2)
        for sign, seen in zip(signs, visible, strict=True):
            sign.set_visible(seen)
        if look:
            restyle(tick.label1, look)


def _fill(panel: Axes, part: Part) -> None:
    """Draw into the axes."""
    artists = [rebuilt(one, panel) for one in part.parts("artists")]
    for artist in artists:
        panel.add_artist(artist)
    groups: list[Container] = []
    for one in part.parts("containers"):
        groups.append(_container(one, artists, groups))
        panel.add_container(groups[-1])
    legends = [_legend(panel, one) for one in part.parts("legends")]
    for legend in legends[:-1]:
        panel.add_artist(legend)
    panel.legend_ = legends[-1] if legends else None


def _container(part: Part, artists: list[Artist], groups: list[Container]) -> Any:
    """Return a group of artists of the axes, which its record calls by their numbers."""
    kind = part.choice("kind", ("bars", "errorbars", "stems", "other"))
    label = part.text("label")
    lists = part.sequence("artists", 3)
    numbers = Part({str(place): one for place, one in enumerate(lists)}, "a group")
    called = [
        [artists[number] for number in numbers.wholes(str(place), len(artists))]
        for place in range(len(lists))
    ]
    if kind == "bars" and len(called) == 1:
        if not all(isinstance(bar, Rectangle) for bar in called[0]):
            raise Damaged("Bars are rectangles.")
        errors = part.maybe("errorbar", part.whole, len(groups))
        return BarContainer(
            called[0],  # type: ignore[arg-type]
            None if errors is None else groups[errors],  # type: ignore[arg-type]
            datavalues=part.maybe("values", part.array, (None,)),
            orientation="horizontal" if part.flag("horizontal") else "vertical",
            label=label,
        )
    if kind == "errorbars" and len(called) == 3:
        data, caps, stems = called
        lines: Any = (data[0] if data else None, tuple(caps), tuple(stems))
        return ErrorbarContainer(lines, part.flag("x"), part.flag("y"), label=label)
    if kind == "stems" and len(called) == 3:
        three: Any = tuple(one[0] if one else None for one in called)
        return StemContainer(three, label=label)
    if kind != "other":
        raise Damaged("A group of artists has other parts than its kind.")
    return Container((), label=label)


def _legend(parent: Any, part: Part) -> Legend:
    panel = parent if isinstance(parent, Axes) else None
    texts = [dict(zip(("text", "visible"), pair, strict=True)) for pair in part.sequence("texts")]
    handles = [
        Line2D([], []) if one is None else rebuilt(Part(one, "a handle"), panel)
        for one in part.sequence("handles", len(texts))
    ]
    handles += [Line2D([], []) for _ in range(len(texts) - len(handles))]
    left, bottom, right, top = part.list_of("anchor", 4, -1e6, 1e6)
    legend = Legend(
        parent,
        handles,
        ["-"] * len(texts),
        loc=part.whole("corner", 11),
        bbox_to_anchor=(left, bottom, right - left, top - bottom),
        bbox_transform=panel.transAxes if panel else parent.transSubfigure,
        title=part.text("title"),
        ncols=part.whole("columns", 1_000, 1),
        fontsize=part.number("size", 0.1, 1_000),
        frameon=part.flag("framed"),
    )
    for text, one in zip(legend.get_texts(), texts, strict=True):
        entry = Part(one, "a legend's text")
        text.set_text(entry.text("text"))
        text.set_visible(entry.flag("visible"))
    legend.set_label(part.text("label"))
    legend.set_visible(part.flag("visible"))
    return legend


def _write(figure: Figure, part: Part) -> None:
    """Write a text on the figure."""
    x, y = (float(one) for one in part.array("at", (2,)))
    role = part.maybe("role", part.choice, parts.ROLES)
    words = part.text("text")
    if role == "suptitle":
        text = figure.suptitle(words, x=x, y=y)
    elif role == "supxlabel":
        text = figure.supxlabel(words, x=x, y=y)
    elif role == "supylabel":
        text = figure.supylabel(words, x=x, y=y)
    else:
        text = figure.text(x, y, words)
    restyle(text, part.part("style"))
    text.set_visible(part.flag("visible"))


def _limit(panel: Any, name: str, part: Part) -> None:
    low, high = part.list_of("limits", 2, -1e300, 1e300)
    if part.raw("scale") == "log" and min(low, high) <= 0:
        raise Damaged("A logarithmic axis has limits above 0.")
    (panel.set_xlim if name == "x" else panel.set_ylim)(low, high)
