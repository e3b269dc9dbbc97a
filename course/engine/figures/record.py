"""Record a picture as plain data, where it was drawn."""

import warnings
from collections.abc import Iterator
from typing import Any

import matplotlib.dates as mdates
import matplotlib.units as munits
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.category import UnitData
from matplotlib.container import BarContainer, ErrorbarContainer, StemContainer
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.text import Text
from matplotlib.transforms import BboxBase

from course.engine.figures import parts
from course.engine.figures.recorded import Record, box, colour, numbers, recorded, style


def record(drawing: Axes | Figure) -> Record:
    """Return the plain record of a figure, and which of its axes the drawing is.

    Raises
    ------
    ValueError
        If the drawing is no picture, is in three dimensions, or Matplotlib cannot read it.
    """
    if not isinstance(drawing, Axes | Figure):
        raise ValueError("Only an Axes or a Figure can be recorded.")
    try:
        with warnings.catch_warnings():  # for instance of masked numbers, which become NaN
            warnings.simplefilter("ignore")
            return _record(drawing)
    except Exception as error:
        raise ValueError(f"The picture cannot be read: {error}") from None


def _record(drawing: Axes | Figure) -> Record:
    figure: Any = drawing.figure if isinstance(drawing, Axes) else drawing
    panels = list(figure.axes)
    if isinstance(drawing, Axes) and drawing not in panels:  # an inset
        panels.append(drawing)
    if any(hasattr(panel, "zaxis") for panel in panels):
        raise ValueError("it is in three dimensions")
    axes = [_axes(panel, panels) for panel in panels]
    for panel, one in zip(panels, axes, strict=True):
        # As it is before the picture is drawn: where a check in the same process would find it.
        one["position"] = box(_position(panel, figure))
        drawn = _drawn(panel)
        one["artists"] = [recorded(artist, panel) for artist in drawn]
        one["containers"] = list(_containers(panel, drawn))
        one["legends"] = [_legend(legend, panel) for legend in _legends(panel)]
    frames = [figure, *figure.subfigs]  # the parts of a figure are laid flat
    texts = [_figure_text(text, figure) for frame in frames for text in frame.texts]
    legends = [_legend(legend, figure) for frame in frames for legend in frame.legends]
    return {
        "which": panels.index(drawing) if isinstance(drawing, Axes) else None,
        "size": [float(side) / float(figure.dpi) for side in figure.bbox.size],
        "dpi": float(figure.dpi),
        "face": colour(figure.get_facecolor()),
        "texts": texts,
        "legends": legends,
        "axes": axes,
    }


def _position(panel: Any, figure: Any) -> BboxBase:
    position = panel.get_position(original=True)
    if panel.figure is figure:
        return position
    return position.transformed(panel.figure.transSubfigure - figure.transSubfigure)


def _axes(panel: Axes, panels: list[Axes]) -> Record:
    aspect, anchor, box = panel.get_aspect(), panel.get_anchor(), panel.get_box_aspect()
    frequency = getattr(panel, "freq", None)  # pandas leaves it where it draws periods
    return {
        "projection": str(panel.name),
        "frequency": None if frequency is None else str(frequency),
        "titles": [{"text": text.get_text(), "style": style(text)} for text in _title_texts(panel)],
        "aspect": "auto" if aspect == "auto" else float(aspect),
        "box aspect": None if box is None else float(box),
        "adjustable": str(panel.get_adjustable()),
        "anchor": anchor if isinstance(anchor, str) else [float(part) for part in anchor],
        "visible": bool(panel.get_visible()),
        "framed": bool(panel.axison),
        "zorder": float(panel.get_zorder()),
        "face": colour(panel.get_facecolor()),
        "filled": bool(panel.patch.get_visible()),
        "spines": {
            side: side in panel.spines and bool(panel.spines[side].get_visible())
            for side in ("left", "right", "top", "bottom")
        },
        "x": _axis(panel, "x", panels),
        "y": _axis(panel, "y", panels),
    }


def _title_texts(panel: Any) -> list[Text]:
    return [panel._left_title, panel.title, panel._right_title]


def _axis(panel: Any, name: str, panels: list[Axes]) -> Record:
    axis: Axis = panel.xaxis if name == "x" else panel.yaxis
    shared = panel.get_shared_x_axes() if name == "x" else panel.get_shared_y_axes()
    scale, transform = axis.get_scale(), axis.get_transform()
    return {
        "label": axis.get_label_text(),
        "label style": style(axis.label),
        "label side": axis.get_label_position(),
        "limits": [float(limit) for limit in (panel.get_xlim if name == "x" else panel.get_ylim)()],
        "scale": scale,
        "scale values": [float(getattr(transform, one)) for one in parts.SCALES.get(scale, ())],
        "names": list(axis.units._mapping) if isinstance(axis.units, UnitData) else None,
        "dates": _counts_dates(axis),
        "shared": next(
            place for place, one in enumerate(panels) if one is panel or shared.joined(one, panel)
        ),
        "visible": bool(axis.get_visible()),
        "major": _ticks(axis, False),
        "minor": _ticks(axis, True),
    }


