"""Make `outlines.json` from Natural Earth's 1:10m countries, as npm's `world-atlas` 2.0.2 packs them (TopoJSON).

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python data/geo/make_outlines.py package/countries-10m.json > data/geo/outlines.json

Keys are ids of places in `data/knowledge/places.yaml`, values lists of closed rings of [longitude, latitude] in
degrees. Holes are left out, and islands smaller than a kilometre or so; Japan and Guam keep more detail than the rest.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

COUNTRIES = {
    "japan": ("Japan",),
    "united-states": (
        "United States of America",
        "Guam",
        "N. Mariana Is.",
        "Puerto Rico",
        "American Samoa",
        "U.S. Minor Outlying Is.",
    ),
    "south-korea": ("South Korea",),
    "north-korea": ("North Korea",),
    "china": ("China", "Hong Kong", "Macao"),
    "taiwan": ("Taiwan",),
    "russia": ("Russia",),
    "philippines": ("Philippines",),
    "australia": ("Australia",),
    "india": ("India",),
    "united-kingdom": ("United Kingdom", "Br. Indian Ocean Ter."),
    "marshall-islands": ("Marshall Is.",),
    "palau": ("Palau",),
    "djibouti": ("Djibouti",),
    "singapore": ("Singapore",),
}
FINE, COARSE = 0.004, 0.03  # degrees that a line may stray from the original's
DETAILED = {"Japan", "Guam", "N. Mariana Is.", "Br. Indian Ocean Ter.", "Marshall Is.", "U.S. Minor Outlying Is."}
SMALLEST = 0.012  # degrees across

Point = tuple[float, float]


def rings(topology: dict[str, Any], name: str) -> list[list[Point]]:
    """The outer rings of one country."""
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]

    def arc(number: int) -> list[Point]:
        x = y = 0
        points = []
        for dx, dy in topology["arcs"][number if number >= 0 else ~number]:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + move[0], y * scale[1] + move[1]))
        return points if number >= 0 else points[::-1]

    found = next(one for one in topology["objects"]["countries"]["geometries"] if one["properties"]["name"] == name)
    polygons = found["arcs"] if found["type"] == "MultiPolygon" else [found["arcs"]]
    joined = []
    for outer, *_ in polygons:
        ring: list[Point] = []
        for number in outer:
            ring += arc(number)[1 if ring else 0 :]
        joined.append(ring)
    return joined


def simplified(points: Sequence[Point], stray: float) -> list[Point]:
    """The line with fewer points, none further than `stray` from the original (Douglas and Peucker, 1973)."""
    kept, waiting = {0, len(points) - 1}, [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        (ax, ay), (bx, by) = points[first], points[last]
        length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
        far, at = 0.0, -1
        for index in range(first + 1, last):
            x, y = points[index]
            across = abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length if length else 0.0
            off = across if length else ((x - ax) ** 2 + (y - ay) ** 2) ** 0.5
            if off > far:
                far, at = off, index
        if far > stray:
            kept.add(at)
            waiting += [(first, at), (at, last)]
    return [points[index] for index in sorted(kept)]


def size(ring: Sequence[Point]) -> float:
    """How far a ring reaches, in degrees."""
    return max(max(axis) - min(axis) for axis in zip(*ring, strict=True))


def main() -> None:
    """Print the outlines."""
    with open(sys.argv[1], encoding="utf-8") as file:
        topology = json.load(file)
    made = {}
    for place, names in COUNTRIES.items():
        made[place] = [
            [[round(x, 3), round(y, 3)] for x, y in simplified(ring, FINE if name in DETAILED else COARSE)]
            for name in names
            for ring in rings(topology, name)
            if size(ring) >= SMALLEST or name in DETAILED
        ]
        made[place] = [ring for ring in made[place] if len(ring) > 3]
    json.dump(made, sys.stdout, separators=(",", ":"))
    print()


if __name__ == "__main__":
    main()
