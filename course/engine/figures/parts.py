"""What both sides agree on: kinds of places, words that may stand in a record, limits of size."""

from collections.abc import Callable

from matplotlib.axes import Axes
from matplotlib.colors import LogNorm, Normalize
from matplotlib.lines import Line2D
from matplotlib.transforms import AffineDeltaTransform, IdentityTransform, Transform

MOST_ARTISTS = 5_000  # ticks count, too
MOST_AXES = 100
MOST_NUMBERS = 1_000_000
MOST_CHARACTERS = 1_000_000
MOST_PARTS = 500_000  # of lists, tuples and dicts
DEEPEST = 12
LONGEST_SIDE = 100  # of a figure, in inches
HIGHEST_DPI = 1_000

# In which coordinates something is placed: both data, both a fraction of the axes, only x or only y
# data (`axvline`, `axhline`), a fraction of the figure, pixels, or something built on the data.
PLACES: dict[str, Callable[[Axes], Transform]] = {
    "data": lambda axes: axes.transData,
    "axes": lambda axes: axes.transAxes,
    "x": lambda axes: axes.get_xaxis_transform(),
    "y": lambda axes: axes.get_yaxis_transform(),
    "figure": lambda axes: axes.figure.transSubfigure,
    "delta": lambda axes: AffineDeltaTransform(axes.transData),  # type: ignore[arg-type]
    "near": lambda axes: axes.transData,
    "pixels": lambda axes: IdentityTransform(),
}
NAMED_PLACES = ("data", "axes", "x", "y", "figure")

SCALES: dict[str, tuple[str, ...]] = {
    "linear": (),
    "log": ("base",),
    "symlog": ("base", "linthresh", "linscale"),
}
NORMS: dict[str, type[Normalize]] = {"linear": Normalize, "log": LogNorm}
LINE_STYLES = ("-", "--", "-.", ":", "None")
DRAW_STYLES = ("default", "steps", "steps-pre", "steps-mid", "steps-post")
MARKERS = tuple(marker for marker in Line2D.markers if isinstance(marker, str))
COORDINATES = (
    *("figure points", "figure pixels", "figure fraction"),
    *("subfigure points", "subfigure pixels", "subfigure fraction"),
    *("axes points", "axes pixels", "axes fraction"),
    *("data", "offset points", "offset pixels", "offset fontsize"),
)
ROLES = ("suptitle", "supxlabel", "supylabel")
ARROWS = ("-", "->", "<-", "<->", "-|>", "<|-", "<|-|>", "|-|", "]-[", "simple", "fancy", "wedge")
ANCHORS = ("C", "SW", "S", "SE", "E", "NE", "N", "NW", "W")
INTERPOLATIONS = ("nearest", "none", "auto", "antialiased", "bilinear", "bicubic")
ACROSS = ("left", "center", "right")
UPWARDS = ("top", "center", "bottom", "baseline", "center_baseline")
WEIGHTS = (
    *("ultralight", "light", "normal", "regular", "book", "medium", "roman", "semibold"),
    *("demibold", "demi", "bold", "heavy", "extra bold", "black"),
)
