"""Record one artist: a table of kinds, and what is recorded of each."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import Collection, LineCollection, PathCollection
from matplotlib.colors import LogNorm, to_rgba, to_rgba_array
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.text import Annotation, Text
from matplotlib.transforms import AffineDeltaTransform, BboxBase, IdentityTransform, Transform

from course.engine.figures import parts

Record = dict[str, Any]


def recorded(artist: Any, panel: Axes | None) -> Record | None:
    """Return the record of an artist in some axes (or in the legend of a figure)."""
    for kind, belongs, read in KINDS:
        if belongs(artist):
            alpha = artist.get_alpha()
            return {
                "kind": kind,
                "label": None if artist.get_label() is None else str(artist.get_label()),
                "visible": bool(artist.get_visible()),
                "zorder": float(artist.get_zorder()),
                "alpha": float(alpha) if isinstance(alpha, float | int) else None,
                **read(artist, panel),
            }
    return None


def numbers(values: Any) -> np.ndarray:
    """Return the values as an array of floats; what is masked is NaN."""
    plain: np.ndarray = np.ma.filled(np.ma.asarray(values, float), np.nan)
    return np.array(plain)


def colour(value: Any) -> list[float]:
    """Return a colour as red, green, blue and alpha."""
    return [float(part) for part in to_rgba(value)]


def box(bounds: BboxBase) -> list[float]:
    """Return a box as left, bottom, right, top."""
    return [float(part) for part in bounds.extents]


def style(text: Text) -> Record:
    """Return how a text looks."""
    weight = text.get_fontweight()
    return {
        "size": float(text.get_fontsize()),
        "colour": colour(text.get_color()),
        "weight": weight if weight in parts.WEIGHTS or isinstance(weight, int) else "normal",
        "italic": text.get_fontstyle() != "normal",
        "rotation": float(text.get_rotation()),
        "across": text.get_horizontalalignment(),
        "upwards": text.get_verticalalignment(),
    }


def _given(values: Any) -> list[str] | np.ndarray | None:
    """Return the names or dates that were given as coordinates, None for all else."""
    if isinstance(values, np.ndarray) and values.dtype.kind in "biuf":
        return None
    if isinstance(values, np.ndarray) and values.dtype.kind == "M":
        return np.array(values)
    given = list(values)
    if given and all(isinstance(one, str) for one in given):
        return [str(one) for one in given]
    if given and all(map(_is_day, given)):
        return np.array([_day(one) for one in given])
    return None


def _is_day(value: Any) -> bool:
    # Of a date with a time zone, Matplotlib's number is recorded.
    return isinstance(value, dt.date | np.datetime64) and getattr(value, "tzinfo", None) is None


def _day(value: Any) -> np.datetime64:
    if value != value:  # not a time
        return np.datetime64("NaT", "ns")
    exact = getattr(value, "to_datetime64", None)  # of pandas, with nanoseconds
    return exact() if exact else np.datetime64(value)


def _place(transform: Transform, panel: Axes | None) -> list[Any]:
    """Return in which coordinates something is placed, and a matrix that comes before them."""
    if panel is None:
        return ["pixels", None]
    for name in parts.NAMED_PLACES:
        if transform is parts.PLACES[name](panel):
            return [name, None]
    if isinstance(transform, AffineDeltaTransform):
        return ["delta", None]
    if transform.contains_branch(panel.transData):
        return ["near", _matrix(transform - panel.transData)]
    return ["pixels", None if isinstance(transform, IdentityTransform) else _matrix(transform)]


def _matrix(transform: Transform) -> np.ndarray | None:
    return numbers(transform.get_matrix()) if transform.is_affine else None


def _path(path: Any) -> list[Any]:
    codes = None if path.codes is None else np.array(path.codes)
    return [numbers(path.vertices), codes]


def _line(line: Line2D, panel: Axes | None) -> Record:
    marker, dashes = line.get_marker(), line.get_linestyle()
    return {
        "x": numbers(line.get_xdata(orig=False)),
        "y": numbers(line.get_ydata(orig=False)),
        "x given": _given(line.get_xdata(orig=True)),
        "y given": _given(line.get_ydata(orig=True)),
        "colour": colour(line.get_color()),
        "style": dashes if dashes in parts.LINE_STYLES else "--",
        "draw style": line.get_drawstyle(),
        "width": float(line.get_linewidth()),
        "marker": marker if isinstance(marker, str) and marker in parts.MARKERS else "o",
        "marker size": float(line.get_markersize()),
        "marker face": colour(line.get_markerfacecolor()),
        "marker edge": colour(line.get_markeredgecolor()),
        "place": _place(line.get_transform(), panel),
    }


def _rectangle(patch: Rectangle, panel: Axes | None) -> Record:
    sides = (patch.get_x(), patch.get_y(), patch.get_width(), patch.get_height(), patch.angle)
    return {"sides": numbers([float(side) for side in sides]), **_paint(patch, panel)}


def _patch(patch: Patch, panel: Axes | None) -> Record:
    path = patch.get_path().transformed(patch.get_patch_transform())
    return {"path": _path(path), **_paint(patch, panel)}


def _paint(patch: Patch, panel: Axes | None) -> Record:
    return {
        "face": colour(patch.get_facecolor()),
        "edge": colour(patch.get_edgecolor()),
        "width": float(patch.get_linewidth()),
        "place": _place(patch.get_data_transform(), panel),
    }


def _collection(collection: Any, panel: Axes | None) -> Record:
    offsets = getattr(collection, "_offsets", None)
    sizes = collection.get_sizes() if hasattr(collection, "get_sizes") else ()
    return {
        "paths": [_path(path) for path in collection.get_paths()],
        "offsets": None if offsets is None else numbers(offsets),
        "sizes": numbers(sizes),
        "offset place": _place(collection.get_offset_transform(), panel),
        **_coat(collection, panel),
    }


def _mesh(mesh: Any, panel: Axes | None) -> Record:
    return {"corners": numbers(mesh.get_coordinates()), **_coat(mesh, panel)}


def _coat(collection: Collection, panel: Axes | None) -> Record:
    """Return how a collection looks, without its shape."""
    return {
        "faces": to_rgba_array(collection.get_facecolor()),
        "edges": to_rgba_array(collection.get_edgecolor()),
        "widths": numbers(np.atleast_1d(collection.get_linewidth())),
        "place": _place(collection.get_transform(), panel),
        **_colours(collection),
    }


def _image(image: AxesImage, panel: Axes | None) -> Record:
    smooth = image.get_interpolation()
    return {
        "extent": [float(side) for side in image.get_extent()],
        "origin": image.origin,
        "interpolation": smooth if smooth in parts.INTERPOLATIONS else "nearest",
        "place": _place(image.get_transform(), panel),
        **_colours(image),
    }


def _colours(mapped: Any) -> Record:
    """Return the values that are shown as colours, and how."""
    values, cmap = mapped.get_array(), mapped.get_cmap()
    return {
        "values": None if values is None else _values(values),
        "limits of colour": [None if one is None else float(one) for one in mapped.get_clim()],
        "norm": "log" if isinstance(mapped.norm, LogNorm) else "linear",
        "colour map": str(cmap.name),
    }


def _values(values: Any) -> np.ndarray:
    """Return pixels as they are, all else as floats."""
    plain = np.ma.asarray(values)
    return np.array(plain) if plain.dtype == np.uint8 and plain.ndim == 3 else numbers(plain)


def _text(text: Text, panel: Axes | None) -> Record:
    x, y = text.get_unitless_position()
    return {
        "text": text.get_text(),
        "at": numbers([float(x), float(y)]),
        "style": style(text),
        "place": _place(text.get_transform(), panel),
    }


def _annotation(note: Annotation, panel: Axes | None) -> Record:
    """Return the record of an annotation; strange coordinates become a fraction of the axes."""
    assert panel
    point, frame = note.xy, _frame(note.xycoords)
    words, words_frame = note.xyann, _frame(note.anncoords)
    if frame is None:
        point, frame = _in_axes(note, note.xy, note.xycoords, panel)
    if words_frame is None:
        words, words_frame = _in_axes(note, note.xyann, note.anncoords, panel)
    arrow = note.arrowprops
    arrow_style = None if arrow is None else str(arrow.get("arrowstyle", "simple")).split(",")[0]
    if arrow_style not in (None, *parts.ARROWS):
        arrow_style = "->"
    return {
        "text": note.get_text(),
        "point": _both(point, frame, panel),
        "point in": frame,
        "at": _both(words, words_frame, panel),
        "at in": words_frame,
        "arrow": arrow_style,
        "arrow colour": colour(note.arrow_patch.get_edgecolor()) if note.arrow_patch else None,
        "style": style(note),
    }


def _frame(coordinates: Any) -> list[str] | None:
    """Return what x and y of an annotation count, None if it is no word."""
    pair = coordinates if isinstance(coordinates, tuple) else (coordinates, coordinates)
    words = [one for one in pair if isinstance(one, str) and one in parts.COORDINATES]
    return words if len(words) == 2 == len(pair) else None


def _in_axes(note: Any, at: Any, frame: Any, panel: Any) -> tuple[Any, list[str]]:
    renderer = panel.get_figure(root=True).canvas.get_renderer()
    pixels = note._get_xy_transform(renderer, frame).transform([float(one) for one in at])
    return tuple(panel.transAxes.inverted().transform(pixels)), ["axes fraction"] * 2


def _both(at: Any, frame: list[str], panel: Axes) -> np.ndarray:
    """Return a point as numbers; dates and names are converted where they count data."""
    x, y = at
    return numbers(
        [
            float(panel.convert_xunits(x) if frame[0] == "data" else x),
            float(panel.convert_yunits(y) if frame[1] == "data" else y),
        ]
    )


Belongs = Callable[[Artist], bool]
Read = Callable[[Any, Axes | None], Record]
# The first that an artist belongs to is its kind.
KINDS: tuple[tuple[str, Belongs, Read], ...] = (
    ("line", lambda artist: isinstance(artist, Line2D), _line),
    ("rectangle", lambda artist: isinstance(artist, Rectangle), _rectangle),
    ("patch", lambda artist: isinstance(artist, Patch), _patch),
    ("points", lambda artist: isinstance(artist, PathCollection), _collection),
    ("mesh", lambda artist: hasattr(artist, "get_coordinates"), _mesh),
    ("lines", lambda artist: isinstance(artist, LineCollection), _collection),
    ("polygons", lambda artist: isinstance(artist, Collection), _collection),
    ("image", lambda artist: isinstance(artist, AxesImage), _image),
    ("annotation", lambda artist: isinstance(artist, Annotation), _annotation),
    ("text", lambda artist: isinstance(artist, Text), _text),
)
