"""WCAG's contrast, and which words of a picture are too faint where they stand."""

from collections.abc import Iterator

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.text import Text

TEXT, GRAPHICS = 4.5, 3.0  # least contrasts of WCAG 2.1, success criteria 1.4.3 and 1.4.11
# So much of the ground under a word may be worse: thin lines and edges that it crosses.
CROSSED = 0.2


def contrast(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return WCAG's contrast ratio, 1 to 21, of sRGB colours between 0 and 1 (last axis: RGB)."""
    lights = np.stack(np.broadcast_arrays(_luminance(one), _luminance(other)))
    return (lights.max(axis=0) + 0.05) / (lights.min(axis=0) + 0.05)


def _luminance(rgb: np.ndarray) -> np.ndarray:
    rgb = np.asarray(rgb, dtype=float)
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def faint_words(figure: Figure) -> Iterator[str]:
    """Yield the words that are too faint against what is drawn under them.

    The figure is drawn twice, with its words and without; its words are gone afterwards.
    """
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    figure.set_layout_engine("none")  # nothing moves when the words go
    words = [found for found in figure.findobj(Text) if found.get_text().strip()]
    words = [found for found in words if found.get_visible()]
    placed = [(found, to_rgba(found.get_color(), found.get_alpha())) for found in words]
    boxes = [found.get_window_extent(canvas.get_renderer()) for found in words]
    for found in words:
        found.set_alpha(0)
    canvas.draw()
    ground = np.asarray(canvas.buffer_rgba())[::-1, :, :3] / 255  # from the bottom up, as boxes are
    for (found, (*ink, alpha)), box in zip(placed, boxes, strict=True):
        left, bottom, right, top = np.maximum(np.round(box.extents), 0).astype(int)
        under = ground[bottom:top, left:right].reshape(-1, 3)
        if not len(under):
            continue
        ratios = contrast(alpha * np.array(ink) + (1 - alpha) * under, under)
        if np.quantile(ratios, CROSSED) < TEXT:
            yield f"{found.get_text()!r}: {np.quantile(ratios, CROSSED):.2f}"
