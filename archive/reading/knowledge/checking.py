"""What is not yet good in knowledge that loads: gaps between holders, coordinates abroad, facts without a source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from math import asin, cos, radians, sin, sqrt

from archive.model import Interval
from archive.reading.knowledge import Knowledge
from archive.reading.names.lexicon import is_country
from archive.reference import Entity, Gap, Tenure

SINCE = date(2012, 1, 1)
"""From when on offices are followed: ten years before the first issue."""

ABROAD = 15.0
"""Kilometres that a base may lie outside its country's outline, which is simplified."""

AT_SEA = 200.0
"""Kilometres that a place may: islands too small for the outline, waters and countries of many islands."""

NEAR = 60.0
"""Kilometres from a municipality's own coordinates to the furthest base in it; some of Hokkaido's are that large."""

EARTH = 6371.0
"""Mean radius in kilometres."""

Ring = Sequence[Sequence[float]]
Outlines = Mapping[str, Sequence[Ring]]
"""Closed rings of [longitude, latitude] in degrees, by the id of the country; as in `data/geo/outlines.json`."""


def check(knowledge: Knowledge, outlines: Outlines, today: date) -> list[str]:
    """Each problem in a sentence that begins with the record's id, sorted; `load` checks references and overlaps."""
    found = [*_gaps(knowledge, today), *_places(knowledge, outlines), *_unsourced(knowledge)]
    return sorted(found)


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two points of (latitude, longitude) in degrees, on a sphere."""
    (lat1, lon1), (lat2, lon2) = ((radians(lat), radians(lon)) for lat, lon in (one, other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))


def _gaps(knowledge: Knowledge, today: date) -> Iterator[str]:
    """Stretches since 2012 in which a single-holder office has neither holder nor explanation."""
    for office in knowledge.entities.values():
        if office.kind != "office" or not office.facts.get("single"):
            continue
        held: list[Tenure | Gap] = [*knowledge.tenures_by_office.get(office.id, ())]
        gaps = office.facts.get("gaps", ())
        held += [one for one in gaps if isinstance(one, Gap)] if isinstance(gaps, tuple) else []
        reached = SINCE
        for one in sorted(held, key=lambda one: one.start.earliest or date.min):
            begins, ends = one.start.earliest or date.min, one.end.latest if one.end else date.max
            if begins > min(reached, today) + timedelta(days=1) and reached < today:
                yield f"{office.id}: nobody holds it from {reached} to {begins}; add the holder, or say why in `gaps`."
            reached = max(reached, ends or date.max)
        if reached < today:
            yield f"{office.id}: nobody holds it since {reached}; add the holder, or say why in `gaps`."


def _places(knowledge: Knowledge, outlines: Outlines) -> Iterator[str]:
    """Coordinates outside their country, or far from their municipality."""
    for entity in knowledge.entities.values():
        point = point_of(entity)
        if point is None:
            continue
        country = entity.country or _country(knowledge, entity)
        rings = outlines.get(country or "")
        town = knowledge.entities.get(str(entity.facts.get("place", "")))
        centre = point_of(town) if town else None
        outside = 0.0 if any(_within(point, ring) for ring in rings or ()) else _off(point, rings or ())
        island = centre is not None and kilometres(point, centre) <= NEAR
        if outside > (AT_SEA if entity.kind == "place" or island else ABROAD):
            yield f"{entity.id}: its coordinates lie {outside:.0f} km outside {country}."
        if town and centre and kilometres(point, centre) > NEAR:
            yield f"{entity.id}: its coordinates lie {kilometres(point, centre):.0f} km from those of {town.id}."


def _unsourced(knowledge: Knowledge) -> Iterator[str]:
    for entity in knowledge.entities.values():
        dated = any(isinstance(fact, Interval) for fact in entity.facts.values())
        held = knowledge.tenures_by_person.get(entity.id, ())
        if not entity.sources and (dated or "coordinates" in entity.facts):
            yield f"{entity.id}: its dates and coordinates name no source."
        elif not entity.sources and not held and entity.kind != "office":
            yield f"{entity.id}: names no source."
        country = knowledge.entities.get(entity.country or "")
        if country and not is_country(country):
            yield f"{entity.id}: its country {country.id} is no country."
    for tenures in knowledge.tenures_by_person.values():
        for tenure in tenures:
            if not tenure.source:
                yield f"{tenure.person}: the tenure as {tenure.office} from {tenure.start.edtf} names no source."


def _country(knowledge: Knowledge, entity: Entity) -> str | None:
    """The outermost place around a place."""
    seen: set[str] = set()
    while (outer := str(entity.facts.get("within", ""))) in knowledge.entities and outer not in seen:
        seen.add(outer)
        entity = knowledge.entities[outer]
    return entity.id


def point_of(entity: Entity) -> tuple[float, float] | None:
    """The coordinates of a record, (latitude, longitude) in degrees."""
    point = entity.facts.get("coordinates")
    return (float(point[0]), float(point[1])) if isinstance(point, tuple) else None


def _within(point: tuple[float, float], ring: Ring) -> bool:
    """Whether a point lies in a ring: a ray to the east crosses it an odd number of times."""
    lat, lon = point
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _off(point: tuple[float, float], rings: Sequence[Ring]) -> float:
    """Kilometres from a point to the nearest corner of the outline."""
    return min((kilometres(point, (lat, lon)) for ring in rings for lon, lat in ring), default=0.0)
