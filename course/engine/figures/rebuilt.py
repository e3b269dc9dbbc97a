"""Rebuild one artist: a table of kinds, and how each is made from its record."""

from collections.abc import Callable
from typing import Any

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import (
    Collection,
    LineCollection,
    PathCollection,
    PolyCollection,
    QuadMesh,
)
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Affine2D, Transform

from course.engine.figures import parts
from course.engine.figures.trust import Damaged, Part


class GivenLine(Line2D):
    """A line that remembers the names or dates that were given as its coordinates."""

    x_given: Any = None
    y_given: Any = None

    def get_xdata(self, orig: bool = True) -> Any:
        """Return x as it was given, or as numbers."""
        return self.x_given if orig and self.x_given is not None else super().get_xdata(orig)

    def get_ydata(self, orig: bool = True) -> Any:
        """Return y as it was given, or as numbers."""
        return self.y_given if orig and self.y_given is not None else super().get_ydata(orig)


def rebuilt(part: Part, panel: Axes | None) -> Artist:
    """Return an artist made from its record; it is in no axes yet.

    Raises
    ------
    ValueError
        If the record is not as `recorded` makes it.
    """
    kind = part.choice("kind", list(KINDS))
    artist = KINDS[kind](part, panel)
    artist.set_label(part.maybe("label", part.text))
    artist.set_visible(part.flag("visible"))
    artist.set_zorder(part.number("zorder"))
    alpha = part.maybe("alpha", part.number, 0, 1)
    if alpha is not None:
        artist.set_alpha(alpha)
    return artist


def restyle(text: Text, part: Part) -> None:
    """Let a text look as its style says."""
    text.set_fontsize(part.number("size", 0.1, 1_000))
    text.set_color(part.colour("colour"))
    weight = part.raw("weight")
    heavy = part.choice("weight", parts.WEIGHTS) if type(weight) is str else None
    text.set_fontweight(heavy or part.whole("weight", 1_001))
    text.set_fontstyle("italic" if part.flag("italic") else "normal")
    text.set_rotation(part.number("rotation"))
    text.set_horizontalalignment(part.choice("across", parts.ACROSS))  # type: ignore[arg-type]
    text.set_verticalalignment(part.choice("upwards", parts.UPWARDS))  # type: ignore[arg-type]


def _place(part: Part, panel: Axes | None, key: str = "place") -> Transform:
    """Return the coordinates that are named, after the matrix if there is one."""
    pair = dict(zip(("name", "matrix"), part.sequence(key, 2, 2), strict=True))
    place = Part(pair, f"{key!r}")
    name = place.choice("name", list(parts.PLACES))
    matrix = place.maybe("matrix", place.array, (3, 3), True)
    if panel is None:
        return Affine2D()
    base = parts.PLACES[name](panel)
    if matrix is None and name != "near":
        return base
    return Affine2D(matrix) + base  # what is near the data has another transform than the data


def _path(value: Any) -> Path:
    if type(value) not in (list, tuple) or len(value) != 2:
        raise Damaged("A path has vertices and codes.")
    path = Part({"vertices": value[0], "codes": value[1]}, "a path")
    vertices = path.array("vertices", (None, 2))
    codes = path.maybe("codes", path.array, (len(vertices),))
    kinds = (Path.STOP, Path.MOVETO, Path.LINETO, Path.CURVE3, Path.CURVE4, Path.CLOSEPOLY)
    if codes is None:
        return Path(vertices)
    if not np.isin(codes, kinds).all():
        raise Damaged("A path has codes that Matplotlib does not know.")
    return Path(
        vertices, codes.astype(Path.code_type)
    )  # raises ValueError if the first code moves nowhere


def _given(part: Part, key: str, length: int) -> Any:
    value = part.raw(key)
    if type(value) is np.ndarray and value.dtype.kind == "M" and value.shape == (length,):
        return value
    return part.maybe(key, part.texts, length)


def _line(part: Part, panel: Axes | None) -> Artist:
    x = part.array("x", (None,))
    look: dict[str, Any] = dict(
        color=part.colour("colour"),
        linestyle=part.choice("style", parts.LINE_STYLES),
        drawstyle=part.choice("draw style", parts.DRAW_STYLES),
        linewidth=part.number("width", 0),
        marker=part.choice("marker", parts.MARKERS),
        markersize=part.number("marker size", 0),
        markerfacecolor=part.colour("marker face"),
        markeredgecolor=part.colour("marker edge"),
        transform=_place(part, panel),
    )
    line = GivenLine(x, part.array("y", (len(x),)), **look)
    line.x_given, line.y_given = _given(part, "x given", len(x)), _given(part, "y given", len(x))
    return line


def _paint(part: Part, panel: Axes | None) -> dict[str, Any]:
    return {
        "facecolor": part.colour("face"),
        "edgecolor": part.colour("edge"),
        "linewidth": part.number("width", 0),
        "transform": _place(part, panel),
    }


def _rectangle(part: Part, panel: Axes | None) -> Artist:
    x, y, width, height, angle = (float(side) for side in part.array("sides", (5,)))
    return Rectangle((x, y), width, height, angle=angle, **_paint(part, panel))