def _counts_dates(axis: Any) -> bool:
    converter = axis.get_converter() if hasattr(axis, "get_converter") else axis.converter
    usual = munits.registry.get(np.datetime64)
    return isinstance(converter, (mdates.DateConverter, *([type(usual)] if usual else [])))


def _ticks(axis: Axis, minor: bool) -> Record:
    axis.get_ticklabels(minor=minor)  # brings places and texts up to date
    ticks = axis.get_minor_ticks() if minor else axis.get_major_ticks()
    formatter = axis.get_minor_formatter() if minor else axis.get_major_formatter()
    signs = [(tick.tick1line, tick.tick2line, tick.label1, tick.label2) for tick in ticks]
    return {
        "places": numbers([tick.get_loc() for tick in ticks]),
        "texts": [tick.label1.get_text() for tick in ticks],
        "shown": np.array([[sign.get_visible() for sign in four] for four in signs], bool).reshape(
            -1, 4
        ),
        "offset": str(formatter.get_offset()),
        "style": style(ticks[0].label1) if ticks else None,
    }


def _drawn(panel: Axes) -> list[Artist]:
    """Return what was drawn into the axes, from the back to the front."""
    known = {
        id(artist)
        for artists in (panel.lines, panel.patches, panel.collections, panel.images, panel.texts)
        for artist in artists
    }
    return [artist for artist in panel.get_children() if id(artist) in known]


def _containers(panel: Axes, drawn: list[Artist]) -> Iterator[Record]:
    """Yield the groups of artists, which are called by their numbers among all that is drawn."""
    number = {id(artist): place for place, artist in enumerate(drawn)}

    def all_of(artists: Any) -> list[int]:
        return [number[id(artist)] for artist in artists or () if id(artist) in number]

    for group in panel.containers:
        label = {"label": str(group.get_label())}
        if isinstance(group, BarContainer):
            places = [place for place, one in enumerate(panel.containers) if one is group.errorbar]
            yield label | {
                "kind": "bars",
                "artists": [all_of(group.patches)],
                "errorbar": places[0] if places else None,
                "horizontal": group.orientation == "horizontal",
                "values": None if group.datavalues is None else numbers(group.datavalues),
            }
        elif isinstance(group, ErrorbarContainer):
            data, caps, stems = group.lines
            yield label | {
                "kind": "errorbars",
                "artists": [all_of([data] if data else []), all_of(caps), all_of(stems)],
                "x": bool(group.has_xerr),
                "y": bool(group.has_yerr),
            }
        elif isinstance(group, StemContainer):
            three = (group.markerline, group.stemlines, group.baseline)
            yield label | {"kind": "stems", "artists": [all_of([one]) for one in three]}
        else:
            yield label | {"kind": "other", "artists": []}


def _legends(panel: Axes) -> list[Legend]:
    """Return all legends; the one that `get_legend` finds comes last."""
    legends = [child for child in panel.get_children() if isinstance(child, Legend)]
    return sorted(legends, key=lambda legend: legend is panel.get_legend())


def _legend(legend: Legend, parent: Any) -> Record:
    panel = parent if isinstance(parent, Axes) else None
    frame = parent.transAxes if panel else parent.transSubfigure
    place: Any = legend
    return {
        "texts": [[text.get_text(), bool(text.get_visible())] for text in legend.get_texts()],
        "title": legend.get_title().get_text(),
        "handles": [recorded(handle, panel) for handle in legend.legend_handles],
        "label": str(legend.get_label()),
        "visible": bool(legend.get_visible()),
        "size": float(legend.get_texts()[0].get_fontsize()) if legend.get_texts() else 10.0,
        "framed": bool(legend.get_frame_on()),
        "columns": int(place._ncols),
        "corner": place._loc if isinstance(place._loc, int) else 0,
        "anchor": box(legend.get_bbox_to_anchor().transformed(frame.inverted())),
    }


def _figure_text(text: Text, figure: Any) -> Record:
    labels = (figure._suptitle, figure._supxlabel, figure._supylabel)
    roles = [role for role, label in zip(parts.ROLES, labels, strict=True) if label is text]
    x, y = text.get_unitless_position()
    at = text.get_transform() - figure.transSubfigure
    return {
        "text": text.get_text(),
        "role": roles[0] if roles else None,
        "at": numbers(at.transform((float(x), float(y)))),
        "visible": bool(text.get_visible()),
        "style": style(text),
    }
