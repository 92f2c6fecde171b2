"""Names beside dots: each where it touches no other name, no other dot and as few lines as can be."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.text import Text

DIRECTIONS = [(1, 0), (-1, 0), (0.5, 1), (-0.5, 1), (0.5, -1), (-0.5, -1), (0, 1), (0, -1)]
DISTANCES = (1.0, 2.2, 4.0, 7.0)  # points
LEADER = 3.0  # a name further off than this gets a line to its dot
HALO = {"boxstyle": "square,pad=0.08", "facecolor": "white", "edgecolor": "none", "alpha": 0.7}
NAME, DOT, LINE, OUTSIDE, FAR = 60.0, 12.0, 1.0, 60.0, 0.6
AIR = 2.0  # points between two names


def names(
    ax: Axes,
    points: np.ndarray,
    texts: Sequence[str],
    radii: Sequence[float],
    *,
    others: np.ndarray | None = None,
    lines: np.ndarray | None = None,
    looks: Sequence[dict] | None = None,
) -> list[Text]:
    """Write a name beside each point, the first ones first, where it is least in the way.

    The figure must be laid out for good (`style.settle`): places are found in the pixels of the sheet.

    Parameters
    ----------
    ax
        Axes whose limits are set.
    points
        Places of the dots, n by 2, in data coordinates.
    texts, radii
        Name and radius (typographic points) of each dot.
    others
        Further dots without a name, to keep clear of; m by 2.
    lines
        Line segments to keep clear of where possible; k by 2 by 2.
    looks
        Text properties of each name.
    """
    figure = ax.figure
    renderer, scale = figure.canvas.get_renderer(), figure.dpi / 72
    at = ax.transData.transform(np.asarray(points, float).reshape(-1, 2))
    dots = np.vstack([at, ax.transData.transform(others)]) if others is not None and len(others) else at
    reach = np.full(len(dots), 2.0 * scale)
    reach[: len(at)] = np.asarray(radii) * scale
    segments = (
        ax.transData.transform(np.asarray(lines, float).reshape(-1, 2)).reshape(-1, 2, 2)
        if lines is not None
        else np.empty((0, 2, 2))
    )
    frame = ax.get_window_extent(renderer)
    taken: list[np.ndarray] = []
    written = []
    for i, (place, text) in enumerate(zip(at, texts, strict=True)):
        look = {"bbox": HALO if len(segments) else None} | (dict(looks[i]) if looks else {})
        drawn = ax.text(0, 0, text, transform=None, va="bottom", ha="left", linespacing=1.0, zorder=6, **look)
        box = drawn.get_window_extent(renderer)
        best = min(
            _candidates(place, reach[i], box.width, box.height, scale),
            key=lambda c: round(_cost(c, i, taken, dots, reach, segments, frame), 6),
        )
        taken.append(best[0] + np.array([-1, -1, 1, 1]) * AIR * scale)
        corner = ax.transData.inverted().transform(best[0][:2])
        drawn.set_transform(ax.transData)
        drawn.set_position(corner)
        drawn.set_in_layout(False)
        if best[1] > LEADER:
            end = ax.transData.inverted().transform(_nearest(best[0], place))
            ax.plot(*zip(points[i], end, strict=True), color=drawn.get_color(), lw=0.4, alpha=0.7, zorder=2)
        written.append(drawn)
    return written


def _candidates(place: np.ndarray, reach: float, width: float, height: float, scale: float):
    """Boxes (left, bottom, right, top) round a dot, with their distance in points."""
    for distance in DISTANCES:
        for across, along in DIRECTIONS:
            gap = reach + distance * scale
            x = place[0] + across * gap + (0 if across > 0 else -width if across < 0 else -width / 2)
            y = place[1] + along * gap + (0 if along > 0 else -height if along < 0 else -height / 2)
            yield np.array([x, y, x + width, y + height]), distance


def _cost(candidate, number: int, taken, dots, reach, segments, frame) -> float:
    box, distance = candidate
    cost = FAR * distance
    if taken:
        cost += NAME * _overlap(box, np.array(taken)).sum()
    around = np.column_stack([dots - reach[:, None], dots + reach[:, None]])
    around = np.delete(around, number, axis=0)
    cost += DOT * (_overlap(box, around) > 0).sum()
    cost += LINE * _crossed(box, segments)
    outside = (
        max(frame.x0 - box[0], 0)
        + max(box[2] - frame.x1, 0)
        + max(frame.y0 - box[1], 0)
        + max(box[3] - frame.y1, 0)
    )
    return cost + OUTSIDE * outside / (box[3] - box[1])


def _overlap(box: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """Overlap of a box with others, as a share of its own height squared."""
    across = np.minimum(box[2], boxes[:, 2]) - np.maximum(box[0], boxes[:, 0])
    along = np.minimum(box[3], boxes[:, 3]) - np.maximum(box[1], boxes[:, 1])
    return np.clip(across, 0, None) * np.clip(along, 0, None) / (box[3] - box[1]) ** 2


def _crossed(box: np.ndarray, segments: np.ndarray) -> float:
    """How many of nine points along each segment lie in the box, over all segments."""
    if not len(segments):
        return 0.0
    steps = np.linspace(0.1, 0.9, 17)[:, None, None]
    along = segments[:, 0] * (1 - steps) + segments[:, 1] * steps
    inside = (
        (along[..., 0] > box[0])
        & (along[..., 0] < box[2])
        & (along[..., 1] > box[1])
        & (along[..., 1] < box[3])
    )
    return float(inside.any(axis=0).sum())


def _nearest(box: np.ndarray, place: np.ndarray) -> np.ndarray:
    return np.clip(place, box[:2], box[2:])
