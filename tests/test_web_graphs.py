"""The ego network can be read: labels do not touch, everything stays inside, the same picture each time."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from archive.graph import Node, Picture, Tie
from archive.model import KINDS
from web import graphs

PLACE = re.compile(r"translate\((\S+) (\S+)\)")
NAMES = (
    "Fumio Kishida",
    "US-Japan Economic Policy Consultative Committee of Ministers",
    "Quad",
    "MCAS Futenma",
    "Ōura",
)


def picture(count: int) -> Picture:
    """A centre with so many neighbours of all kinds, some tied to each other."""
    nodes = [Node(f"n{at}", NAMES[at % len(NAMES)], KINDS[at % len(KINDS)], at + 1) for at in range(count + 1)]
    ties = [Tie("n0", node.id, node.shared) for node in nodes[1:]]
    ties += [Tie(f"n{at}", f"n{at + 3}", 1) for at in range(1, count - 3, 2)]
    return Picture(nodes[0], tuple(nodes[1:]), tuple(ties), count)


def boxes(svg: str) -> list[tuple[float, float, float, float]]:
    """Sign and label of each node as (left, top, right, bottom)."""
    found = []
    for group in ElementTree.fromstring(svg).iter("g"):
        place = PLACE.match(group.get("transform", ""))
        assert place is not None
        x, y = float(place[1]), float(place[2])
        size = graphs.LETTER * (1.25 if "centre" in group.get("class", "") else 1)
        found.append((x - 7, y - 8, x + 11 + len(group.findtext("text", "")) * size, y + 8))
    return found


@pytest.mark.parametrize("count", [0, 1, 3, 30])
def test_no_two_labels_touch_and_all_lie_inside(count: int) -> None:
    found = boxes(graphs.ego(picture(count), lambda id: f"/entities/{id}"))
    assert len(found) == count + 1
    for at, (left, top, right, bottom) in enumerate(found):
        assert left >= 0 and top >= 0 and right <= graphs.WIDTH and bottom <= graphs.HEIGHT
        for other in found[:at]:
            assert left >= other[2] or other[0] >= right or top >= other[3] or other[1] >= bottom, (at, other)


def test_the_same_picture_each_time() -> None:
    assert graphs.ego(picture(12), str) == graphs.ego(picture(12), str)


def test_every_kind_has_a_sign_of_its_own() -> None:
    assert len({str(graphs.sign(kind, 7)) for kind in KINDS}) == len(KINDS)


def test_a_node_leads_to_its_page_and_says_what_it_shares() -> None:
    root = ElementTree.fromstring(graphs.ego(picture(1), lambda id: f"/entities/{id}?a=1&b=2"))
    assert [one.attrib["href"] for one in root.iter("a")] == ["/entities/n1?a=1&b=2", "/entities/n0?a=1&b=2"]
    assert [one.findtext("title") for one in root.iter("g")] == [f"{NAMES[1]}: 2 shared sentences", NAMES[0]]


def test_names_are_only_text() -> None:
    bad = Picture(Node("a", "<script>alert(1)</script>", "leader", 0), (), (), 0)
    assert "<script>" not in graphs.ego(bad, str)
