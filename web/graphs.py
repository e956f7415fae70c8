"""The ego network as SVG: an entity, its neighbours, and the ties among them.

Shape and colour tell the kind (classes `kind-leader` … on `<g class="node">`), thickness the shared sentences (class
`tie`), so that it reads without colour. Places come from a small force layout with fixed start, so the same
picture is drawn each time; then nodes and labels are pushed apart until no two labels touch.
"""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin, sqrt

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from archive.graph import Node, Picture
from archive.model import Kind

WIDTH, HEIGHT, MARGIN = 960, 620, 14
LETTER = 6.6
"""Average width of a letter of Inter at 13 user units; labels are measured with it."""
LABEL_HEIGHT = 18
ROUNDS = 220

Places = NDArray[np.float64]


def ego(picture: Picture, href: Callable[[str], str]) -> Markup:
    """The picture of an entity among its neighbours; `href` gives the address of an entity's page."""
    nodes = (picture.centre, *picture.neighbours)
    at = {node.id: place for place, node in enumerate(nodes)}
    ties = [(at[tie.one], at[tie.other], tie.weight) for tie in picture.ties]
    places = _spread(nodes, _settle(len(nodes), ties))
    parts = [_tie(places[one], places[other], weight, 0 in (one, other)) for one, other, weight in ties]
    parts += [_node(node, *places[number], href, number == 0) for number, node in reversed(list(enumerate(nodes)))]
    described = f"The {len(picture.neighbours)} names most closely mentioned together with {picture.centre.name}; "
    return Markup(
        '<svg class="network" viewBox="0 0 {} {}" role="group"><title>{}</title><desc>{}</desc>{}</svg>'
    ).format(
        WIDTH,
        HEIGHT,
        f"Names mentioned together with {picture.centre.name}",
        described + "the table holds the same.",
        Markup("").join(parts),
    )


def _settle(count: int, ties: list[tuple[int, int, int]]) -> Places:
    """Places around 0, 0 from springs along ties and repulsion between all; the first node stays in the middle."""
    angles = np.arange(count) * pi * (3 - sqrt(5))
    radius = np.sqrt(np.arange(count) / max(count - 1, 1))
    places = np.column_stack((np.cos(angles) * radius * 1.5, np.sin(angles) * radius))
    pull = np.zeros((count, count))
    for one, other, weight in ties:
        # The centre is tied to all: were its springs as strong, everything would fall into it.
        pull[one, other] = pull[other, one] = sqrt(weight) * (0.25 if 0 in (one, other) else 1.0)
    ideal = 1.1 / sqrt(max(count, 2))
    for round_ in range(ROUNDS):
        apart = places[:, None, :] - places[None, :, :]
        distance = np.maximum(np.sqrt((apart**2).sum(axis=2)), 0.01)
        force = (ideal**2 / distance**2 - pull * distance * 0.35)[:, :, None] * apart / distance[:, :, None]
        move = force.sum(axis=1) - places * 0.05
        length = np.maximum(np.sqrt((move**2).sum(axis=1, keepdims=True)), 1e-9)
        places += move / length * np.minimum(length, 0.12 * (1 - round_ / ROUNDS))
        places[0] = 0
    return places