def _patch(part: Part, panel: Axes | None) -> Artist:
    return PathPatch(_path(part.raw("path")), **_paint(part, panel))


def _coated(collection: Any, part: Part, panel: Axes | None) -> Artist:
    """Let a collection look as its record says."""
    collection.set_facecolor(part.colours("faces"))
    collection.set_edgecolor(part.colours("edges"))
    widths = part.array("widths", (None,), True)
    if not len(widths) or not ((widths >= 0) & (widths < 1_000)).all():
        raise Damaged("A collection has bad widths of its lines.")
    collection.set_linewidth(widths.tolist())
    collection.set_transform(_place(part, panel))
    return _mapped(collection, part)


def _shapes(kind: type) -> Callable[[Part, Axes | None], Artist]:
    """Return a function that rebuilds collections of many shapes."""

    def build(part: Part, panel: Axes | None) -> Artist:
        paths = [_path(one) for one in part.sequence("paths")]
        offsets = part.maybe("offsets", part.array, (None, 2))
        look: dict[str, Any] = {"offset_transform": _place(part, panel, "offset place")}
        sizes = part.array("sizes", (None,))
        shapes: Collection
        if kind is PathCollection:
            shapes = PathCollection(paths, sizes, offsets=offsets, **look)
        elif kind is LineCollection:
            shapes = LineCollection([path.vertices for path in paths], offsets=offsets, **look)
        else:
            shapes = PolyCollection([], offsets=offsets, **look)
            shapes.set_verts_and_codes(
                [path.vertices for path in paths],
                [_codes(path) for path in paths],
            )
        return _coated(shapes, part, panel)

    return build


def _codes(path: Any) -> Any:
    codes = np.full(len(path.vertices), Path.LINETO, Path.code_type)
    codes[:1] = Path.MOVETO
    return codes if path.codes is None else path.codes


def _mesh(part: Part, panel: Axes | None) -> Artist:
    return _coated(QuadMesh(part.array("corners", (None, None, 2))), part, panel)


def _image(part: Part, panel: Axes | None) -> Artist:
    if panel is None or part.raw("values") is None:
        raise Damaged("An image has values and stands in axes.")
    image = AxesImage(
        panel,
        origin=part.choice("origin", ("upper", "lower")),  # type: ignore[arg-type]
        extent=tuple(part.list_of("extent", 4, -1e300, 1e300)),  # type: ignore[arg-type]
        interpolation=part.choice("interpolation", parts.INTERPOLATIONS),
    )
    image.set_transform(_place(part, panel))
    return _mapped(image, part)


def _mapped(artist: Any, part: Part) -> Artist:
    """Set the values that are shown as colours, and how."""
    shape = np.shape(part.raw("values"))
    values = part.maybe("values", part.array, (None,) * len(shape))
    low, high = part.sequence("limits of colour", 2, 2)
    limits = Part({"low": low, "high": high}, "colours")
    ends = [limits.maybe(end, limits.number, -1e300, 1e300) for end in ("low", "high")]
    norm = parts.NORMS[part.choice("norm", list(parts.NORMS))]
    name = part.text("colour map")
    artist.set_cmap(name if name in matplotlib.colormaps else "viridis")
    artist.set_norm(norm(ends[0], ends[1]))
    if values is not None:
        if not 1 <= len(shape) <= 3 or (len(shape) == 3 and shape[2] not in (3, 4)):
            raise Damaged("The values of a picture are no table.")
        pixels = part.raw("values").dtype == np.uint8 and len(shape) == 3
        artist.set_array(values.astype(np.uint8) if pixels else np.ma.masked_invalid(values))
    return artist


def _text(part: Part, panel: Axes | None) -> Artist:
    x, y = part.array("at", (2,))
    text = Text(float(x), float(y), part.text("text"), transform=_place(part, panel))
    text.set_clip_on(False)
    restyle(text, part.part("style"))
    return text


def _annotation(part: Part, panel: Axes | None) -> Artist:
    frames = [part.sequence(key, 2, 2) for key in ("point in", "at in")]
    if not all(type(one) is str and one in parts.COORDINATES for pair in frames for one in pair):
        raise Damaged("An annotation has coordinates that Matplotlib does not know.")
    arrow = part.maybe("arrow", part.choice, parts.ARROWS)
    shown = {"arrowstyle": arrow, "color": part.colour("arrow colour")} if arrow else None
    point, at = part.array("point", (2,)), part.array("at", (2,))
    note = Annotation(
        part.text("text"),
        (float(point[0]), float(point[1])),
        (float(at[0]), float(at[1])),
        tuple(frames[0]),
        tuple(frames[1]),
        arrowprops=shown,
    )
    note.set_clip_on(False)
    restyle(note, part.part("style"))
    return note


KINDS: dict[str, Callable[[Part, Axes | None], Artist]] = {
    "line": _line,
    "rectangle": _rectangle,
    "patch": _patch,
    "points": _shapes(PathCollection),
    "mesh": _mesh,
    "lines": _shapes(LineCollection),
    "polygons": _shapes(PolyCollection),
    "image": _image,
    "annotation": _annotation,
    "text": _text,
}