def _spread(nodes: tuple[Node, ...], settled: Places) -> list[tuple[float, float]]:
    """Scale into the frame, then push whole boxes (sign and label) apart until none overlap or rounds run out."""
    size = np.abs(settled).max(axis=0)
    scale = np.where(size > 0, np.array([WIDTH / 2 - 110, HEIGHT / 2 - 40]) / np.where(size > 0, size, 1), 1)
    places = settled * scale + np.array([WIDTH / 2, HEIGHT / 2])
    width = np.array([_box_width(node, number == 0) for number, node in enumerate(nodes)])
    height = np.full(len(nodes), LABEL_HEIGHT + 6.0)
    # A box reaches from the sign's left edge to the label's end: its middle lies right of the sign.
    shift = width / 2 - 10
    width[0], height[0], shift[0] = width[0] + 14, height[0] + 10, shift[0] - 3
    for _ in range(400):
        x, y = places[:, 0] + shift, places[:, 1]
        over_x = (width[:, None] + width[None, :]) / 2 - np.abs(x[:, None] - x[None, :])
        over_y = (height[:, None] + height[None, :]) / 2 - np.abs(y[:, None] - y[None, :])
        touching = (over_x > 0) & (over_y > 0)
        np.fill_diagonal(touching, False)
        if not touching.any():
            break
        for one, other in np.argwhere(np.triu(touching)):
            axis = 1 if over_y[one, other] <= over_x[one, other] * 0.8 else 0
            centre = (x, y)[axis]
            away = 1.0 if centre[one] >= centre[other] else -1.0
            push = away * ((over_x, over_y)[axis][one, other] / 2 + 0.5)
            share = 0.0 if one == 0 else 1.0
            places[one, axis] += push * share
            places[other, axis] -= push * (2 - share)
        places[:, 0] = np.clip(places[:, 0], MARGIN, WIDTH - MARGIN - width + 20)
        places[:, 1] = np.clip(places[:, 1], MARGIN + 8, HEIGHT - MARGIN - 8)
    return [(float(x), float(y)) for x, y in places]


def _box_width(node: Node, centre: bool) -> float:
    return 26 + len(_label(node.name)) * LETTER * (1.25 if centre else 1)


def _label(name: str) -> str:
    return name if len(name) <= 30 else name[:28].rstrip(" ,-(") + "…"


def _tie(one: tuple[float, float], other: tuple[float, float], weight: int, to_centre: bool) -> Markup:
    """A slightly bent line, so that ties along one direction can be told apart."""
    (x1, y1), (x2, y2) = one, other
    bend = 0.08
    middle = ((x1 + x2) / 2 - (y2 - y1) * bend, (y1 + y2) / 2 + (x2 - x1) * bend)
    return Markup('<path class="tie{}" d="M{:.0f} {:.0f}Q{:.0f} {:.0f} {:.0f} {:.0f}" stroke-width="{:.1f}"/>').format(
        " to-centre" if to_centre else "", x1, y1, *middle, x2, y2, min(1 + sqrt(weight) * 0.6, 5)
    )


def _node(node: Node, x: float, y: float, href: Callable[[str], str], centre: bool) -> Markup:
    said = node.name if centre else f"{node.name}: {node.shared} shared sentence" + ("" if node.shared == 1 else "s")
    return Markup(
        '<a href="{}"><g class="node kind-{}{}" transform="translate({:.0f} {:.0f})"><title>{}</title>{}'
        '<text x="{}" y="4.5">{}</text></g></a>'
    ).format(
        href(node.id),
        node.kind,
        " centre" if centre else "",
        x,
        y,
        said,
        sign(node.kind, 12 if centre else 7),
        16 if centre else 11,
        _label(node.name),
    )


def sign(kind: Kind, size: float) -> Markup:
    """The sign of a kind around 0, 0: circle, triangle, square, diamond, pentagon, ring or hexagon."""
    if kind in ("leader", "place"):
        return Markup('<circle r="{:.1f}"/>').format(size if kind == "leader" else size * 0.8)
    corners, turn, grow = {
        "base": (3, -90, 1.25),
        "agreement": (4, -45, 1.25),
        "organization": (4, -90, 1.2),
        "office": (5, -90, 1.1),
        "programme": (6, 0, 1.1),
    }[kind]
    angles = [(turn + 360 * corner / corners) * pi / 180 for corner in range(corners)]
    points = " ".join(f"{cos(angle) * size * grow:.1f},{sin(angle) * size * grow:.1f}" for angle in angles)
    return Markup('<polygon points="{}"/>').format(points)
